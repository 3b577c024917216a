import { expect, test } from '@jest/globals'
import { binPoints } from '../../src/marks/bin.js'

test('points of one pixel are one square, with their number and the class of most', () => {
  const { side, bins } = binPoints([1.2, 1.9, 1.5, 7], [3.1, 3.9, 3, 5], [2, 1, 2, 0], 100)
  expect(side).toBe(1)
  expect(bins).toEqual([
    { x: 1, y: 3, count: 3, group: 2 },
    { x: 7, y: 5, count: 1, group: 0 },
  ])
})

test('at a tie the lowest class wins', () => {
  expect(binPoints([1, 1], [1, 1], [5, 3], 9).bins[0]!.group).toBe(3)
  expect(binPoints([1, 1], [1, 1], [3, 5], 9).bins[0]!.group).toBe(3)
})

test('squares grow until at most the given number has points, and no point is lost', () => {
  const n = 20_000
  const xs = Array.from({ length: n }, (_, i) => (i * 7919) % 1000)
  const ys = xs.map((_, i) => (i * 104_729) % 700)
  const { side, bins } = binPoints(xs, ys, Array(n).fill(0), 500)
  expect(bins.length).toBeLessThanOrEqual(500)
  expect(bins.length).toBeGreaterThan(250) // not larger than needed
  expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(n)
  expect(bins.every(({ x, y }) => x % side === 0 && y % side === 0)).toBe(true)
})
