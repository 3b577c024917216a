import { describe, expect, test } from '@jest/globals'
import { Random } from '@gradus/nn'
import { logUniform, orZero, uniform } from '@gradus/tune'

describe('orZero', () => {
  const axis = orZero(logUniform(0.01, 10), 0.3)
  test('gives 0 its share, and the axis the rest', () => {
    const random = new Random(1)
    const xs = Array.from({ length: 50_000 }, () => axis.sample(random))
    expect(Math.abs(xs.filter((x) => x === 0).length / xs.length - 0.3)).toBeLessThan(0.0103) // 5 standard errors
    const others = xs.filter((x) => x !== 0)
    expect(others.every((x) => x >= 0.01 && x <= 10)).toBe(true)
    const share = others.filter((x) => x < 0.1).length / others.length
    expect(Math.abs(share - 1 / 3)).toBeLessThan(0.013)
  })
  test('has 0 first in its grid, once', () => {
    expect(axis.grid(2)).toEqual([0, 0.01, 10])
    expect(orZero(uniform(0, 1)).grid(3)).toEqual([0, 0.5, 1])
  })
  test('narrows to what was good', () => {
    expect(axis.narrow([0.1, 0.2, 0.3], 0.5).describe()).toMatch(/^logUniform\(/)
    const mixed = axis.narrow([0, 10, 0], 0.5)
    expect(mixed.describe()).toMatch(/^orZero\(logUniform\(0\.31622776601683\d+, 10\), 0\.3\)$/)
    expect(axis.narrow([0, 0], 0.5).describe()).toMatch(/^orZero\(logUniform\(0\.01, 0\.31622776601683\d+\), 0\.3\)$/)
    expect(() => axis.narrow([20, 0], 0.5)).toThrow('narrow: 20 is not a value of logUniform(0.01, 10). Pass values of the axis.') // oxfmt-ignore
  })
  test('is said as it is made, with a quarter as the usual share', () => {
    expect(axis.describe()).toBe('orZero(logUniform(0.01, 10), 0.3)')
    expect(orZero(uniform(1, 2)).describe()).toBe('orZero(uniform(1, 2), 0.25)')
  })
  test.each<[() => unknown, string]>([
    [() => orZero(uniform(1, 2), 0), 'orZero: the share of 0 is 0. Pass a number above 0 and below 1.'],
    [() => orZero(uniform(1, 2), 1), 'orZero: the share of 0 is 1. Pass a number above 0 and below 1.'],
    [() => orZero(uniform(1, 2), NaN), 'orZero: the share of 0 is NaN. Pass a number above 0 and below 1.'],
    [() => orZero(3 as never), 'orZero: the axis is 3. Pass an axis such as logUniform(0.01, 1).'],
  ])('%s', (make, message) => {
    expect(make).toThrow(expect.objectContaining({ message }))
  })
})
