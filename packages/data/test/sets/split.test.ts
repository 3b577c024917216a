import { describe, expect, test } from '@jest/globals'
import { split, type SplitOptions } from '../../src/sets/split.js'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const sorted = (xs: number[]) => xs.slice().sort((a, b) => a - b)

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
  }) // prettier-ignore

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
  [3, 1, {}, new RangeError('split: fraction is 1. Give the share for validation, at least 0 and below 1.')],
  [3, -0.1, {}, new RangeError('split: fraction is -0.1. Give the share for validation, at least 0 and below 1.')],
  [3, NaN, {}, new RangeError('split: fraction is NaN. Give the share for validation, at least 0 and below 1.')],
  [3, '0.2', {}, new RangeError('split: fraction is "0.2". Give the share for validation, at least 0 and below 1.')],
  [3, 0.2, { seed: 0.5 }, new RangeError('split: seed is 0.5. Pass a whole number of size below 2^53.')],
  [3, 0.2, { sed: 1 }, new TypeError('split: unknown option "sed". The options are seed, labels.')],
  [3, 0.2, [], new TypeError('split: the options are an array of length 0. Pass an object.')],
  [3, 0.2, { labels: [1] }, new RangeError('split: there are 1 labels for 3 examples. Give one label for each.')],
  [3, 0.2, { labels: [1, 2, 3] }, new RangeError('split: every label occurs once, so no class can be divided. Leave out labels.')],
])('split(%p, %p, %p) is refused', (count, fraction, options, error) => {
  expect(() => split(count, fraction as number, options as SplitOptions)).toThrow(error)
}) // prettier-ignore
