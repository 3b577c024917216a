/**
 * Changes pictures a little, to expand training data. Source: Simard, Steinkraus and Platt, "Best practices for
 * convolutional neural networks applied to visual document analysis" (2003). x points to the right, y down. expand.ts adds
 * random changes to a data set.
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

/** A gray picture. The functions of this package return a new one and do not change their argument. */
export interface Picture {
  /** width · height gray values, row by row from the top, each row from the left. */
  pixels: number[]
  width: number
  height: number
}

export interface ElasticOptions {
  /** The strength: the factor of the smoothed field, ≥ 0. Simard, Steinkraus and Platt found 34 best for digits. */
  alpha: number
  /** The smoothness: the standard deviation of the Gaussian in pixels, > 0. They found 4 best. */
  sigma: number
  /** The seed of the field. Default 1. */
  seed?: number
}

export interface NoiseOptions {
  /** The standard deviation of the noise, ≥ 0. */
  sd: number
  /** The seed of the noise. Default 1. */
  seed?: number
}

/**
 * Moves a picture dx pixels to the right and dy pixels down. Pixels beyond the border are lost, and new ones are 0. Whole
 * shifts are exact. Fractions of a pixel are interpolated (bilinear), which blurs.
 *
 * @throws RangeError for a shift or a pixel that is not a finite number, and for a number of pixels that is not
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
 * Turns a picture counterclockwise around its center. The size stays the same: pixels beyond the border are lost, and new
 * ones are 0. Values are interpolated (bilinear). Multiples of 90° are exact for a square.
 *
 * @throws RangeError for an angle or a pixel that is not a finite number, and for a number of pixels that is not
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
 * Deforms a picture like rubber. Each pixel moves by alpha · G(u). Here u is random, uniform in [−1, 1), for each pixel and
 * each direction, and G smooths with a Gaussian whose weights have the sum 1.
 *
 * Inside a large picture the displacement has the standard deviation alpha / (√12 · √π · sigma) in each direction (for
 * sigma ≥ 1), which is 1.4 pixels for alpha 34 and sigma 4. It is smaller near the border, because u is 0 outside. Values
 * are interpolated (bilinear), and new pixels are 0.
 *
 * @throws RangeError for an alpha below 0, a sigma that is not above 0, a pixel that is not a finite number, and for a number
 * of pixels that is not width · height. TypeError for unknown options.
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
 * Adds normal noise to each pixel and clips the sums to [0, 1]. A pixel of 0 or 1 therefore changes in half of all cases.
 *
 * @throws RangeError for a deviation below 0, a pixel that is not a finite number, and for a number of pixels that is not
 * width · height. TypeError for unknown options.
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

/** The largest shift or displacement. It is beyond any picture, and far larger numbers would overflow to NaN. */
export const mostPixels = 1_000_000_000

/** Throws unless a picture has width · height finite numbers. */
export function checkPicture(fnName: string, { pixels, width, height }: Picture, name = 'pixels'): void {
  checkWhole(fnName, 'width', width, 1)
  checkWhole(fnName, 'height', height, 1)
  if (!Array.isArray(pixels)) {
    throw new TypeError(`${fnName}: ${name} is ${show(pixels)}. Pass an array of numbers, row after row.`)
  }
  if (pixels.length !== width * height) {
    const size = `${width} × ${height}`
    throw new RangeError(`${fnName}: ${name} has ${pixels.length} numbers. Pass ${width * height}, for ${size} pixels.`)
  }
  const wrong = pixels.findIndex((value) => !Number.isFinite(value))
  if (wrong >= 0) throw new RangeError(`${fnName}: ${name}[${wrong}] is ${show(pixels[wrong])}. Pass a finite number.`)
}
