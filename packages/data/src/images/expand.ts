/** Adds random variants of its pictures to a data set, with the changes of augment.ts. */
import { checkPicture, mostPixels } from './augment.js'
import type { Images } from './images.js'
import { checkAbove, checkWhole, checkMost, checkRange, checkOptions, checkSeed } from '@gradus/engine/errors'
import { createRandom, type Random } from '../random.js'
import { elasticField, type Motion, warp, withNoise } from './warp.js'

/** The most pixels of all variants together. Each takes 8 bytes. */
const mostValues = 500_000_000

export interface ExpandOptions {
  /** The number of variants of each picture, an integer ≥ 1. Default 1. */
  copies?: number
  /** The most pixels that a variant moves in x and in y, an integer ≥ 0. All shifts are whole pixels. Default 0. */
  shift?: number
  /** The most degrees that a variant turns in either direction, ≥ 0. Default 0. */
  rotate?: number
  /** The strength and smoothness of the deformation of each variant, as in `elastic`. Default none. */
  elastic?: { alpha: number; sigma: number }
  /** The standard deviation of the noise of each pixel, ≥ 0. Default 0. */
  noise?: number
  /** The seed of all variants. Default 1. */
  seed?: number
}

/**
 * Returns the pictures, then one random variant of each in the same order, then a second one, and so on, with their targets.
 * A variant is turned, shifted, deformed and made noisy, in this order. Each variant has its own random shift and angle,
 * uniform within their bounds. All motions are one step, so a variant is interpolated only once.
 *
 * Split the data first and expand only the training part. Otherwise the training data would contain variants of validation
 * pictures.
 *
 * @param data is not changed. The result has the same arrays for the original pictures.
 * @throws RangeError for values out of range, no picture, different numbers of pictures and targets, a picture that does not
 * have width · height finite numbers, and if nothing would change. TypeError for unknown options.
 * @example
 * expand(train, { copies: 2, shift: 1, rotate: 10, elastic: { alpha: 34, sigma: 4 } }).inputs.length // 3 · before
 */
export function expand<Y>(
  data: Omit<Images, 'targets'> & { targets: readonly Y[] },
  options: ExpandOptions,
): Omit<Images, 'targets'> & { targets: Y[] } {
  checkExpand(options)
  const { inputs, targets, width, height } = data
  if (inputs.length !== targets.length || inputs.length === 0) {
    const what = `there are ${inputs.length} pictures and ${targets.length} targets`
    throw new RangeError(`expand: ${what}. Pass one target per picture, at least one.`)
  }
  inputs.forEach((pixels, i) => checkPicture('expand', { pixels, width, height }, `inputs[${i}]`))
  const { copies = 1, noise = 0, seed = 1 } = options
  const values = inputs.length * width * height
  checkMost('expand', 'copies', copies, Math.floor(mostValues / values), 'More pixels take more than 4 GB of memory')
  const random = createRandom(seed)
  const more = { inputs: inputs.slice(), targets: targets.slice(), width, height }
  for (let copy = 0; copy < copies; copy++) {
    inputs.forEach((original, i) => {
      const { pixels } = warp({ pixels: original, width, height }, draw(options, data, random))
      more.inputs.push(noise === 0 ? pixels : withNoise(pixels, noise, random))
      more.targets.push(targets[i]!)
    })
  }
  return more
}

function draw(
  { shift = 0, rotate = 0, elastic }: ExpandOptions,
  grid: Pick<Images, 'width' | 'height'>,
  random: Random,
): Motion {
  const whole = () => (shift === 0 ? 0 : random.below(2 * shift + 1) - shift)
  const motion = { degrees: rotate === 0 ? 0 : rotate * (2 * random.uniform() - 1), dx: whole(), dy: whole() }
  return elastic === undefined ? motion : { ...motion, field: elasticField(grid, elastic.alpha, elastic.sigma, random) }
}

function checkExpand(options: ExpandOptions): void {
  checkOptions('expand', options, ['copies', 'shift', 'rotate', 'elastic', 'noise', 'seed'])
  const { copies = 1, shift = 0, rotate = 0, elastic, noise = 0, seed = 1 } = options
  checkWhole('expand', 'copies', copies, 1)
  checkWhole('expand', 'shift', shift, 0)
  checkMost('expand', 'shift', shift, mostPixels, 'No picture is so large')
  checkRange('expand', 'rotate', rotate, 0)
  checkRange('expand', 'noise', noise, 0)
  checkSeed('expand', seed)
  if (elastic !== undefined) {
    checkOptions('expand', elastic, ['alpha', 'sigma'])
    checkRange('expand', 'elastic.alpha', elastic.alpha, 0)
    checkMost('expand', 'elastic.alpha', elastic.alpha, mostPixels, 'No picture is so large')
    checkAbove('expand', 'elastic.sigma', elastic.sigma, 0)
  }
  if (shift > 0 || rotate > 0 || noise > 0 || (elastic?.alpha ?? 0) > 0) return
  const what = 'no change is asked for, so all variants would equal their originals'
  throw new RangeError(`expand: ${what}. Pass shift, rotate, elastic or noise.`)
}
