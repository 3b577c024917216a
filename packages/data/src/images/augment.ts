/**
 * Changing pictures a little, so that a network sees more of them than there are: Simard, Steinkraus and Platt, "Best
 * practices for convolutional neural networks applied to visual document analysis" (2003). x runs to the right, y down.
 * expand.ts makes a larger data set of random changes.
 */
import {
  checkAbove,
  checkFinite,
  checkWhole,
  checkMost,
  checkRange,
  checkOptions,
  checkSeed,
  show,
} from '@gradus/engine/errors'
import { createRandom } from '../random.js'
import { elasticField, warp, withNoise } from './warp.js'

/** A gray picture. The functions here make a new one and leave theirs as it is. */
export interface Picture {
  /** width · height gray values: row after row from the top, each from the left. */
  pixels: number[]
  width: number
  height: number
}

export interface ElasticOptions {
  /** How strong: the factor on the smoothed field, ≥ 0. Simard, Steinkraus and Platt found 34 best for digits. */
  alpha: number
  /** How smooth: the standard deviation of the Gaussian in pixels, > 0. They found 4 best. */
  sigma: number
  /** Same seed, same field. Default 1. */
  seed?: number
}

export interface NoiseOptions {
  /** Standard deviation, ≥ 0. */
  sd: number
  /** Same seed, same noise. Default 1. */
  seed?: number
}

/**
 * Moves a picture dx pixels to the right and dy down; what leaves is lost, what enters is 0. Fractions of a pixel are
 * interpolated (bilinear), which blurs; whole numbers are exact.
 *
 * @throws RangeError for a shift or a pixel that is no finite number, and for a number of pixels that is not
 * width · height.
 * @example
 * shift({ pixels: [1, 2, 3, 4], width: 2, height: 2 }, 1, 0).pixels // [0, 1, 0, 3]
 */
export function shift(image: Picture, dx: number, dy: number): Picture {
  checkPicture('shift', image)
  checkFinite('shift', 'dx', dx)
  checkFinite('shift', 'dy', dy)
  return warp(image, { dx, dy, degrees: 0 })
}

/**
 * Turns a picture around its centre, counter-clockwise as one looks at it. The frame stays as it is: what leaves is lost,
 * what enters is 0. Values are interpolated (bilinear); multiples of 90° of a square are exact.
 *
 * @throws RangeError for an angle or a pixel that is no finite number, and for a number of pixels that is not
 * width · height.
 * @example
 * rotate({ pixels: [1, 2, 3, 4], width: 2, height: 2 }, 90).pixels // [2, 4, 1, 3]
 */
export function rotate(image: Picture, degrees: number): Picture {
  checkPicture('rotate', image)
  checkFinite('rotate', 'degrees', degrees)
  return warp(image, { dx: 0, dy: 0, degrees })
}

/**
 * Elastic deformation: every pixel is displaced by alpha · G(u), where u is uniform in [−1, 1), anew for each pixel and
 * both directions, and G smooths with a Gaussian whose weights add up to 1. Inside a large picture the displacement has
 * the standard deviation alpha / (√12 · √π · sigma) in each direction (for sigma ≥ 1): 1.4 pixels for alpha 34 and
 * sigma 4. Towards the edges it fades, since u is 0 outside. Values are interpolated (bilinear), what enters is 0.
 *
 * @throws RangeError for an alpha below 0, a sigma not above 0, a pixel that is no finite number, and for a number of
 * pixels that is not width · height; TypeError for unknown options.
 * @example
 * elastic({ pixels, width: 28, height: 28 }, { alpha: 34, sigma: 4, seed: 7 })
 */
export function elastic(image: Picture, options: ElasticOptions): Picture {
  checkPicture('elastic', image)
  checkOptions('elastic', options, ['alpha', 'sigma', 'seed'])
  const { alpha, sigma, seed = 1 } = options
  checkRange('elastic', 'alpha', alpha, 0)
  checkMost('elastic', 'alpha', alpha, mostPixels, 'No picture is so large')
  checkAbove('elastic', 'sigma', sigma, 0)
  checkSeed('elastic', seed)
  return warp(image, { dx: 0, dy: 0, degrees: 0, field: elasticField(image, alpha, sigma, createRandom(seed)) })
}

/**
 * Adds normal noise to every pixel and clips the sums to [0, 1]; so pixels at the bounds get half of the noise.
 *
 * @throws RangeError for a deviation below 0, a pixel that is no finite number, and for a number of pixels that is not
 * width · height; TypeError for unknown options.
 * @example
 * noise({ pixels, width: 28, height: 28 }, { sd: 0.1, seed: 7 })
 */
export function noise(image: Picture, options: NoiseOptions): Picture {
  checkPicture('noise', image)
  checkOptions('noise', options, ['sd', 'seed'])
  const { sd, seed = 1 } = options
  checkRange('noise', 'sd', sd, 0)
  checkSeed('noise', seed)
  return { width: image.width, height: image.height, pixels: withNoise(image.pixels, sd, createRandom(seed)) }
}

/** More pixels than any picture is wide or high. Far beyond, coordinates would overflow to NaN. */
export const mostPixels = 1_000_000_000

/** Refuses a picture that is not width · height finite numbers. */
export function checkPicture(fnName: string, { pixels, width, height }: Picture, name = 'pixels'): void {
  checkWhole(fnName, 'width', width, 1)
  checkWhole(fnName, 'height', height, 1)
  if (!Array.isArray(pixels)) {
    throw new TypeError(`${fnName}: ${name} is ${show(pixels)}. Pass an array of numbers, row after row.`)
  }
  if (pixels.length !== width * height) {
    const size = `${width} × ${height}`
    throw new RangeError(`${fnName}: ${name} has ${pixels.length} numbers. Give ${width * height}, for ${size} pixels.`)
  }
  const wrong = pixels.findIndex((value) => !Number.isFinite(value))
  if (wrong >= 0) throw new RangeError(`${fnName}: ${name}[${wrong}] is ${show(pixels[wrong])}. Pass a finite number.`)
}
