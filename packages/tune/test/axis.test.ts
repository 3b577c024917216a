import { describe, expect, test } from '@jest/globals'
import { Random } from '@gradus/nn'
import type { Axis } from '@gradus/tune'
import { choice, integer, logUniform, uniform } from '@gradus/tune'

const draws = <T>(axis: Axis<T>, count: number): T[] => {
  const random = new Random(1)
  return Array.from({ length: count }, () => axis.sample(random))
}
const share = (xs: number[], low: number, high: number) => xs.filter((x) => x >= low && x < high).length / xs.length

describe('sample', () => {
  test('uniform: mean and deviation of 100,000 draws are those of the range', () => {
    const xs = draws(uniform(-2, 4), 100_000)
    const mean = xs.reduce((s, x) => s + x, 0) / xs.length
    const variance = xs.reduce((s, x) => s + (x - mean) ** 2, 0) / xs.length
    expect(Math.abs(mean - 1)).toBeLessThan(0.03) // 5 standard errors
    expect(Math.abs(variance - 3)).toBeLessThan(0.05)
    expect(Math.min(...xs.slice(0, 1000))).toBeGreaterThanOrEqual(-2)
    expect(Math.max(...xs.slice(0, 1000))).toBeLessThanOrEqual(4)
  })
  test('logUniform: each decade gets the same share', () => {
    const xs = draws(logUniform(1e-4, 1), 100_000)
    for (const low of [1e-4, 1e-3, 1e-2, 1e-1]) expect(Math.abs(share(xs, low, 10 * low) - 0.25)).toBeLessThan(0.007)
    expect(xs.every((x) => x >= 1e-4 && x <= 1)).toBe(true)
    const logs = xs.map((x) => Math.log10(x))
    expect(Math.abs(logs.reduce((s, x) => s + x, 0) / logs.length + 2)).toBeLessThan(0.02)
  })
  test('integer: every number, both ends too, gets the same share', () => {
    const xs = draws(integer(3, 7), 50_000)
    for (const n of [3, 4, 5, 6, 7]) expect(Math.abs(share(xs, n, n + 1) - 0.2)).toBeLessThan(0.01)
    expect(xs.every(Number.isInteger)).toBe(true)
  })
  test('choice: every value gets the same share, as a copy', () => {
    const values = [[8], [16], [16, 16]]
    const xs = draws(choice(values), 30_000)
    for (const value of values) {
      const text = JSON.stringify(value)
      expect(Math.abs(xs.filter((x) => JSON.stringify(x) === text).length / 30_000 - 1 / 3)).toBeLessThan(0.015)
    }
    xs[0]!.push(99)
    expect(values).toEqual([[8], [16], [16, 16]])
  })
  test('the same seed gives the same values', () => {
    const axis = logUniform(1e-3, 10)
    expect(draws(axis, 5)).toEqual(draws(axis, 5))
    expect(new Set(draws(axis, 5)).size).toBe(5)
  })
})

describe('grid', () => {
  test('meets both ends exactly and is even in the scale of the axis', () => {
    expect(uniform(0, 1).grid(5)).toEqual([0, 0.25, 0.5, 0.75, 1])
    const rates = logUniform(1e-4, 0.3).grid(4)
    expect([rates[0], rates[3]]).toEqual([1e-4, 0.3])
    expect(rates[1]! / rates[0]!).toBeCloseTo(rates[2]! / rates[1]!, 10)
    expect(integer(4, 64).grid(3)).toEqual([4, 34, 64])
  })
  test('no rounding keeps a logarithmic axis from its ends', () => {
    const random = new Random(2)
    for (let i = 0; i < 300; i++) {
      const [low, high] = [random.uniform(0.001, 1), random.uniform(2, 1000)]
      expect(logUniform(low, high).grid(2)).toEqual([low, high])
    }
  })
  test('one value is the middle', () => {
    expect(uniform(2, 4).grid(1)).toEqual([3])
    expect(logUniform(0.01, 1).grid(1)[0]).toBeCloseTo(0.1, 15)
    expect(integer(1, 9).grid(1)).toEqual([5])
  })
  test('an integer axis gives no number twice, a choice all it has', () => {
    expect(integer(1, 3).grid(10)).toEqual([1, 2, 3])
    expect(choice(['a', 'b', 'c']).grid(1)).toEqual(['a', 'b', 'c'])
  })
})

describe('narrow', () => {
  test.each<[string, Axis<number>, number[], number, string]>([
    ['around the best', uniform(0, 1), [0.5], 0.5, 'uniform(0.25, 0.75)'],
    ['within the axis, below', uniform(0, 1), [0.1], 0.5, 'uniform(0, 0.5)'],
    ['within the axis, above', uniform(0, 1), [1], 0.25, 'uniform(0.75, 1)'],
    ['around the median', uniform(0, 8), [1, 7, 2], 0.25, 'uniform(1, 3)'],
    ['of two around the better', uniform(0, 8), [7, 1], 0.25, 'uniform(6, 8)'],
    ['of two around the better, whichever is larger', uniform(0, 8), [1, 7], 0.25, 'uniform(0, 2)'],
    ['not at all by factor 1', uniform(0, 0.7), [0.6], 1, 'uniform(0, 0.7)'],
    ['whole numbers', integer(1, 64), [10], 0.25, 'integer(3, 18)'],
    ['whole numbers at the end', integer(1, 64), [64], 0.25, 'integer(49, 64)'],
    ['whole numbers down to one', integer(1, 3), [2], 0.1, 'integer(2, 2)'],
  ])('%s', (_, axis, best, factor, expected) => {
    expect(axis.narrow(best, factor).describe()).toBe(expected)
  })
  test('a logarithmic axis keeps a share of its decades', () => {
    const ends = logUniform(1e-4, 1).narrow([1e-2], 0.5).grid(2)
    expect(ends[0]).toBeCloseTo(1e-3, 12)
    expect(ends[1]).toBeCloseTo(1e-1, 12)
    expect(logUniform(1e-4, 1).narrow([2e-4], 0.5).grid(2)[0]).toBe(1e-4)
    expect(logUniform(1e-4, 1).narrow([0.9], 0.5).grid(2)[1]).toBe(1)
  })
  test('the narrowed axis is inside the axis and holds the median, wherever that is', () => {
    const random = new Random(3)
    for (let i = 0; i < 500; i++) {
      const axis = i % 2 === 0 ? uniform(-1, 3) : logUniform(1e-3, 50)
      const best = axis.sample(random)
      const [low, high] = axis.narrow([best], random.uniform(0.01, 1)).grid(2) as [number, number]
      const [from, to] = axis.grid(2) as [number, number]
      expect(low).toBeGreaterThanOrEqual(from)
      expect(high).toBeLessThanOrEqual(to)
      expect(best).toBeGreaterThanOrEqual(low * (1 - 1e-12) - 1e-12)
      expect(best).toBeLessThanOrEqual(high * (1 + 1e-12) + 1e-12)
    }
  })
  test('a choice keeps the values that were among the best, in its own order', () => {
    const axis: Axis<readonly number[]> = choice([[8], [16], [16, 16]])
    expect(axis.narrow([[16, 16], [8], [16, 16]], 0.5).describe()).toBe('choice([[8], [16,16]])')
  })
})

describe('wrong axes', () => {
  const any = (value: unknown) => value as never
  test.each<[() => unknown, string]>([
    [() => uniform(1, 0), 'uniform: the ends are 1 and 0. Pass two finite numbers, the lower first.'],
    [() => uniform(0, Infinity), 'uniform: the ends are 0 and Infinity. Pass two finite numbers, the lower first.'],
    [
      () => uniform(-1e308, 1e308),
      'uniform: the ends are -1e+308 and 1e+308. Pass two finite numbers, the lower first.',
    ],
    [() => uniform(any('0'), 1), 'uniform: the ends are "0" and 1. Pass two finite numbers, the lower first.'],
    [() => logUniform(0, 1), 'logUniform: the ends are 0 and 1. Pass two finite positive numbers, the lower first.'],
    [() => integer(1, 2.5), 'integer: the ends are 1 and 2.5. Pass two whole numbers, the lower first.'],
    [() => choice([]), 'choice: the values are an array of length 0. Pass an array with at least one.'],
    [() => choice(any(8)), 'choice: the values are 8. Pass an array with at least one.'],
    [() => choice([[8], [16], [8]]), 'choice: the value [8] appears twice. Pass each value once.'],
    [() => choice([1, NaN]), 'choice: values[1] is NaN. Pass a value that JSON can represent.'],
    [() => choice([{ f: Math.tanh }]), 'choice: values[0].f is a function. Pass a value that JSON can represent.'],
    [() => choice([new Date()]), 'choice: values[0] is a Date object. Pass a value that JSON can represent.'],
    [() => uniform(0, 1).grid(0), 'grid: the number of values is 0. Pass a whole number, 1 or more.'],
    [() => choice(['a']).grid(1.5), 'grid: the number of values is 1.5. Pass a whole number, 1 or more.'],
    [() => uniform(0, 1).narrow([], 0.5), 'narrow: the best values are an array of length 0. Pass at least one.'],
    [() => uniform(0, 1).narrow([2], 0.5), 'narrow: 2 is not a value of uniform(0, 1). Pass values of the axis.'],
    [
      () => choice(['a']).narrow([any('b')], 1),
      'narrow: "b" is not a value of choice(["a"]). Pass values of the axis.',
    ],
    [() => integer(1, 4).narrow([2], 0), 'narrow: the factor is 0. Pass a number above 0, at most 1.'],
    [() => integer(1, 4).narrow([2], 1.5), 'narrow: the factor is 1.5. Pass a number above 0, at most 1.'],
  ])('%s', (make, message) => {
    expect(make).toThrow(expect.objectContaining({ message }))
  })
})
