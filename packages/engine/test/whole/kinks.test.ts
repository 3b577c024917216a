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
import { awkwardPoints, callFunction, samplePoints } from '@gradus/testkit'

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
  // + 0: the sign of zero is free. Without a difference there is no expect, because that takes longer than all the rest.
  const [byGrad, byBackward] = [grad(y, leaves).map((g) => g.data + 0), leaves.map((x) => x.grad + 0)]
  if (!byGrad.every((g, i) => Object.is(g, byBackward[i]))) expect(byGrad).toEqual(byBackward)
  return [y.data, ...leaves.map((x) => x.grad)]
}

describe('NaN in, NaN out', () => {
  /** What an operand is replaced with, to see what depends on it. */
  const PROBES = [-2.7, -0.8, -0.1, 0, 0.1, 0.4, 0.9, 1.3, 2.9]

  test.each(Object.entries(table))('%s: whatever depends on an operand that is NaN is NaN', (_, op) => {
    for (const point of samplePoints(op).flatMap((p) => [p, p.map((x, i) => (i === 0 ? -x : x)), [0, ...p.slice(1)]])) {
      point.forEach((_, i) => {
        const withOperand = (x: number) => at((xs) => callFunction(op, xs), point.toSpliced(i, 1, x))
        const probed = PROBES.map(withOperand)
        withOperand(NaN).forEach((got, k) => {
          const others = probed.map((numbers) => numbers[k]!)
          const depends = others.some((y) => !Object.is(y + 0, others[0]! + 0))
          // What does not depend on it may stay as it is.
          if (Number.isNaN(got)) return
          if (depends || got + 0 !== others[0]! + 0) expect({ point, i, k, got }).toEqual({ point, i, k, got: NaN })
        })
      })
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
