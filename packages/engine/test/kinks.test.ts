/** The awkward points, row by row (packages/testkit/src/awkward-points.ts), and NaN. */
import { describe, expect, test } from '@jest/globals'
import type { Scalar } from '@gradus/engine'
import {
  clamp,
  dataOf,
  elu,
  grad,
  hessian,
  hypot,
  leakyRelu,
  max,
  mul,
  pow,
  relu,
  table,
  Value,
  where,
} from '@gradus/engine'
import { awkwardPoints, callFunction } from '@gradus/testkit'

/** Equal, or, of finite numbers, apart by rounding: exp(x − y) at x = 1000 knows y to 1e-13. */
const close = (got: number, expected: number): boolean =>
  Object.is(got, expected) ||
  got === expected ||
  (Number.isFinite(expected) && Math.abs(got - expected) <= 1e-13 * Math.abs(expected))

describe.each(awkwardPoints)('$name', ({ f, at, value, slopes }) => {
  const leaves = at.map((x) => new Value(x))
  const y = f(leaves) as Value

  test('value, on numbers and on Values', () => {
    const got = [dataOf(f(at)), y.data]
    expect({ got, same: got.every((v) => close(v, value)) }).toEqual({ got, same: true })
    expect(got[0]).toBe(got[1])
  })

  test('slopes, by backward and by grad', () => {
    leaves.forEach((x) => x.zeroGrad())
    y.backward()
    const byBackward = leaves.map((x) => x.grad)
    const byGrad = grad(y, leaves).map((g) => g.data)
    expect({ byBackward, same: byBackward.every((s, i) => close(s, slopes[i]!)) }).toEqual({ byBackward, same: true })
    expect(byGrad.map((g) => g + 0)).toEqual(byBackward.map((g) => g + 0)) // + 0: the sign of zero is free
  })
})

test.each(awkwardPoints.filter(({ hessian }) => hessian !== undefined))('second derivatives: $name', (point) => {
  const got = hessian((xs) => point.f(xs) as Value, point.at)
  expect(got.map((row) => row.map((h) => h + 0))).toEqual(point.hessian)
})

/** Value and slopes at a point with NaNs in it. */
function at(f: (xs: readonly Scalar[]) => Scalar, point: number[]): [number, ...number[]] {
  const leaves = point.map((x) => new Value(x))
  const y = f(leaves) as Value
  y.backward()
  expect(grad(y, leaves).map((g) => g.data)).toEqual(leaves.map((x) => x.grad))
  return [y.data, ...leaves.map((x) => x.grad)]
}

describe('NaN in, NaN out', () => {
  /** These slopes are the same number wherever the operand is, so NaN does not change them. */
  const CONSTANT: Record<string, number[]> = {
    add: [1, 1],
    sub: [1, -1],
    neg: [-1],
    sum: [1, 1],
    mean: [0.5, 0.5],
    sign: [0],
    gt: [0, 0],
    ge: [0, 0],
    lt: [0, 0],
    le: [0, 0],
    eq: [0, 0],
  }
  /** The slope in one operand does not read that operand: it is the other operand, or belongs to where's condition. */
  const OTHERS: Record<string, (number | undefined)[]> = {
    mul: [0.75, 0.75],
    azmul: [0.75, 0.75],
    div: [1 / 0.75, undefined],
    dot: [0.75, 0.75],
    leakyRelu: [undefined, -0.75],
    elu: [undefined, Math.expm1(-0.75)],
    where: [0, 1, 1],
  }

  test.each(Object.entries(table))('%s', (_, op) => {
    const n = typeof op.arity === 'number' ? op.arity : 2
    for (let i = 0; i < n; i++) {
      const point = Array.from({ length: n }, (_, k) => (k === i ? NaN : 0.75))
      if (op.name === 'where' && i === 2) point[0] = 0 // so that the third operand is the one taken
      if (['leakyRelu', 'elu'].includes(op.name) && i === 1) point[0] = -0.75 // where their parameter matters
      const [value, ...slopes] = at((xs) => callFunction(op, xs), point)
      const expected = CONSTANT[op.name]?.[i] ?? OTHERS[op.name]?.[i] ?? NaN
      expect({ i, value, slope: slopes[i] }).toEqual({ i, value: NaN, slope: expected })
    }
  })

  test('relu and max included, in whatever depends on them', () => {
    expect(at(([x]) => mul(relu(x!), 2), [NaN])).toEqual([NaN, NaN])
    expect(at(([x]) => max(x!, 0), [NaN])).toEqual([NaN, NaN])
    expect(at(([x]) => max(0, x!), [NaN])).toEqual([NaN, NaN])
    expect(at(([x]) => clamp(x!, -1, 1), [NaN])).toEqual([NaN, NaN])
  })

  test('the operand beside a NaN in max gets a NaN slope too', () => {
    expect(at(([a, b]) => max(a!, b!), [NaN, 1])).toEqual([NaN, NaN, NaN])
  })

  test('exceptions: pow(NaN, 0) is 1 and hypot(NaN, ∞) is ∞, as IEEE 754 has it', () => {
    expect(at(([x]) => pow(x!, 0), [NaN])).toEqual([1, 0])
    expect(at(([x]) => hypot(x!, Infinity), [NaN])).toEqual([Infinity, NaN])
  })

  test('exception: pow(1, NaN) is NaN, but its slope is 0, because log 1 = 0 wins in the chain rule', () => {
    expect(at(([y]) => pow(1, y!), [NaN])).toEqual([NaN, 0])
  })

  test('exception: a parameter that does not matter may be NaN', () => {
    expect(at(([x, s]) => leakyRelu(x!, s!), [2, NaN])).toEqual([2, 1, 0])
    expect(at(([x, s]) => elu(x!, s!), [2, NaN])).toEqual([2, 1, 0])
  })

  test('exception: what where does not take may be NaN', () => {
    expect(at(([a, b]) => where(1, a!, b!), [2, NaN])).toEqual([2, 1, 0])
    expect(at(([a, b]) => where(0, a!, b!), [NaN, 2])).toEqual([2, 0, 1])
    expect(at(([c]) => where(c!, 2, 3), [NaN])).toEqual([NaN, 0])
  })
})
