import { describe, expect, test } from '@jest/globals'
import { createRandom } from '../../src/random.js'
import { folds, split, type SplitOptions } from '../../src/sets/split.js'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const sorted = (xs: readonly number[]) => [...xs].sort((a, b) => a - b)
const spread = (xs: readonly number[]) => Math.max(...xs) - Math.min(...xs)
const random = createRandom(9)
const mixtures = upTo(60).map(() => {
  const count = 6 + random.below(80)
  const classes = 1 + random.below(6)
  // Squares make some classes rare.
  return Array.from({ length: count }, () => Math.floor(classes * random.uniform() ** 2))
})

describe('folds without labels', () => {
  test('validate every index once, in parts of equal size', () => {
    for (const count of [2, 3, 7, 10, 100, 101]) {
      for (const k of [2, 3, 5, 10].filter((k) => k <= count)) {
        const found = folds(count, k, { seed: 3 })
        expect(found).toHaveLength(k)
        expect(sorted(found.flatMap(({ validation }) => validation))).toEqual(upTo(count))
        expect(spread(found.map(({ validation }) => validation.length))).toBeLessThanOrEqual(1)
        for (const { train, validation } of found) expect(sorted([...train, ...validation])).toEqual(upTo(count))
      }
    }
  })

  test('are shuffled, and the same for the same seed', () => {
    expect(folds(50, 5)).toEqual(folds(50, 5, { seed: 1 }))
    expect(folds(50, 5, { seed: 2 })).not.toEqual(folds(50, 5, { seed: 1 }))
    const [{ train, validation }] = folds(50, 5) as [ReturnType<typeof split>]
    expect(train).not.toEqual(sorted(train))
    expect(validation).not.toEqual(sorted(validation))
  })

  test('put each pair into one part equally often', () => {
    let together = 0
    for (const seed of upTo(2000)) {
      const [first] = folds(10, 2, { seed })
      if (first!.validation.includes(2) === first!.validation.includes(7)) together++
    }
    // 4 of the other 9 share the part.
    expect(Math.abs(together - (2000 * 4) / 9)).toBeLessThan(5 * Math.sqrt((2000 * 4 * 5) / 81))
  })
})

describe('folds with labels', () => {
  test('divide each class, and the whole, to within 1; a class with one example is only trained on', () => {
    for (const labels of mixtures) {
      const sizes = upTo(6).map((label) => labels.filter((found) => found === label).length)
      const single = labels.map((label, i) => (sizes[label] === 1 ? i : -1)).filter((i) => i >= 0)
      for (const k of [2, 3, 5].filter((k) => k <= labels.length - single.length)) {
        const found = folds(labels.length, k, { seed: k, labels })
        expect(spread(found.map(({ validation }) => validation.length))).toBeLessThanOrEqual(1)
        expect(sorted([...found.flatMap(({ validation }) => validation), ...single])).toEqual(upTo(labels.length))
        for (const label of upTo(6)) {
          const counts = found.map(({ validation }) => validation.filter((i) => labels[i] === label).length)
          expect(spread(counts)).toBeLessThanOrEqual(1)
        }
        for (const { train, validation } of found) {
          expect(sorted([...train, ...validation])).toEqual(upTo(labels.length))
          expect(new Set(train.map((i) => labels[i])).size).toBe(new Set(labels).size)
        }
      }
    }
  })

  test('take texts as they take numbers', () => {
    const labels = mixtures[0]!
    expect(folds(labels.length, 3, { labels: labels.map((label) => `class ${label}`) })).toEqual(folds(labels.length, 3, { labels })) // prettier-ignore
  })
})

describe('a stratified split', () => {
  test('has every class with two examples in both parts where validation is large enough for all', () => {
    let together = 0
    for (const labels of mixtures) {
      const sizes = new Map<number, number>()
      for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
      const classes = [...sizes].filter(([, size]) => size > 1)
      const total = classes.reduce((sum, [, size]) => sum + size, 0)
      for (const fraction of [0.05, 0.1, 0.2, 0.5, 0.9]) {
        const { train, validation } = split(labels.length, fraction, { seed: 2, labels })
        const wanted = Math.max(1, Math.round(fraction * total))
        const count = (part: number[], label: number) => part.filter((i) => labels[i] === label).length
        for (const [label, size] of classes) {
          expect(count(train, label)).toBeGreaterThanOrEqual(1)
          expect(Math.abs(count(validation, label) - fraction * size)).toBeLessThan(1)
          if (wanted >= classes.length) expect(count(validation, label)).toBeGreaterThanOrEqual(1)
        }
        if (wanted >= classes.length) together++
        // Classes that must have one, or must keep one, change the total.
        expect(Math.abs(validation.length - wanted)).toBeLessThanOrEqual(classes.length)
      }
    }
    expect(together).toBeGreaterThan(150)
  })

  test('validates rare classes, which their share alone would round to none', () => {
    const labels = [...upTo(90).map(() => 'a'), ...upTo(9).map(() => 'b'), 'c', 'c']
    const { validation } = split(101, 0.05, { labels })
    const counts = ['a', 'b', 'c'].map((label) => validation.filter((i) => labels[i] === label).length)
    expect(counts).toEqual([4, 1, 1])
  })
})

test.each<[number, unknown, unknown, Error]>([
  [1, 2, {}, new RangeError('folds: count is 1. Pass a whole number, 2 or more.')],
  [10, 1, {}, new RangeError('folds: k is 1. Pass a whole number, 2 or more.')],
  [10, 2.5, {}, new RangeError('folds: k is 2.5. Pass a whole number, 2 or more.')],
  [10, 11, {}, new RangeError('folds: k is 11, and 10 examples can be validated. Pass a whole number from 2 to 10.')],
  [5, 4, { labels: [1, 1, 2, 2, 3] }, undefined as never],
  [5, 5, { labels: [1, 1, 2, 2, 3] }, new RangeError('folds: k is 5, and 4 examples can be validated. Pass a whole number from 2 to 4.')],
  [3, 2, { labels: [1, 2, 3] }, new RangeError('folds: k is 2, and 0 examples can be validated. Leave out labels.')],
  [3, 2, { labels: [1, 2] }, new RangeError('folds: there are 2 labels for 3 examples. Give one label for each.')],
  [3, 2, { seed: 1.5 }, new RangeError('folds: seed is 1.5. Pass a whole number of size below 2^53.')],
  [3, 2, { shuffle: true }, new TypeError('folds: unknown option "shuffle". The options are seed, labels.')],
])('folds(%p, %p, %p) is refused, or not', (count, k, options, error) => {
  const run = () => folds(count, k as number, options as SplitOptions)
  if (error === undefined) expect(run()).toHaveLength(4)
  else expect(run).toThrow(error)
}) // prettier-ignore
