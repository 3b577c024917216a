import { expect, test } from '@jest/globals'
import { drawCells, drawRamp, largestSize } from '../../src/marks/cells.js'
import { look } from '../../src/options.js'
import { textBoxes } from '../whole/text-boxes.js'

const all = look('plot', {})
const { positive, negative, wrong } = all.theme
const rect = { x: 0, y: 0, width: 40, height: 20 }

test('the largest size leaves out what has no place', () => {
  expect(
    largestSize([
      [1, -3],
      [NaN, -Infinity, 1e305],
    ]),
  ).toBe(3)
  expect(largestSize([[], [NaN]])).toBe(0)
})

test('the sign is the color, the size the strength, and neighbors are one stroke', () => {
  const svg = drawCells(rect, [[2, 2, -1, 0]], 2, all)
  expect(svg).toContain(`d="M0 10H20" stroke="${positive}" stroke-opacity="1"`)
  expect(svg).toContain(`d="M20 10H30" stroke="${negative}" stroke-opacity="0.5"`)
  expect(svg.match(/<path/g)!.length).toBe(2)
})

test('NaN and ∞ are crosses, not colors', () => {
  const svg = drawCells(
    rect,
    [
      [NaN, 1],
      [1, Infinity],
    ],
    1,
    all,
  )
  expect(svg.match(new RegExp(`stroke="${wrong}"`, 'g'))!.length).toBe(1)
  expect(/d="([^"]*)" stroke="#b3261e"/.exec(svg)![1]!.match(/M/g)!.length).toBe(2)
})

test('the color scale runs from −largest to largest', () => {
  const svg = drawRamp(0, 0, 200, 1.5, all)
  expect(textBoxes(svg).map(({ text }) => text)).toEqual(['-1.5', '1.5', '0'])
  expect(svg.indexOf(negative)).toBeGreaterThan(0)
  expect(textBoxes(drawRamp(0, 0, 200, 0, all)).map(({ text }) => text)).toEqual(['0'])
  expect(textBoxes(drawRamp(0, 0, 60, 123.4, all)).map(({ text }) => text)).toEqual(['-123', '123'])
})
