import { describe, expect, test } from '@jest/globals'
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
  }) // oxfmt-ignore
})
