import { describe, expect, test } from '@jest/globals'
import { DataError } from '../../src/error.js'
import { parseIdx } from '../../src/images/idx.js'
import { toImages } from '../../src/images/images.js'
import { idxBytes } from './idx-bytes.js'
import { caught } from '../caught.js'

describe('parseIdx', () => {
  test.each([
    ['unsigned bytes', 0x08, [0, 1, 127, 128, 255], Uint8Array],
    ['signed bytes', 0x09, [0, 1, 127, -128, -1], Int8Array],
    ['16-bit integers', 0x0b, [0, 258, -1, -32768, 32767], Int16Array],
    ['32-bit integers', 0x0c, [0, 16909060, -1, -(2 ** 31), 2 ** 31 - 1], Int32Array],
    ['single precision', 0x0d, [0, -0.5, 3.25, Infinity, NaN, Math.fround(0.1)], Float32Array],
    ['double precision', 0x0e, [0, -0.5, 0.1, 5e-324, -Infinity, NaN], Float64Array],
  ] as const)('reads %s', (_, code, values, type) => {
    const bytes = idxBytes([values.length], values, code)
    const before = bytes.slice()
    const idx = parseIdx(bytes)
    expect(idx.shape).toEqual([values.length])
    expect(idx.values).toBeInstanceOf(type)
    expect([...idx.values]).toEqual([...values])
    expect(bytes).toEqual(before)
    idx.values.fill(0)
    expect(bytes).toEqual(before)
  })

  test('is big-endian, byte for byte', () => {
    expect(parseIdx(Uint8Array.of(0, 0, 0x0b, 1, 0, 0, 0, 2, 1, 2, 0xff, 0xfe)).values).toEqual(Int16Array.of(258, -2))
    const half = parseIdx(Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 1, 0x3f, 0, 0, 0))
    expect(half.values).toEqual(Float32Array.of(0.5))
    expect(parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 1, 0, ...Array(256).keys())).shape).toEqual([256])
  })

  test('reads several dimensions, a part of a larger buffer, and no values', () => {
    const bytes = idxBytes([2, 1, 3], [1, 2, 3, 4, 5, 6])
    const larger = new Uint8Array(bytes.length + 7)
    larger.set(bytes, 3)
    const idx = { shape: [2, 1, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 6) }
    expect(parseIdx(bytes)).toEqual(idx)
    expect(parseIdx(larger.subarray(3, 3 + bytes.length))).toEqual(idx)
    expect(parseIdx(Buffer.from(bytes)).values.constructor).toBe(Uint8Array)
    expect(parseIdx(idxBytes([0, 28, 28], []))).toEqual({ shape: [0, 28, 28], values: new Uint8Array(0) })
    const doubles = idxBytes([2], [1.5, -2], 0x0e)
    const odd = new Uint8Array(doubles.length + 1)
    odd.set(doubles, 1)
    expect(parseIdx(odd.subarray(1)).values).toEqual(Float64Array.of(1.5, -2))
  })

  const huge = 2 ** 32 - 1
  test.each([
    ['no bytes', [], 'there are 0 bytes, and the header of IDX has at least 8. Pass the whole file.'],
    ['a wrong start', [0x50, 0x4b, 3, 4], 'the first bytes are 50 4b, and those of IDX are 00 00. Check the file.'],
    ['one wrong byte', [0, 1, 8, 1], 'the first bytes are 00 01, and those of IDX are 00 00. Check the file.'],
    ['gzip', [0x1f, 0x8b, 8, 0], 'the bytes are compressed by gzip. Decompress them first; readIdx of @gradus/data/node does it.'],
    ['an unknown type', [0, 0, 0x0a, 1], 'the type byte is 0a, and IDX has the types 08, 09, 0b, 0c, 0d, 0e. Check the file.'],
    ['no dimensions', [0, 0, 8, 0, 7], 'the number of dimensions is 0. Pass a file with at least 1.'],
    ['half a header', [0, 0, 8, 3, 0, 0, 0, 1], 'there are 8 bytes, and the header alone has 16. The file is cut off: get it again.'],
    ['a missing value', [...idxBytes([2, 2], [1, 2, 3])], '1 of the bytes of 2 × 2 values of 1 byte are missing. The file is cut off: get it again.'],
    ['half a value', [...idxBytes([2], [1, 2], 0x0c)].slice(0, -2), '2 of the bytes of 2 values of 4 bytes are missing. The file is cut off: get it again.'],
    ['a surplus value', [...idxBytes([2], [1, 2, 3])], '1 bytes follow the 2 values of 1 byte. The file is damaged: get it again.'],
    ['large sizes', [...idxBytes([huge, 2], [])], '8589934590 of the bytes of 4294967295 × 2 values of 1 byte are missing. The file is cut off: get it again.'],
    ['absurd sizes', [...idxBytes([huge, huge], [])], 'no file can hold 4294967295 × 4294967295 values of 1 byte. The header is damaged: get the file again.'],
    ['infinite sizes', [...idxBytes(Array(40).fill(huge), [], 0x0e)], `no file can hold ${'4294967295 × '.repeat(8)}… values of 8 bytes. The header is damaged: get the file again.`],
    ['a surplus after 0 · ∞', [...idxBytes([...Array(40).fill(huge), 0], [1])], `1 bytes follow the ${'4294967295 × '.repeat(8)}… values of 1 byte. The file is damaged: get it again.`],
  ] as [string, number[], string][])('refuses %s', (_, bytes, what) => {
    const error = caught(() => parseIdx(Uint8Array.from(bytes), 'a.idx'))
    expect(error).toBeInstanceOf(DataError)
    expect(error).toMatchObject({ message: `parseIdx: a.idx: ${what}`, file: 'a.idx' })
  }) // oxfmt-ignore

  test('refuses every prefix of a file', () => {
    const bytes = idxBytes([2, 3], [1, 2, 3, 4, 5, 6], 0x0b)
    for (let n = 0; n < bytes.length; n++) {
      expect(caught(() => parseIdx(bytes.subarray(0, n)))).toMatchObject({ name: 'DataError', file: 'the bytes' })
    }
  })

  test('refuses what is no Uint8Array', () => {
    expect(() => parseIdx([0, 0, 8, 1] as unknown as Uint8Array)).toThrow(
      new TypeError('parseIdx: the bytes are an array of length 4. Pass a Uint8Array.'),
    )
    expect(() => parseIdx(new Uint8Array(0), 1 as unknown as string)).toThrow(
      new TypeError('parseIdx: file is 1. Pass a name.'),
    )
  })
})

describe('toImages', () => {
  const images = parseIdx(idxBytes([3, 2, 1], [0, 255, 51, 102, 1, 254]))
  const labels = parseIdx(idxBytes([3], [7, 0, 9]))

  test('pairs images with labels, and divides by 255', () => {
    expect(toImages(images, labels)).toEqual({
      inputs: [[0, 1], [0.2, 0.4], [1 / 255, 254 / 255]],
      targets: [7, 0, 9],
      width: 1,
      height: 2,
    }) // oxfmt-ignore
  })

  test('takes a part', () => {
    expect(toImages(images, labels, { start: 1 })).toMatchObject({ inputs: [[0.2, 0.4], expect.anything()], targets: [0, 9] }) // oxfmt-ignore
    expect(toImages(images, labels, { count: 1 })).toMatchObject({ inputs: [[0, 1]], targets: [7] })
    expect(toImages(images, labels, { start: 1, count: 1 })).toMatchObject({ inputs: [[0.2, 0.4]], targets: [0] })
  })

  test.each([
    [labels, images, 'toImages: images: the shape is 3, and images have 3 dimensions, count × height × width. Pass the images first, then the labels.'],
    [images, images, 'toImages: labels: the shape is 3 × 2 × 1, and labels have 1 dimension. Pass the images first, then the labels.'],
    [{ shape: [1, 1, 1], values: Float32Array.of(1) }, labels, 'toImages: images: the values are of Float32Array, not of Uint8Array. Pass unsigned bytes, as MNIST has them.'],
    [images, { shape: [3], values: Int8Array.of(1, 2, 3) }, 'toImages: labels: the values are of Int8Array, not of Uint8Array. Pass unsigned bytes, as MNIST has them.'],
    [images, { shape: [2], values: Uint8Array.of(1, 2) }, 'toImages: labels: 2 labels for the 3 images of images. Pass two files that belong together.'],
    [{ shape: [0, 2, 2], values: new Uint8Array(0) }, labels, 'toImages: images: there are no pixels in 0 × 2 × 2. Pass at least one image.'],
  ])('refuses files that do not fit together (%#)', (x, y, message) => {
    const error = caught(() => toImages(x, y))
    expect(error).toBeInstanceOf(DataError)
    expect(error).toMatchObject({ message })
  }) // oxfmt-ignore

  test.each([
    [{ start: 3 }, 'toImages: start is 3, and there are 3 images. Ask for images that are there.'],
    [{ count: 4 }, 'toImages: start is 0 and count 4, and there are 3 images. Ask for images that are there.'],
    [
      { start: 2, count: 2 },
      'toImages: start is 2 and count 2, and there are 3 images. Ask for images that are there.',
    ],
    [{ start: -1 }, 'toImages: start is -1. Pass a whole number, 0 or more.'],
    [{ count: 0 }, 'toImages: count is 0. Pass a whole number, 1 or more.'],
  ])('refuses the range %j', (options, message) => {
    expect(() => toImages(images, labels, options)).toThrow(new RangeError(message))
  })

  test('refuses unknown options', () => {
    const message = 'toImages: unknown option "limit". The options are start, count.'
    expect(() => toImages(images, labels, { limit: 1 } as object)).toThrow(new TypeError(message))
  })
})
