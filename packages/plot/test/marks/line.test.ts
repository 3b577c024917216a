import { expect, test } from '@jest/globals'
import { drawLine } from '../../src/marks/line.js'

const stroke = { color: '#000', width: 2 }
const paths = (svg: string) => [...svg.matchAll(/ d="([^"]*)"/g)].map(([, d]) => d)

test('a curve with a gap', () => {
  expect(paths(drawLine([0, 10, 20, 30, 40], [1, 2, NaN, 4, 5.25], stroke))).toEqual(['M0,1L10,2M30,4L40,5.3'])
})

test('a point between two gaps, or a single point, is a dot', () => {
  expect(paths(drawLine([0, 10, 20, 30, 40], [1, 2, NaN, 4, NaN], stroke)).at(-1)).toBe('M30 4h0')
  const single = drawLine([5], [6], stroke)
  expect(single).toContain('d="M5 6h0"')
  expect(single).toContain('stroke-linecap="round"')
})

test('nothing to draw', () => {
  expect(drawLine([], [], stroke)).toBe('')
  expect(drawLine([1, 2], [NaN, NaN], stroke)).toBe('')
})

test('color, width and dashes', () => {
  const svg = drawLine([0, 10], [1, 2], { color: '#123', dash: '4 2', width: 3 })
  for (const part of ['stroke="#123"', 'stroke-width="3"', 'stroke-dasharray="4 2"', 'fill="none"']) {
    expect(svg).toContain(part)
  }
})
