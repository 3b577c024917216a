/** Ops that a user defines. They have no WebAssembly kernel, and run through their own `f`. */
import { describe, expect, test } from '@jest/globals'
import {
  abs,
  add,
  binary,
  defineOp,
  gradient,
  hvp,
  mul,
  paired,
  reciprocal,
  square,
  sum,
  ternary,
  unary,
  Value,
  variadic,
} from '@gradus/engine'
import { type Backend, compile } from '../../src/index.js'

const BACKENDS: Backend[] = ['interpreter', 'wasm']
const DOMAIN = [-1, 1] as const

/** One op of each kind. Each counts how often its `f` is called. */
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

describe.each(BACKENDS)('%s: ops that a user defines', (backend) => {
  const f = (xs: Value[]): Value => {
    const ys = xs.map((x) => softsign(x))
    const mixed = [plane(ys[0]!, ys[1]!), blend(ys[0]!, ys[1]!, ys[2]!), total(ys), inner(xs, ys)]
    return sum(mixed.map((y, i) => y.mul(i + 1)))
  }
  const compiled = compile(f, [3], { backend })
  const points = Array.from({ length: 3 * 20 }, (_, i) => Math.sin(i))
  const each = Array.from({ length: 20 }, (_, b) => points.slice(3 * b, 3 * b + 3))

  test('run through their f, once for each example', () => {
    compiled.values(points) // the first call is compared with the engine, which calls f too
    calls.count = 0
    const values = compiled.values(points)
    expect(calls.count).toBe(20 * 7)
    each.forEach((xs, b) => expect(values[b]).toBeCloseTo(f(xs.map((x) => new Value(x))).data, 13))
  })

  test('have the slopes and second derivatives of the engine', () => {
    const got = compiled.gradient(points)
    const vectors = points.map((_, i) => Math.cos(i))
    const products = compiled.hvp(points, vectors)
    each.forEach((xs, b) => {
      gradient(f, xs).forEach((x, i) => expect(got[3 * b + i]).toBeCloseTo(x, 13))
      hvp(f, xs, vectors.slice(3 * b, 3 * b + 3)).forEach((x, i) => expect(products[3 * b + i]).toBeCloseTo(x, 12))
    })
  })

  test('are the fallbacks in the report', () => {
    for (const examples of [1, 20]) {
      const { fallbacks } = compiled.report('outputs', examples)
      expect([...fallbacks].sort()).toEqual(backend === 'wasm' ? ['blend', 'inner', 'plane', 'softsign', 'total'] : [])
    }
  })
})

test('two ops may have the same name', () => {
  const double = unary('same', { f: (x) => 2 * x, d: 2, domain: DOMAIN })
  const triple = unary('same', { f: (x) => 3 * x, d: 3, domain: DOMAIN })
  for (const backend of BACKENDS) {
    const f = compile((xs: Value[]) => [double(xs[0]!), triple(xs[0]!), double(xs[1]!), triple(xs[1]!)], [2], {
      backend,
    })
    expect([...f.values([1, 10])]).toEqual([2, 3, 20, 30])
    expect([...f.jacobian([1, 10])]).toEqual([2, 0, 3, 0, 0, 2, 0, 3])
  }
})

test('an op of a list may have any number of operands', () => {
  for (const n of [1, 2, 8, 9, 17]) {
    const f = compile((xs: Value[]) => total(xs).mul(inner(xs, xs)), [n], { backend: 'wasm' })
    const xs = Array.from({ length: n }, (_, i) => i / n)
    const s = xs.reduce((a, b) => a + b)
    const q = xs.reduce((a, b) => a + b * b, 0)
    expect(f.value(xs)).toBeCloseTo(s * q, 13)
    f.gradient(xs).forEach((x, i) => expect(x).toBeCloseTo(q + 2 * s * xs[i]!, 13))
  }
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
