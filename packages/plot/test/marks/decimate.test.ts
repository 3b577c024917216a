import { expect, test } from '@jest/globals'
import { decimate } from '../../src/marks/decimate.js'

test('few points all stay', () => {
  expect(decimate([0, 10, 20], [3, 1, 2])).toEqual([0, 1, 2])
  expect(decimate([], [])).toEqual([])
})

test('in each column of pixels the first, least, largest and last stay, in order', () => {
  const xs = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 1.5]
  expect(decimate(xs, [5, 6, 1, 7, 9, 8, 0])).toEqual([0, 2, 4, 5, 6])
  expect(decimate(xs, [5, 6, 1, 7, 9, 8, 0], 2)).toEqual([0, 4, 6])
})

test('no extreme is lost: every column of 100,000 points keeps exactly its least and its largest value', () => {
  const n = 100_000
  const xs = Array.from({ length: n }, (_, i) => (i / n) * 1600)
  const ys = xs.map((x, i) => Math.sin(x / 50) + Math.sin(i * 7919) * 0.1)
  ys[54_321] = 1e6
  const kept = decimate(xs, ys)
  expect(kept.length).toBeLessThanOrEqual(4 * 1600)
  const extremes = (indices: Iterable<number>) => {
    const columns = new Map<number, [number, number]>()
    for (const i of indices) {
      const [low, high] = columns.get(Math.floor(xs[i]!)) ?? [Infinity, -Infinity]
      columns.set(Math.floor(xs[i]!), [Math.min(low, ys[i]!), Math.max(high, ys[i]!)])
    }
    return columns
  }
  expect(extremes(kept)).toEqual(extremes(xs.keys()))
  expect(kept).toContain(54_321)
  expect(kept).toEqual([...kept].sort((a, b) => a - b))
})

test('a gap stays a gap, also inside of one column', () => {
  expect(decimate([0, 0.1, 0.2, 0.3, 0.4], [1, NaN, NaN, 2, 3])).toEqual([0, 1, 3, 4])
})
