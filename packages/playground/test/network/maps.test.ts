import { expect, test } from '@jest/globals'
import { paintUnit, UNIT_MAP_SIZE } from '../../src/network/maps.js'
import { MAP_SIZE } from '../../src/training/messages.js'

/** Shade i is the pixel i. */
const colors = {
  signs: Uint32Array.from({ length: 256 }, (_, i) => i),
  ink: new Uint32Array(),
  classes: [],
  negative: '',
  positive: '',
  leaves: [],
}
const painted = (...answers: number[]) => {
  const pixels = new Uint32Array(UNIT_MAP_SIZE ** 2)
  // Every second place is painted.
  paintUnit(
    pixels,
    colors,
    Float32Array.from({ length: MAP_SIZE ** 2 }, (_, i) => answers[i / 2] ?? 0),
  )
  return [...pixels.subarray(0, answers.length)]
}

test('the largest answer has the strongest color', () => {
  expect(painted(-4, -2, 0, 2, 4)).toEqual([0, 64, 128, 192, 255])
})

test('the second row of pixels has the third row of places', () => {
  const pixels = new Uint32Array(UNIT_MAP_SIZE ** 2)
  const answers = new Float32Array(MAP_SIZE ** 2)
  answers[2 * MAP_SIZE + 4] = 1
  answers[MAP_SIZE] = 3 // between two pixels, but it counts for the scale
  paintUnit(pixels, colors, answers)
  expect(pixels.findIndex((pixel) => pixel !== 128)).toBe(UNIT_MAP_SIZE + 2)
  expect(pixels[UNIT_MAP_SIZE + 2]).toBe(Math.floor((256 * (1 + 1 / 3)) / 2))
})

test('a unit that answers 0 everywhere has the color of 0', () => {
  expect(painted(0, -0)).toEqual([128, 128])
})

test('infinite answers have the strongest colors, NaN that of 0, and the others are scaled by the largest finite one', () => {
  expect(painted(Infinity, -Infinity, NaN, 2, -2)).toEqual([255, 0, 128, 255, 0])
  expect(painted(1e300, -1e300)).toEqual([255, 0]) // beyond 32 bits
})
