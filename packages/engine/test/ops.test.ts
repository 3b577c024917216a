/** Every row of the op table, by the same questions. */
import { describe, expect, test } from '@jest/globals'
import type { Scalar } from '@gradus/engine'
import * as engine from '@gradus/engine'
import { dataOf, grad, gradient, hessian, table, Value } from '@gradus/engine'
import { callFunction, callMethod, samplePoints, slopes } from '@gradus/testkit'

test('softmax is a list of Values whose sum is 1 and whose slopes are yᵢ(δᵢⱼ − yⱼ)', () => {
  const y = engine.softmax([0.5, -1, 2])
  expect(y.reduce((a, b) => a + b)).toBeCloseTo(1, 15)
  const J = engine.jacobian(engine.softmax, [0.5, -1, 2])
  J.forEach((row, i) => row.forEach((s, j) => expect(s).toBeCloseTo(y[i]! * ((i === j ? 1 : 0) - y[j]!), 15)))
})

const moved = (point: readonly number[], i: number, h: number) => point.map((x, k) => (k === i ? x + h : x))

describe.each(Object.entries(table))('%s', (name, op) => {
  const f = (xs: readonly Scalar[]) => callFunction(op, xs)
  const F = (xs: Value[]) => f(xs) as Value

  test('has a name, a symbol, an arity and a domain that fit together', () => {
    expect(op.name).toBe(name)
    expect((engine as Record<string, unknown>)[op.name]).toBe(op)
    expect(op.symbol).toMatch(/^\S.{0,11}$/u)
    expect([1, 2, 3, 'variadic', 'paired']).toContain(op.arity)
    expect(op.domain).toHaveLength(typeof op.arity === 'number' ? op.arity : 1)
    for (const [low, high] of op.domain) expect(low).toBeLessThan(high)
  })

  test('is a method exactly if it takes no list', () => {
    expect(op.name in Value.prototype).toBe(typeof op.arity === 'number')
  })

  test('gives the same number by every route', () => {
    for (const point of samplePoints(op)) {
      const leaves = () => point.map((x) => new Value(x))
      const expected = op.evaluate(point)
      const got = [
        f(point),
        f(leaves()),
        callMethod(op, leaves()),
        f(point.map((x, i) => (i % 2 === 0 ? x : new Value(x)))),
      ]
      expect(Number.isFinite(expected)).toBe(true)
      expect(got.map(dataOf)).toEqual(got.map(() => expected))
      expect([f(point), f(leaves())].map((y) => typeof y)).toEqual(['number', 'object'])
    }
  })

  test('gives the same slopes by partial, backward, grad, method and function', () => {
    for (const point of samplePoints(op)) {
      const leaves = point.map((x) => new Value(x))
      const y = callMethod(op, leaves) as Value
      const expected = point.map((_, i) => dataOf(op.partial(i, point, op.evaluate(point))))
      y.backward()
      expect(leaves.map((x) => x.grad)).toEqual(expected)
      expect(grad(y, leaves).map((g) => g.data)).toEqual(expected)
      expect(gradient(F, point)).toEqual(expected)
    }
  })

  test('has the slopes of finite differences', () => {
    for (const point of samplePoints(op)) {
      const exact = gradient(F, point)
      point.forEach((_, i) => {
        const { value } = slopes((h) => [f(moved(point, i, h)) as number], 1 / 256)![0]!
        expect(Math.abs(exact[i]! - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)))
      })
    }
  })

  test('has the second derivatives of finite differences, symmetric', () => {
    for (const point of samplePoints(op)) {
      const exact = hessian(F, point)
      point.forEach((_, i) => {
        slopes((h) => gradient(F, moved(point, i, h)), 1 / 256)!.forEach(({ value }, j) => {
          expect(Math.abs(exact[j]![i]! - value)).toBeLessThan(1e-8 * Math.max(1, Math.abs(value)))
          expect(Math.abs(exact[j]![i]! - exact[i]![j]!)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)))
        })
      })
    }
  })

  test('commutes exactly if its row says so', () => {
    const same = samplePoints(op).every((point) =>
      point.slice(1).every((_, i) => {
        const swapped = point.with(i, point[i + 1]!).with(i + 1, point[i]!)
        return Math.abs(op.evaluate(swapped) - op.evaluate(point)) <= 1e-14 * Math.abs(op.evaluate(point))
      }),
    )
    const swaps = typeof op.arity === 'number' ? op.arity > 1 : op.arity === 'variadic'
    expect(op.commutes).toBe(swaps && same)
  })

  test('is associative exactly if its row says so', () => {
    if (op.arity !== 2) return expect(op.associative).toBe(false)
    const triples = samplePoints(op).flatMap(([a, b]) => [0, 0.3, a!].map((c) => [a!, b!, c] as const))
    const same = triples.every(([a, b, c]) => {
      const left = op.evaluate([op.evaluate([a, b]), c])
      return Math.abs(left - op.evaluate([a, op.evaluate([b, c])])) <= 1e-14 * Math.abs(left)
    })
    expect(op.associative).toBe(same)
  })

  test('passes gradcheck', () => {
    for (const point of samplePoints(op)) expect(engine.gradcheck(F, point)).toMatchObject({ ok: true, kinks: [] })
  })
})
