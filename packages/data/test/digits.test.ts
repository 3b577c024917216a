import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { digits, digitsSource } from '../src/digits.js'

test('all 1,797 rows are those of optdigits.tes', () => {
  const { inputs, targets } = digits()
  const file = inputs.map((pixels, i) => `${[...pixels.map((pixel) => pixel * 16), targets[i]].join(',')}\n`).join('')
  expect(createHash('sha256').update(file).digest('hex')).toBe(
    '6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8',
  )
})

test('there are ten classes, in the counts that its description has', () => {
  const { targets } = digits()
  const counts = Array.from({ length: 10 }, (_, digit) => targets.filter((target) => target === digit).length)
  expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
})

test('a part has the images from start on, and everything that other pictures have', () => {
  const { inputs, targets } = digits()
  expect(digits({ start: 1790, count: 5 })).toEqual({
    inputs: inputs.slice(1790, 1795),
    targets: targets.slice(1790, 1795),
    width: 8,
    height: 8,
  })
  expect(digits({ start: 1400 }).targets).toHaveLength(397)
})

test('each call makes new arrays', () => {
  const first = digits()
  first.inputs[0]![0] = 9
  first.targets[0] = 9
  expect(digits().inputs[0]![0]).toBe(0)
  expect(digits().targets[0]).toBe(0)
})

test('it names its source and its terms', () => expect(digitsSource).toMatch(/UCI.*CC BY 4\.0\.$/))

test('images that are not there are refused', () => {
  expect(() => digits({ start: 1700, count: 98 })).toThrow(
    new RangeError('digits: start is 1700 and count 98, and there are 1797 images. Ask for images that are there.'),
  )
  expect(() => digits({ counts: 9 } as object)).toThrow(/^digits: /)
})
