/**
 * Fast products make NaN of 0 × ∞, where the chain rule has 0: then the code runs again with exact ones. Each function
 * here has |w·x| as √(w·x)², whose slope is 0 × ∞ where x is 0.
 */
import { expect, test } from '@jest/globals'
import { mul, sub, Value } from '@gradus/engine'
import { compile, CompiledStep, type LoadRow } from '../src/index.js'

const size = (x: Value) => x.square().sqrt()

test('the Jacobian, also in one row of several', () => {
  const f = compile((x: Value) => [size(x), x], ['scalar'], { backend: 'wasm' })
  expect([...f.jacobian([2, 0, -3])]).toEqual([1, 1, 0, 1, -1, 1])
})

test('the Hessian times a vector, also in one point of several', () => {
  const f = compile((x: Value, y: Value) => size(x).mul(y), ['scalar', 'scalar'], { backend: 'wasm' })
  const products = f.hvp([2, 1, 0, 1, -3, 1], [0, 1, 0, 1, 0, 1])
  expect([...products]).toEqual([1, 0, 0, 0, -1, 0])
})

test('the gradient of a parameter, where nothing else is NaN', () => {
  const w = new Value(2)
  // The slope in x does not go through w·0, so that only the sum over the examples has the NaN.
  const f = compile((x: Value) => size(w.sub(2)).add(x), ['scalar'], { parameters: [w], backend: 'wasm' })
  const { gradient, parameterGradient } = f.valueAndGradient([1, 2])
  expect([[...gradient], [...parameterGradient]]).toEqual([[1, 1], [0]])
})

test.each([1, 2])('the gradient of a step on %d threads', (threads) => {
  const w = new Value(1)
  const step = new CompiledStep({
    loss: (x: Value) => size(w.mul(x)),
    shape: ['scalar'],
    parameters: [w],
    update: { state: 0, coefficients: 0, formula: (p, g) => [sub(p, mul(0.5, g))] },
    backend: 'wasm',
    threads,
  })
  const count = 96
  const load: LoadRow = (row, numbers, at) => void (numbers[at] = row % 3) // 0, 1, 2, 0, …
  expect(step.evaluate(count, load)).toEqual({ loss: 1, norm: 1 })
  step.apply(1, [])
  step.readParameters()
  expect(w.data).toBe(0.5)
  step.dispose()
})
