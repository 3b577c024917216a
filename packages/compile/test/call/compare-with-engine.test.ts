/** The first call of each kind is compared with the engine. */
import { describe, expect, test } from '@jest/globals'
import { mul, type Scalar, unary, Value, where } from '@gradus/engine'
import { type Backend, compile } from '../../src/index.js'
import { MISMATCH_ADVICE as advice } from '../expect-error.js'

const BACKENDS: Backend[] = ['interpreter', 'wasm']
const DOMAIN = [-1, 1] as const

describe.each(BACKENDS)('%s: the first call throws an error if', (backend) => {
  test('an op remembers earlier calls', () => {
    let calls = 0
    const counting = unary('counting', { f: (x) => x + calls++, d: 1, domain: DOMAIN })
    const f = compile((x: Value) => counting(x), ['scalar'], { backend })
    expect(() => f.value([2])).toThrow(
      new Error(`compile: output 0 of example 0 is 2 compiled, and 3 by the engine. ${advice}`),
    )
  })

  test('a slope differs between numbers and Values', () => {
    const d = (x: Scalar) => (typeof x === 'number' ? 3 * x : mul(2, x))
    const deceiving = unary('deceiving', { f: (x) => x * x, d, domain: DOMAIN })
    const f = compile((x: Value, y: Value) => deceiving(y).add(x), ['scalar', 'scalar'], { backend })
    expect(f.value([1, 2])).toBe(5)
    expect(() => f.gradient([1, 2])).toThrow(
      new Error(`compile: slope 1 of example 0 is 4 compiled, and 6 by the engine. ${advice}`),
    )
  })

  test('only the gradient of a parameter differs', () => {
    const d = (x: Scalar) => (typeof x === 'number' && x > 3 ? 7 : 1)
    const deceiving = unary('deceiving', { f: (x) => x, d, domain: DOMAIN })
    const w = new Value(1)
    const f = compile((x: Value) => deceiving(w).add(deceiving(x.mul(0).add(w.mul(4)))), ['scalar'], {
      parameters: [w],
      backend,
    })
    expect(() => f.valueAndGradient([0, 0])).toThrow(
      new Error(`compile: the gradient of parameter 0 is 5 compiled, and 29 by the engine. ${advice}`),
    )
    expect([w.grad, w.hasGrad]).toEqual([0, false])
  })

  test('the function does something else after it was recorded', () => {
    let recorded = 0
    const f = compile((x: Value) => (recorded++ < 2 ? x.mul(2) : x.mul(3)), ['scalar'], { backend })
    const message = `compile: output 0 of example 0 is 10 compiled, and 15 by the engine. ${advice}`
    expect(() => f.values([5, 1])).toThrow(new Error(message))
    expect(() => f.values([5, 1])).toThrow(new Error(message)) // also when it is called again
  })

  test('only the gradient of a parameter over many examples differs', () => {
    const d = (x: Scalar) => (typeof x === 'number' && x > 3 ? 7 : 1)
    const deceiving = unary('deceiving', { f: (x) => x, d, domain: DOMAIN })
    const w = new Value(4)
    const f = compile((x: Value) => deceiving(w).add(x.mul(0)), ['scalar'], { parameters: [w], backend })
    expect(() => f.valueAndGradient(new Float64Array(50))).toThrow(
      new Error(`compile: the gradient of parameter 0 is 1 compiled, and 7 by the engine. ${advice}`),
    )
  })

  test('a Jacobian or a Hessian-vector product differs, even if the value is much larger', () => {
    const d = (x: Scalar) => (typeof x === 'number' ? 7 : mul(x, 2))
    const deceiving = unary('deceiving', { f: (x) => x * x + 1e9, d, domain: DOMAIN })
    const f = compile((x: Value, y: Value) => [x.mul(y), deceiving(y)], ['scalar', 'scalar'], { backend })
    expect(() => f.jacobian([1, 2])).toThrow(
      new Error(`compile: output 1, slope 1 of example 0 is 4 compiled, and 7 by the engine. ${advice}`),
    )
    expect([...f.values([1, 2])]).toEqual([2, 4 + 1e9])
    const g = compile((x: Value, y: Value) => deceiving(y).add(x), ['scalar', 'scalar'], { backend })
    expect(() => g.gradient([1, 2])).toThrow(
      new Error(`compile: slope 1 of example 0 is 4 compiled, and 7 by the engine. ${advice}`),
    )
    let runs = 0
    const h = compile((x: Value) => x.square().mul(runs++ < 2 ? 1 : 3), ['scalar'], { backend })
    expect(() => h.hvp([1], [1])).toThrow(
      new Error(`compile: product 0 of example 0 is 2 compiled, and 6 by the engine. ${advice}`),
    )
  })
})

test.each(BACKENDS)('%s: mustMatchEngine: false leaves out the comparison', (backend) => {
  let runs = 0
  const f = compile((x: Value) => (runs++ < 2 ? x.mul(2) : x.mul(3)), ['scalar'], { backend, mustMatchEngine: false })
  expect([f.value([5]), ...f.gradient([5])]).toEqual([10, 2])
  expect(runs).toBe(2)
})

test('the comparison runs the function once per derivation, and leaves the gradients of parameters alone', () => {
  let runs = 0
  const w = new Value(3)
  w.square().backward()
  const f = compile((x: Value) => (runs++, x.mul(w)), ['scalar'], { parameters: [w] })
  const seen = [runs]
  for (const call of [() => f.value([1]), () => f.value([2]), () => f.gradient([1]), () => f.gradient([2])]) {
    call()
    seen.push(runs)
  }
  expect(seen).toEqual([2, 3, 3, 4, 4]) // recorded twice, then compared once for each derivation
  expect([w.grad, w.hasGrad]).toEqual([6, true])
})

describe.each(BACKENDS)('%s: with 32-bit numbers, the engine computes with rounded', (backend) => {
  // In 32 bits, 16777217 is rounded to 16777216.
  test('points', () => {
    const f = compile((x: Value) => x.sub(16_777_216).mul(x.sub(3)), ['scalar'], { backend, precision: 'f32' })
    const point = [16_777_217]
    expect(f.value(point)).toBe(0)
    expect([...f.gradient(point)]).toEqual([16_777_213])
    expect([...f.jacobian(point)]).toEqual([16_777_213])
    expect([...f.hvp(point, [1])]).toEqual([2])
  })

  test('parameters, whose Values keep all digits', () => {
    const w = new Value(16_777_217)
    const f = compile((x: Value) => w.sub(x), ['scalar'], { parameters: [w], backend, precision: 'f32' })
    expect(f.value([16_777_216])).toBe(0)
    expect(f.valueAndGradient([16_777_216]).value).toBe(0)
    expect(w.data).toBe(16_777_217)
  })
})

test('with 32-bit numbers, compiled code and the engine round constants and results alike', () => {
  const step = compile((x: Value) => where(x.gt(0.1), x.square(), x.neg()), ['scalar'], { precision: 'f32' })
  expect(step.value([0.1])).toBe(-Math.fround(0.1)) // x and the constant are the same number of 32 bits
  const wave = compile((x: Value) => x.mul(1e8).sin(), ['scalar'], { precision: 'f32' })
  expect(wave.value([0.1])).toBeCloseTo(Math.sin(Math.fround(Math.fround(0.1) * Math.fround(1e8))), 5)
})
