/** The first gradient and the first update of a compiled step are compared with the engine. */
import { describe, expect, test } from '@jest/globals'
import { add, dot, mul, type Scalar, sub, unary, Value } from '@gradus/engine'
import { type Backend, CompiledStep, type LoadRow, type StepOptions, type Update } from '../../src/index.js'
import { MISMATCH_ADVICE as advice } from '../expect-error.js'

const BACKENDS: Backend[] = ['interpreter', 'wasm']
const DOMAIN = [-1, 1] as const

describe.each(BACKENDS)('%s: the first step', (backend) => {
  const w = [new Value(1), new Value(2), new Value(3)]
  const update: Update = {
    state: 1,
    coefficients: 1,
    formula: (p, g, [m], [lr]) => [sub(p, mul(lr!, g)), add(m!, g)],
  }
  const linear = (xs: Value[]) => dot(w, xs)
  const start = (options: Partial<StepOptions>) =>
    new CompiledStep({ loss: linear, shape: [3], parameters: w, update, backend, ...options })
  const load: LoadRow = (_, numbers, at) => numbers.set([1, 2, 3], at)
  const drift = (what: 'value' | 'slope', after: number) => {
    let calls = 0
    const changed = (x: number, y: number) => (calls++ < after ? x : y)
    const op = unary('drifting', {
      f: (x) => (what === 'value' ? changed(x, x + 1) : x),
      d: () => (what === 'slope' ? changed(1, 2) : 1),
      domain: DOMAIN,
    })
    return (x: Scalar) => op(x)
  }

  test('throws an error if the loss differs', () => {
    let runs = 0
    const step = start({ loss: (xs: Value[]) => linear(xs).mul(runs++ < 2 ? 1 : 2) })
    const message = `compile: the loss of the first batch is 14 compiled, and 28 by the engine. ${advice}`
    expect(() => step.evaluate(4, load)).toThrow(new Error(message))
    expect(() => step.evaluate(4, load)).toThrow(new Error(message)) // also when it is called again
    expect(() => step.apply(1, [0.5])).toThrow('apply: there is no gradient yet. Call evaluate first.')
    expect(w.map((p) => [p.data, p.grad, p.hasGrad])).toEqual([1, 2, 3].map((x) => [x, 0, false]))
  })

  test('throws an error if the gradient differs', () => {
    const drifting = drift('slope', 1)
    const step = start({ loss: (xs: Value[]) => drifting(linear(xs)) as Value })
    expect(() => step.evaluate(1, load)).toThrow(
      new Error(`compile: the gradient of parameter 0 is 1 compiled, and 2 by the engine. ${advice}`),
    )
  })

  test.each([
    [0, 'parameter 0 after the first step is 0.5 compiled, and 1.5 by the engine.'],
    [1, 'state 0 of parameter 0 after the first step is 1 compiled, and 2 by the engine.'],
  ])('throws an error if result %d of the update differs, and takes the step back', (output, message) => {
    let runs = 0
    const formula: Update['formula'] = (...args) => {
      const results = [...update.formula(...args)]
      if (runs++ > 0) results[output] = add(results[output]!, 1)
      return results
    }
    const step = start({ update: { ...update, formula } })
    step.evaluate(4, load)
    expect(() => step.apply(1, [0.5])).toThrow(new Error(`compile: ${message} ${advice}`))
    step.readParameters()
    expect([w.map((p) => p.data), [...step.readState(0)]]).toEqual([[1, 2, 3], [0, 0, 0]]) // oxfmt-ignore
    const unchecked = start({ update: { ...update, formula }, mustMatchEngine: false })
    unchecked.evaluate(4, load)
    unchecked.apply(1, [0])
  })

  test('passes if it is right: with a penalty, clipping, a large batch, 32-bit numbers', () => {
    const data = w.map((p) => p.data)
    for (const precision of ['f64', 'f32'] as const) {
      const step = start({ penalty: { l1: 0.1, l2: 0.2, mask: [1, 0, 1] }, clipValue: 2, precision })
      expect(step.evaluate(100, load).loss).toBeCloseTo(14, 4)
      step.apply(0.9, [0.1])
      step.readParameters()
      const change = [1 + 0.3, 2, 3 + 0.7].map((g) => 0.1 * Math.min(0.9 * g, 2))
      w.forEach((p, i) => expect(p.data).toBeCloseTo(i + 1 - change[i]!, 4))
      w.forEach((p, i) => (p.data = data[i]!))
    }
  })
})

test.each(BACKENDS)('%s: with 32-bit numbers, the engine computes with the rounded parameters', (backend) => {
  const w = new Value(16_777_217) // in 32 bits this is 16777216
  const update: Update = { state: 0, coefficients: 1, formula: (p, g, _, [c]) => [add(sub(p, c!), mul(0, g))] }
  const loss = (x: Value) => w.sub(x)
  const step = new CompiledStep({ loss, shape: ['scalar'], parameters: [w], update, backend, precision: 'f32' })
  expect(step.evaluate(1, (_, numbers, at) => void (numbers[at] = 16_777_217)).loss).toBe(0)
  step.apply(1, [16_777_217])
  step.readParameters()
  expect(w.data).toBe(0)
})
