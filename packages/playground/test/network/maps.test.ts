import { expect, test } from '@jest/globals'
import { paintUnit } from '../../src/network/maps.js'
import { MAP_SIZE } from '../../src/training/messages.js'

const COUNT = MAP_SIZE * MAP_SIZE
/** Shade i is the pixel i. */
const colors = {
  signs: Uint32Array.from({ length: 256 }, (_, i) => i),
  classes: [],
  negative: '',
  positive: '',
  leaves: [],
}
const painted = (...answers: number[]) => {
  const pixels = new Uint32Array(COUNT)
  paintUnit(
    pixels,
    colors,
    Float32Array.from({ length: COUNT }, (_, i) => answers[i] ?? 0),
  )
  return [...pixels.subarray(0, answers.length)]
}

test('the largest answer has the strongest color', () => {
  expect(painted(-4, -2, 0, 2, 4)).toEqual([0, 64, 128, 192, 255])
})

test('a unit that answers 0 everywhere has the color of 0', () => {
  expect(painted(0, -0)).toEqual([128, 128])
})

test('infinite answers have the strongest colors, NaN that of 0, and the others are scaled by the largest finite one', () => {
  expect(painted(Infinity, -Infinity, NaN, 2, -2)).toEqual([255, 0, 128, 255, 0])
  expect(painted(1e300, -1e300)).toEqual([255, 0]) // beyond 32 bits
})
