/** The first call beside the engine, and ops that the compiler has never heard of. */
import { describe, expect, test } from '@jest/globals'
import {
  binary,
  defineOp,
  mul,
  paired,
  reciprocal,
  square,
  ternary,
  unary,
  Value,
  variadic,
  where,
} from '@gradus/engine'
import { abs, add, dot, gradient, hvp, type Scalar, sub, sum } from '@gradus/engine'
import { compile, type Backend, CompiledStep, type LoadRow, type StepOptions, type Update } from '../src/index.js'

const ENGINES: Backend[] = ['interpreter', 'wasm']
const DOMAIN = [-1, 1] as const
const advice =
  'Pass a function that branches with where(cond, a, b), has no side effects, and uses no outside number that changes. If yours does all that, please report a bug.'

describe.each(ENGINES)('%s: the first call throws', (backend) => {
  test('where an op has a memory', () => {
    let calls = 0
    const counting = unary('counting', { f: (x) => x + calls++, d: 1, domain: DOMAIN })
    const f = compile((x: Value) => counting(x), ['scalar'], { backend })
    expect(() => f.value([2])).toThrow(
      new Error(`compile: output 0 of example 0 is 2 compiled, and 3 by the engine. ${advice}`),
    )
  })

  test('where a slope differs between numbers and Values', () => {
    const d = (x: Scalar) => (typeof x === 'number' ? 3 * x : mul(2, x))
    const deceiving = unary('deceiving', { f: (x) => x * x, d, domain: DOMAIN })
    const f = compile((x: Value, y: Value) => deceiving(y).add(x), ['scalar', 'scalar'], { backend })
    expect(f.value([1, 2])).toBe(5)
    expect(() => f.gradient([1, 2])).toThrow(
      new Error(`compile: slope 1 of example 0 is 4 compiled, and 6 by the engine. ${advice}`),
    )
  })

  test('where only the gradient of a parameter differs', () => {
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

  test('where the function does something else on numbers', () => {
    let recorded = 0
    const f = compile((x: Value) => (recorded++ < 2 ? x.mul(2) : x.mul(3)), ['scalar'], { backend })
    const message = `compile: output 0 of example 0 is 10 compiled, and 15 by the engine. ${advice}`
    expect(() => f.values([5, 1])).toThrow(new Error(message))
    expect(() => f.values([5, 1])).toThrow(new Error(message)) // it does not get better
  })

  test('where only the gradient of a parameter over many examples differs', () => {
    const d = (x: Scalar) => (typeof x === 'number' && x > 3 ? 7 : 1)
    const deceiving = unary('deceiving', { f: (x) => x, d, domain: DOMAIN })
    const w = new Value(4)
    const f = compile((x: Value) => deceiving(w).add(x.mul(0)), ['scalar'], { parameters: [w], backend })
    expect(() => f.valueAndGradient(new Float64Array(50))).toThrow(
      new Error(`compile: the gradient of parameter 0 is 1 compiled, and 7 by the engine. ${advice}`),
    )
  })

  test('where a Jacobian or a Hessian-vector product differs, however large the value', () => {
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

  test('and mustMatchEngine: false leaves it out', () => {
    let runs = 0
    const f = compile((x: Value) => (runs++ < 2 ? x.mul(2) : x.mul(3)), ['scalar'], { backend, mustMatchEngine: false })
    expect([f.value([5]), ...f.gradient([5])]).toEqual([10, 2])
    expect(runs).toBe(2)
  })
})

test('the check runs the function once per derivation, and leaves gradients as they were', () => {
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

/** An op of each kind that the compiler has no instructions for; each counts how often its f is called. */
const calls = { count: 0 }
const counted = <T>(x: T): T => {
  calls.count++
  return x
}
const softsign = defineOp(
  unary('softsign', {
    f: (x) => counted(x / (1 + Math.abs(x))),
    d: (x) => reciprocal(square(add(1, abs(x)))),
    domain: [0.1, 3],
  }),
)
const plane = defineOp(binary('plane', { f: (a, b) => counted(2 * a - b), d: [2, -1], domain: [DOMAIN, DOMAIN] }))
const blend = defineOp(
  ternary('blend', {
    f: (a, b, t) => counted(a + t * (b - a)),
    d: [(_a, _b, t) => add(1, mul(-1, t)), (_a, _b, t) => t, (a, b) => add(b, mul(-1, a))],
    domain: [DOMAIN, DOMAIN, DOMAIN],
  }),
)
const total = defineOp(variadic('total', { f: (xs) => counted(xs.reduce((a, b) => a + b)), d: 1, domain: DOMAIN }))
const inner = defineOp(
  paired('inner', {
    f: (as, bs) => counted(as.reduce((s, a, i) => s + a * bs[i]!, 0)),
    d: [(_, b) => b, (a) => a],
    domain: DOMAIN,
  }),
)

describe.each(ENGINES)('%s: ops of one’s own', (backend) => {
  const f = (xs: Value[]): Value => {
    const ys = xs.map((x) => softsign(x))
    const mixed = [plane(ys[0]!, ys[1]!), blend(ys[0]!, ys[1]!, ys[2]!), total(ys), inner(xs, ys)]
    return sum(mixed.map((y, i) => y.mul(i + 1)))
  }
  const compiled = compile(f, [3], { backend })
  const points = Array.from({ length: 3 * 20 }, (_, i) => Math.sin(i))
  const each = Array.from({ length: 20 }, (_, b) => points.slice(3 * b, 3 * b + 3))

  test('run through their f, in batches too', () => {
    compiled.values(points) // the first call is checked
    calls.count = 0
    const values = compiled.values(points)
    expect(calls.count).toBe(20 * 7)
    each.forEach((xs, b) => expect(values[b]).toBeCloseTo(f(xs.map((x) => new Value(x))).data, 13))
  })

  test('have their slopes and second derivatives', () => {
    const got = compiled.gradient(points)
    const vectors = points.map((_, i) => Math.cos(i))
    const products = compiled.hvp(points, vectors)
    each.forEach((xs, b) => {
      gradient(f, xs).forEach((x, i) => expect(got[3 * b + i]).toBeCloseTo(x, 13))
      hvp(f, xs, vectors.slice(3 * b, 3 * b + 3)).forEach((x, i) => expect(products[3 * b + i]).toBeCloseTo(x, 12))
    })
  })

  test('are listed by report as fallbacks', () => {
    for (const examples of [1, 20]) {
      const { fallbacks } = compiled.report('outputs', examples)
      expect([...fallbacks].sort()).toEqual(backend === 'wasm' ? ['blend', 'inner', 'plane', 'softsign', 'total'] : [])
    }
  })
})

test('two ops of one name are two ops', () => {
  const double = unary('same', { f: (x) => 2 * x, d: 2, domain: DOMAIN })
  const triple = unary('same', { f: (x) => 3 * x, d: 3, domain: DOMAIN })
  for (const backend of ENGINES) {
    const f = compile((xs: Value[]) => [double(xs[0]!), triple(xs[0]!), double(xs[1]!), triple(xs[1]!)], [2], {
      backend,
    })
    expect([...f.values([1, 10])]).toEqual([2, 3, 20, 30])
    expect([...f.jacobian([1, 10])]).toEqual([2, 0, 3, 0, 0, 2, 0, 3])
  }
})

test('the number of operands of a list op may be any', () => {
  for (const n of [1, 2, 8, 9, 17]) {
    const f = compile((xs: Value[]) => total(xs).mul(inner(xs, xs)), [n], { backend: 'wasm' })
    const xs = Array.from({ length: n }, (_, i) => i / n)
    const s = xs.reduce((a, b) => a + b)
    const q = xs.reduce((a, b) => a + b * b, 0)
    expect(f.value(xs)).toBeCloseTo(s * q, 13)
    f.gradient(xs).forEach((x, i) => expect(x).toBeCloseTo(q + 2 * s * xs[i]!, 13))
  }
})

describe.each(ENGINES)('%s: the first compiled step throws', (backend) => {
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

  test('where the loss is another one', () => {
    let runs = 0
    const step = start({ loss: (xs: Value[]) => linear(xs).mul(runs++ < 2 ? 1 : 2) })
    const message = `compile: the loss of the first batch is 14 compiled, and 28 by the engine. ${advice}`
    expect(() => step.evaluate(4, load)).toThrow(new Error(message))
    expect(() => step.evaluate(4, load)).toThrow(new Error(message)) // it does not get better
    expect(() => step.apply(1, [0.5])).toThrow('apply: there is no gradient yet. Call evaluate first.')
    expect(w.map((p) => [p.data, p.grad, p.hasGrad])).toEqual([1, 2, 3].map((x) => [x, 0, false]))
  })

  test('where the gradient is another one', () => {
    const drifting = drift('slope', 1)
    const step = start({ loss: (xs: Value[]) => drifting(linear(xs)) as Value })
    expect(() => step.evaluate(1, load)).toThrow(
      new Error(`compile: the gradient of parameter 0 is 1 compiled, and 2 by the engine. ${advice}`),
    )
  })

  test.each([
    [0, 'parameter 0 after the first step is 0.5 compiled, and 1.5 by the engine.'],
    [1, 'state 0 of parameter 0 after the first step is 1 compiled, and 2 by the engine.'],
  ])('where result %d of the update is another one, and takes the step back', (output, message) => {
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
    expect([w.map((p) => p.data), [...step.readState(0)]]).toEqual([[1, 2, 3], [0, 0, 0]]) // prettier-ignore
    const unchecked = start({ update: { ...update, formula }, mustMatchEngine: false })
    unchecked.evaluate(4, load)
    unchecked.apply(1, [0])
  })

  test('and not where it is right: penalty, clipping, the largest batch, 32-bit numbers', () => {
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

describe.each(ENGINES)('%s, 32-bit numbers: the comparison takes what the code takes in', (backend) => {
  // 16777217 is 16777216 in 32 bits.
  test('of points', () => {
    const f = compile((x: Value) => x.sub(16_777_216).mul(x.sub(3)), ['scalar'], { backend, precision: 'f32' })
    const point = [16_777_217]
    expect(f.value(point)).toBe(0)
    expect([...f.gradient(point)]).toEqual([16_777_213])
    expect([...f.jacobian(point)]).toEqual([16_777_213])
    expect([...f.hvp(point, [1])]).toEqual([2])
  })

  test('of parameters, which keep their own digits', () => {
    const w = new Value(16_777_217)
    const f = compile((x: Value) => w.sub(x), ['scalar'], { parameters: [w], backend, precision: 'f32' })
    expect(f.value([16_777_216])).toBe(0)
    expect(f.valueAndGradient([16_777_216]).value).toBe(0)
    expect(w.data).toBe(16_777_217)
    const update: Update = { state: 0, coefficients: 1, formula: (p, g, _, [c]) => [add(sub(p, c!), mul(0, g))] }
    const loss = (x: Value) => w.sub(x)
    const step = new CompiledStep({ loss, shape: ['scalar'], parameters: [w], update, backend, precision: 'f32' })
    expect(step.evaluate(1, (_, numbers, at) => void (numbers[at] = 16_777_217)).loss).toBe(0)
    step.apply(1, [16_777_217])
    step.readParameters()
    expect(w.data).toBe(0)
  })
})

test.each([
  'φ',
  'größe',
  'x²',
  '😀',
  '\ud800',
  'a"b',
  "it's",
  'a b\n',
  '\0',
  '__proto__',
  'constructor',
  'memory',
  'ł'.repeat(5000),
])('an op may be named %j', (name) => {
  const row = { d: 2, domain: DOMAIN } as const
  const [once, list] = [
    unary(name, { ...row, f: (x) => 2 * x }),
    variadic(name, { ...row, f: ([a, b]) => 2 * (a! + b!) }),
  ]
  const w = new Value(3)
  const f = compile((x: Value) => once(x).mul(list([w, x])), ['scalar'], { parameters: [w], backend: 'wasm' })
  expect([f.value([5]), ...f.gradient([5])]).toEqual([160, 52])
  const { kernels, fallbacks } = f.report('outputs')
  expect(fallbacks).toEqual([name])
  expect(Object.entries(kernels)).toContainEqual([name, 2])
  expect(f.listing('outputs')[0]!.text).toContain(`= ${name} %`)
})

test('constants and results are rounded to 32 bits on both sides', () => {
  const step = compile((x: Value) => where(x.gt(0.1), x.square(), x.neg()), ['scalar'], { precision: 'f32' })
  expect(step.value([0.1])).toBe(-Math.fround(0.1)) // x and the constant are the same number of 32 bits
  const wave = compile((x: Value) => x.mul(1e8).sin(), ['scalar'], { precision: 'f32' })
  expect(wave.value([0.1])).toBeCloseTo(Math.sin(Math.fround(Math.fround(0.1) * Math.fround(1e8))), 5)
})
