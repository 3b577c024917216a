import { expect, test } from '@jest/globals'
import { plane } from '../../src/figure/plane.js'
import { look } from '../../src/options.js'
import { faults, textBoxes } from '../whole/text-boxes.js'

const all = look('plot', {})

test('the low end of y is at the bottom, and both axes have a name', () => {
  const room = plane({ x: 10, y: 20, width: 300, height: 200 }, all, {
    x: { label: 'time (s)', domain: [0, 10] },
    y: { label: 'loss', domain: [0, 4] },
  })
  const { x, y, width, height } = room.area
  expect([room.atX(0), room.atX(10)]).toEqual([x, x + width])
  expect([room.atY(0), room.atY(4)]).toEqual([y + height, y])
  expect(textBoxes(room.frame).map(({ text }) => text)).toEqual(
    expect.arrayContaining(['time (s)', 'loss', '0', '4', '10']),
  )
})

test('the margin makes room for a wide label at the end of the axis', () => {
  const room = plane({ x: 0, y: 0, width: 300, height: 200 }, all, {
    x: { label: '', domain: [99_990, 100_000] },
    y: { label: '', domain: [0, 1] },
  })
  expect(textBoxes(room.frame).map(({ text }) => text)).toContain('100000')
})

test.each([
  [
    [1e-12, 2e-12],
    [123456.5, 123457],
  ],
  [
    [-1e300, 1e300],
    [0, 1],
  ],
  [
    [1.0000001, 1.0000002],
    [1.0000001, 1.0000002],
  ],
] as const)('labels of %j and %j stay in the rectangle, at 150 pixels too', (xs, ys) => {
  for (const width of [150, 300, 1600]) {
    const room = plane({ x: 0, y: 0, width, height: 150 }, all, {
      x: { label: 'a name that is longer than the whole plot '.repeat(9), domain: xs },
      y: { label: 'another long name '.repeat(30), domain: ys },
    })
    expect(faults(textBoxes(room.frame), width, 150)).toEqual([])
  }
})
