/** Pairs images with labels, as training data. idx.ts reads them from bytes, and augment.ts and expand.ts change them. */
import { errorAt } from '../error.js'
import { type Idx, showShape } from './idx.js'
import { checkWhole, checkOptions, showName } from '@gradus/engine/errors'

/** Pictures of one size with their classes. `fit` of @gradus/nn accepts it as data. */
export interface Images {
  /** For each picture its width · height gray values, row by row from the top, each row from the left. */
  inputs: number[][]
  /** The class of each picture. */
  targets: number[]
  width: number
  height: number
}

export interface ImagesOptions {
  /** The index of the first picture to read. Default 0. */
  start?: number
  /** The number of pictures to read. Default all from `start` on. 60,000 pictures of 28 × 28 pixels take 376 MB. */
  count?: number
}

/**
 * Returns images with their labels as training data. A byte v becomes the gray value v/255, so inputs are in [0, 1].
 *
 * @param images unsigned bytes, count × height × width.
 * @param labels unsigned bytes, one per image.
 * @throws DataError for other dimensions or types, for no images, and if the counts differ. RangeError for a `start` or
 * `count` beyond the images. TypeError for unknown options.
 * @example
 * const images = parseIdx(Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255))
 * const labels = parseIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7))
 * toImages(images, labels) // { inputs: [[0, 1]], targets: [7], width: 2, height: 1 }
 */
export function toImages(images: Idx, labels: Idx, options: ImagesOptions = {}): Images {
  checkImagesOptions('toImages', options)
  return pairImages('toImages', { idx: images, file: 'images' }, { idx: labels, file: 'labels' }, options)
}

/** An IDX array and its name in messages. */
interface Source {
  idx: Idx
  file: string
}

export function checkImagesOptions(fnName: string, options: ImagesOptions): void {
  checkOptions(fnName, options, ['start', 'count'])
  if (options.start !== undefined) checkWhole(fnName, 'start', options.start, 0)
  if (options.count !== undefined) checkWhole(fnName, 'count', options.count, 1)
}

/** `toImages` with names for messages. The options must have been checked. The byte `white` becomes 1. */
export function pairImages(
  fnName: string,
  images: Source,
  labels: Source,
  options: ImagesOptions,
  white = 255,
): Images {
  const pixels = bytesOf(fnName, images, 3, 'images have 3 dimensions, count × height × width')
  const classes = bytesOf(fnName, labels, 1, 'labels have 1 dimension')
  const [total, height, width] = images.idx.shape as [number, number, number]
  if (pixels.length === 0) {
    const what = `there are no pixels in ${showShape(images.idx.shape)}. Pass at least one image.`
    throw errorAt(fnName, { file: images.file }, what)
  }
  if (classes.length !== total) {
    const what = `${classes.length} labels for the ${total} images of ${showName(images.file)}. Pass two files that belong together.`
    throw errorAt(fnName, { file: labels.file }, what)
  }
  const { start = 0, count = total - start } = options
  if (count < 1 || start + count > total) {
    const range = options.count === undefined ? `start is ${start}` : `start is ${start} and count ${count}`
    throw new RangeError(`${fnName}: ${range}, and there are ${total} images. Ask for images that are there.`)
  }
  const size = width * height
  const inputs = Array.from({ length: count }, (_, i) => {
    // Filled with a fraction, the JavaScript engine stores the array as doubles from the start, which is three times as fast.
    const input = new Array<number>(size).fill(0.5)
    const from = (start + i) * size
    for (let j = 0; j < size; j++) input[j] = pixels[from + j]! / white
    return input
  })
  return { inputs, targets: Array.from(classes.subarray(start, start + count)), width, height }
}

function bytesOf(fnName: string, { idx, file }: Source, dimensions: number, rule: string): Uint8Array {
  const { shape, values } = idx
  if (shape.length !== dimensions) {
    const what = `the shape is ${showShape(shape)}, and ${rule}. Pass the images first, then the labels.`
    throw errorAt(fnName, { file }, what)
  }
  if (values instanceof Uint8Array) return values
  const what = `the values are of ${values.constructor.name}, not of Uint8Array. Pass unsigned bytes, as MNIST has them.`
  throw errorAt(fnName, { file }, what)
}
