import { expect, test } from '@jest/globals'
import { plane } from '../../src/figure/plane.js'
import { markPoint, sayNothing } from '../../src/marks/notes.js'
import { look } from '../../src/options.js'
import { textBoxes } from '../whole/text-boxes.js'

const all = look('plot', {})
const room = plane({ x: 0, y: 0, width: 300, height: 200 }, all, {
  x: { label: 'x', domain: [0, 10] },
  y: { label: 'y', domain: [0, 1] },
})
const { area } = room

test.each([0, 2, 5, 8, 10])('the label of a point at x = %i is beside its line and in the area', (x) => {
  for (const label of ['best: 1', 'a label that is longer than the whole plot '.repeat(4)]) {
    const [box] = textBoxes(markPoint(room, all, x, 0.5, label))
    expect(box!.left).toBeGreaterThanOrEqual(area.x)
    expect(box!.right).toBeLessThanOrEqual(area.x + area.width + 2)
    const line = room.atX(x)
    expect(box!.left > line || box!.right < line).toBe(true)
    expect(box!.text.startsWith(label.slice(0, 5))).toBe(true)
  }
})

test.each([0, 0.1, 0.4, 0.6, 0.9, 1])('the label of a point at y = %d is not at its height, nor outside', (y) => {
  const [box] = textBoxes(markPoint(room, all, 5, y, 'best'))
  const ring = all.size
  expect(box!.top > room.atY(y) + ring || box!.bottom < room.atY(y) - ring).toBe(true)
  expect(box!.top).toBeGreaterThanOrEqual(area.y - 1)
  expect(box!.bottom).toBeLessThan(area.y + area.height - 2) // its background does not cover the axis
})

test('the ring is at the point', () => {
  expect(markPoint(room, all, 5, 0.5, 'best')).toContain(
    `<circle cx="${Math.round(room.atX(5) * 100) / 100}" cy="${Math.round(room.atY(0.5) * 100) / 100}"`,
  )
})

test('an empty plot says so in its middle', () => {
  const [box] = textBoxes(sayNothing(room, all, 'No values to draw'))
  expect((box!.left + box!.right) / 2).toBeCloseTo(area.x + area.width / 2, 0)
})
