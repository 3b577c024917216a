import { describe, expect, test } from '@jest/globals'
import { folds } from '../src/folds.js'
import type { SplitOptions } from '../src/split.js'

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
const sorted = (xs: number[]) => xs.slice().sort((a, b) => a - b)

describe('folds', () => {
  test('validate each example once, in parts of equal size to within 1, and train on the rest', () => {
    for (const count of [2, 3, 7, 10, 101]) {
      for (const k of [2, 3, 5, 10, count].filter((n) => n <= count)) {
        const parts = folds(count, k, { seed: count + k })
        expect(parts).toHaveLength(k)
        expect(sorted(parts.flatMap(({ validation }) => validation))).toEqual(upTo(count))
        for (const { train, validation } of parts) {
          expect(sorted([...train, ...validation])).toEqual(upTo(count))
          expect([Math.floor(count / k), Math.ceil(count / k)]).toContain(validation.length)
        }
      }
    }
  })
  test('with labels share out each class to within 1, and always train on a class with one example', () => {
    for (const sizes of [
      [50, 50, 50],
      [90, 9, 2],
      [1, 99],
      [3, 3, 3, 3, 3],
      [2, 2, 1, 1],
    ]) {
      // prettier-ignore
      const labels = sizes.flatMap((n, label) => upTo(n).map(() => label))
      const validated = labels.filter((label) => sizes[label]! > 1).length
      for (const k of [2, 3, 5].filter((n) => n <= validated)) {
        const parts = folds(labels.length, k, { labels })
        const sizesOfParts = parts.map(({ validation }) => validation.length)
        expect(sizesOfParts.reduce((a, b) => a + b)).toBe(validated)
        expect(Math.max(...sizesOfParts) - Math.min(...sizesOfParts)).toBeLessThanOrEqual(1)
        for (const [label, size] of sizes.entries()) {
          const counts = parts.map(({ validation }) => validation.filter((i) => labels[i] === label).length)
          expect(counts.reduce((a, b) => a + b)).toBe(size === 1 ? 0 : size)
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
          for (const { train } of parts) expect(train.some((i) => labels[i] === label)).toBe(true)
        }
      }
    }
  })
  test('are the same for the same seed, 1 by default, in shuffled order', () => {
    expect(folds(20, 4)).toEqual(folds(20, 4, { seed: 1 }))
    expect(folds(20, 4, { seed: 2 })).not.toEqual(folds(20, 4))
    const { train } = folds(100, 2)[0]!
    expect(train).not.toEqual(sorted(train))
  })
  test('give every pair of examples of a class the same chance to share a fold', () => {
    let together = 0
    for (const seed of upTo(3000)) {
      if (folds(10, 5, { seed }).some(({ validation }) => validation.includes(0) && validation.includes(7))) together++
    }
    expect(Math.abs(together / 3000 - 1 / 9)).toBeLessThan(5 * Math.sqrt(((1 / 9) * (8 / 9)) / 3000))
  })
  test.each<[number, number, SplitOptions, string]>([
    [1, 2, {}, 'folds: count is 1. Give an integer of at least 2.'],
    [10, 1, {}, 'folds: k is 1. Give an integer of at least 2.'],
    [10, 11, {}, 'folds: k is 11 for 10 examples. Give at most one fold per example.'],
    [4, 3, { labels: [...'aabc'] }, 'folds: k is 3 for 2 examples without the 2 whose label no other has. Give at most one fold per example.'], // prettier-ignore
    [4, 2, { labels: [...'aab'] }, 'folds: there are 3 labels for 4 examples. Give one label for each.'],
    [4, 2, { seed: 0.5 }, 'folds: seed is 0.5. Give an integer of size below 2^53.'],
    [4, 2, { sed: 1 } as SplitOptions, 'folds: there is no option "sed". The options are seed, labels.'],
  ])('refuse %d examples in %d parts with %j', (count, k, options, message) => {
    expect(() => folds(count, k, options)).toThrow(expect.objectContaining({ message }))
  })
})
