/**
 * The UCI digits, a small data set of handwritten digits: the entry '@gradus/data/digits'. It is a separate entry, because its
 * images take 53 kB. A program that does not import it does not load them.
 */
import type { Idx } from './images/idx.js'
import { checkImagesOptions, type Images, type ImagesOptions, pairImages } from './images/images.js'
import { digitsDeflated } from './sets/digits-deflated.js'

const COUNT = 1797
const SIZE = 8

/** Where the images of `digits` come from, and their terms. */
export const digitsSource =
  'E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository (1998), ' +
  'doi:10.24432/C50P49, file optdigits.tes, CC BY 4.0.'

/** One column after another: pixel 0 of all images, pixel 1 of all images, …, and their classes. It compresses better so. */
const columns = await inflate(digitsDeflated)

async function inflate(text: string): Promise<Uint8Array> {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))
  return new Uint8Array(await new Response(inflated).arrayBuffer())
}

const pixels = new Uint8Array(COUNT * SIZE * SIZE)
for (let i = 0; i < COUNT; i++) {
  for (let j = 0; j < SIZE * SIZE; j++) pixels[i * SIZE * SIZE + j] = columns[j * COUNT + i]!
}
const images: Idx = { shape: [COUNT, SIZE, SIZE], values: pixels }
const labels: Idx = { shape: [COUNT], values: columns.subarray(SIZE * SIZE * COUNT) }

/**
 * Returns the UCI digits: 1,797 handwritten digits of 8 × 8 pixels, with their classes 0 to 9, in the order of the file. The
 * gray values 0 to 16 of the file become 0 to 1, in steps of 1/16. There are
 * about 180 images of each class. Each call makes new arrays, which you may change.
 *
 * The images were made from forms filled in by 13 people: see `digitsSource`.
 *
 * @throws RangeError for a `start` or `count` beyond the images. TypeError for unknown options.
 * @example
 * const train = digits({ count: 1400 })
 * const test = digits({ start: 1400 })
 * test.targets.length // 397
 */
export function digits(options: ImagesOptions = {}): Images {
  checkImagesOptions('digits', options)
  const source = (idx: Idx) => ({ idx, file: 'the digits' })
  return pairImages('digits', source(images), source(labels), options, 16)
}
