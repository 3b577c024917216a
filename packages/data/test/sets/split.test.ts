import { describe, expect, test } from '@jest/globals'
import { createRandom } from '../../src/random.js'
import { folds, split, type SplitOptions } from '../../src/sets/split.js'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const sorted = (xs: readonly number[]) => [...xs].sort((a, b) => a - b)

describe('split without labels', () => {
  test('puts every index into exactly one part, round(fraction · count) into validation', () => {
    for (const count of [1, 2, 3, 7, 10, 100, 999]) {
      for (const fraction of [0, 0.001, 0.1, 0.2, 0.25, 0.5, 0.9, 0.9999]) {
        for (const seed of [1, 2, 3]) {
          const { train, validation } = split(count, fraction, { seed })
          expect(sorted([...train, ...validation])).toEqual(upTo(count))
          const rounded = Math.round(fraction * count)
          const expected = fraction === 0 || count === 1 ? 0 : Math.min(Math.max(rounded, 1), count - 1)
          expect(validation).toHaveLength(expected)
        }
      }
    }
  })

  test('gives the recorded parts for seed 1, which is the default', () => {
    expect(split(10, 0.3, { seed: 1 })).toEqual({ train: [8, 7, 9, 2, 1, 4, 6], validation: [3, 0, 5] })
    expect(split(10, 0.3)).toEqual(split(10, 0.3, { seed: 1 }))
    expect(split(50, 0.3, { seed: 2 })).not.toEqual(split(50, 0.3, { seed: 1 }))
  })

  test('shuffles both parts', () => {
    const { train, validation } = split(100, 0.5, { seed: 4 })
    expect(train).not.toEqual(sorted(train))
    expect(validation).not.toEqual(sorted(validation))
  })

  test('gives every example the same chance', () => {
    const chosen = upTo(10).map(() => 0)
    for (const seed of upTo(2000)) for (const i of split(10, 0.3, { seed }).validation) chosen[i]!++
    for (const n of chosen) expect(Math.abs(n - 600)).toBeLessThan(5 * Math.sqrt(2000 * 0.3 * 0.7))
  })
})

describe('split with labels', () => {
  const sizes = [
    [50, 50, 50],
    [90, 9, 2],
    [1, 99],
    [3, 3, 3, 3, 3],
    [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
  ]

  test('divides each class in the same proportion, to within 1, and the total too', () => {
    for (const size of sizes) {
      const labels = size.flatMap((n, label) => upTo(n).map(() => label))
      for (const fraction of [0, 0.05, 0.1, 0.2, 1 / 3, 0.5]) {
        for (const seed of [1, 2]) {
          const { train, validation } = split(labels.length, fraction, { seed, labels })
          expect(sorted([...train, ...validation])).toEqual(upTo(labels.length))
          const inParts = size.map((_, label) => [train, validation].map((part) => part.filter((i) => labels[i] === label).length))
          inParts.forEach(([inTrain, inValidation], label) => {
            expect(inTrain).toBeGreaterThanOrEqual(1)
            if (size[label] === 1) expect(inValidation).toBe(0)
            else expect(Math.abs(inValidation! - fraction * size[label]!)).toBeLessThan(1)
          })
          expect(Math.abs(validation.length - Math.round(fraction * labels.length))).toBeLessThanOrEqual(1)
        }
      }
    }
  }) // oxfmt-ignore

  test('rounds up the largest remainders', () => {
    // 0.25 of 6, 5 and 3 is 1.5, 1.25 and 0.75; the total is round(3.5) = 4.
    const labels = [...'aaaaaabbbbbccc']
    const { validation } = split(14, 0.25, { labels })
    const counts = ['a', 'b', 'c'].map((label) => validation.filter((i) => labels[i] === label).length)
    expect(counts).toEqual([2, 1, 1])
  })

  test('keeps one example of each class in training, whatever the fraction', () => {
    const labels = [...'aabbbc']
    const { train, validation } = split(6, 0.99, { labels })
    expect(sorted(validation)).toHaveLength(3)
    expect(train.map((i) => labels[i]!).sort()).toEqual(['a', 'b', 'c'])
  })

  test('validates at least one example', () => {
    const { validation } = split(4, 0.01, { labels: [0, 0, 1, 2] })
    expect(validation).toHaveLength(1)
    expect(validation[0]).toBeLessThan(2)
  })

  test('mixes the classes within both parts', () => {
    const labels = upTo(100).map((i) => (i < 50 ? 0 : 1))
    const { train } = split(100, 0.2, { labels })
    const changes = train.slice(1).filter((i, k) => labels[i] !== labels[train[k]!]).length
    expect(changes).toBeGreaterThan(20)
  })

  test('leaves the labels as they are', () => {
    const labels = Object.freeze([1, 0, 1, 0])
    expect(() => split(4, 0.5, { labels })).not.toThrow()
  })
})

test.each<[number, unknown, unknown, Error]>([
  [0, 0.2, {}, new RangeError('split: count is 0. Pass a whole number, 1 or more.')],
  [2.5, 0.2, {}, new RangeError('split: count is 2.5. Pass a whole number, 1 or more.')],
  [3, 1, {}, new RangeError('split: fraction is 1. Pass the share for validation, at least 0 and below 1.')],
  [3, -0.1, {}, new RangeError('split: fraction is -0.1. Pass the share for validation, at least 0 and below 1.')],
  [3, NaN, {}, new RangeError('split: fraction is NaN. Pass the share for validation, at least 0 and below 1.')],
  [3, '0.2', {}, new RangeError('split: fraction is "0.2". Pass the share for validation, at least 0 and below 1.')],
  [3, 0.2, { seed: 0.5 }, new RangeError('split: seed is 0.5. Pass a whole number of size below 2^53.')],
  [3, 0.2, { sed: 1 }, new TypeError('split: unknown option "sed". The options are seed, labels.')],
  [3, 0.2, [], new TypeError('split: the options are an array of length 0. Pass an object.')],
  [3, 0.2, { labels: [1] }, new RangeError('split: there are 1 labels for 3 examples. Pass one label for each.')],
  [3, 0.2, { labels: [1, 2, 3] }, new RangeError('split: every label occurs once, so no class can be divided. Leave out labels.')],
])('split(%p, %p, %p) is refused', (count, fraction, options, error) => {
  expect(() => split(count, fraction as number, options as SplitOptions)).toThrow(error)
}) // oxfmt-ignore

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
    expect(folds(labels.length, 3, { labels: labels.map((label) => `class ${label}`) })).toEqual(folds(labels.length, 3, { labels })) // oxfmt-ignore
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
  [3, 2, { labels: [1, 2] }, new RangeError('folds: there are 2 labels for 3 examples. Pass one label for each.')],
  [3, 2, { seed: 1.5 }, new RangeError('folds: seed is 1.5. Pass a whole number of size below 2^53.')],
  [3, 2, { shuffle: true }, new TypeError('folds: unknown option "shuffle". The options are seed, labels.')],
])('folds(%p, %p, %p) is refused, or not', (count, k, options, error) => {
  const run = () => folds(count, k as number, options as SplitOptions)
  if (error === undefined) expect(run()).toHaveLength(4)
  else expect(run).toThrow(error)
}) // oxfmt-ignore
