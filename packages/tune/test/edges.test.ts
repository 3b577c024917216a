import { describe, expect, test } from '@jest/globals'
import { Random } from '@gradus/nn'
import type { Axis } from '@gradus/tune'
import { choice, edges, integer, logUniform, orZero, search, uniform } from '@gradus/tune'
import { task } from './helpers.js'

/** Of a search over one parameter whose axis says this of itself, if its best value is this. */
const endOf = (axis: string, value: unknown, score: number | null = 1) =>
  edges({
    best: { number: 1, round: 1, seed: 1, settings: { p: value }, score },
    spaces: [{ p: axis }],
  }).map(({ name, value, end }) => `${name} ${value} ${end}`)[0]

describe('edges', () => {
  const cases: [Axis<number>, number, string | undefined][] = [
    [uniform(0, 10), 0.99, 'low'],
    [uniform(0, 10), 1.01, undefined],
    [uniform(0, 10), 8.99, undefined],
    [uniform(0, 10), 9.01, 'high'],
    [uniform(-3, -1), -1, 'high'],
    [logUniform(1e-4, 1), 2.4e-4, 'low'], // a tenth of four decades
    [logUniform(1e-4, 1), 2.6e-4, undefined],
    [logUniform(1e-4, 1), 0.39, undefined],
    [logUniform(1e-4, 1), 0.41, 'high'],
    [logUniform(1e-7, 1e21), 1e21, 'high'],
    [integer(1, 4), 1, 'low'],
    [integer(1, 4), 2, undefined],
    [integer(1, 4), 4, 'high'],
    [integer(0, 100), 9, 'low'],
    [choice([32, 8, 16]), 8, 'low'],
    [choice([32, 8, 16]), 16, undefined],
    [choice([32, 8, 16]), 32, 'high'],
    [choice([8]), 8, undefined],
    [orZero(logUniform(1e-4, 1)), 0, undefined],
    [orZero(logUniform(1e-4, 1)), 1e-4, undefined],
    [orZero(logUniform(1e-4, 1)), 0.01, undefined],
    [orZero(logUniform(1e-4, 1)), 0.9, 'high'],
    [orZero(choice([0.2, 0.5])), 0.5, 'high'],
  ]
  test.each(cases.map(([axis, ...rest]) => [axis.describe(), ...rest] as const))(
    '%s, best at %d: %s',
    (axis, value, end) => expect(endOf(axis, value)).toBe(end && `p ${value} ${end}`),
  )
  test('texts have no ends, a failed trial is no best, and an axis of another making is left alone', () => {
    expect(endOf('choice(["a", "b"])', 'a')).toBeUndefined()
    expect(endOf('choice(["a", 1])', 1)).toBeUndefined()
    expect(endOf('uniform(0, 1)', 0)).toBe('p 0 low')
    expect(endOf('uniform(0, 1)', 0, null)).toBeUndefined()
    expect(endOf('normal(0, 1)', 0)).toBeUndefined()
    expect(endOf('mine', 0)).toBeUndefined()
  })
  test('a search tells them, by the range of its first round', async () => {
    const far = await search(task('bowl'), { x: uniform(0.4, 1), k: integer(1, 20) }, { trials: 30, rounds: 2, workers: 1 })
    expect(edges(far)).toEqual([{ name: 'x', value: far.best.settings.x, end: 'low', axis: 'uniform(0.4, 1)' }])
    const near = await search(task('bowl'), { x: uniform(0, 1) }, { trials: 30, rounds: 2, workers: 1 })
    expect(edges(near)).toEqual([])
  }) // prettier-ignore
})

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
    expect(() => axis.narrow([20, 0], 0.5)).toThrow('narrow: 20 is no value of logUniform(0.01, 10). Pass values of the axis.') // prettier-ignore
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
