import { expect, test } from '@jest/globals'
import { thin } from '../../src/marks/thin.js'

const xs = Array.from({ length: 601 }, (_, i) => i / 2)

test('a straight line needs its ends only, and a kink stays where it is', () => {
  const line = xs.map((x) => 3 * x + 1)
  expect(thin(xs, line)).toEqual({ xs: [0, 300], ys: [1, 901] })
  const kink = xs.map((x) => Math.max(0, x - 100))
  expect(thin(xs, kink)).toEqual({ xs: [0, 100, 300], ys: [0, 0, 200] })
})

test('no point is farther than a tenth of a pixel from what is drawn', () => {
  const ys = xs.map((x) => 100 * Math.sin(x / 20))
  const drawn = thin(xs, ys)
  expect(drawn.xs.length).toBeLessThan(150)
  for (const [i, x] of xs.entries()) {
    const right = drawn.xs.findIndex((kept) => kept >= x)
    const left = Math.max(0, right - 1)
    const share = right === 0 ? 0 : (x - drawn.xs[left]!) / (drawn.xs[right]! - drawn.xs[left]!)
    const [a, b] = [drawn.ys[left]!, drawn.ys[right]!]
    const slope = right === 0 ? 0 : (b - a) / (drawn.xs[right]! - drawn.xs[left]!)
    const distance = Math.abs(a + share * (b - a) - ys[i]!) / Math.hypot(1, slope)
    expect(distance).toBeLessThanOrEqual(0.1 + 1e-9)
  }
})

test('gaps stay, and both sides of a gap keep their ends', () => {
  const ys = xs.map((x) => (x === 100 || x === 100.5 ? NaN : x))
  expect(thin(xs, ys)).toEqual({ xs: [0, 99.5, 100, 100.5, 101, 300], ys: [0, 99.5, NaN, NaN, 101, 300] })
  expect(thin([1, 2], [NaN, 5])).toEqual({ xs: [1, 2], ys: [NaN, 5] })
  expect(thin([], [])).toEqual({ xs: [], ys: [] })
})
