/** More training pictures than there are: random variants of each, by the changes of augment.ts. */
import { checkPicture, mostPixels } from './augment.js'
import type { Images } from './images.js'
import { checkAbove, checkWhole, checkMost, checkRange, checkOptions, checkSeed } from '@gradus/engine/errors'
import { createRandom, type Random } from '../random.js'
import { elasticField, type Motion, warp, withNoise } from './warp.js'

/** Pixels of all variants together; each takes 8 bytes. */
const mostValues = 500_000_000

export interface ExpandOptions {
  /** Variants of each picture, an integer ≥ 1. Default 1. */
  copies?: number
  /** The most whole pixels that a variant moves to the left, right, up and down, an integer ≥ 0. Default 0. */
  shift?: number
  /** The most degrees that it turns either way, ≥ 0. Default 0. */
  rotate?: number
  /** Strength and smoothness of a random deformation of each variant, as `elastic` takes them. Default none. */
  elastic?: { alpha: number; sigma: number }
  /** Standard deviation of the noise added to each pixel, ≥ 0. Default 0. */
  noise?: number
  /** Same seed, same variants. Default 1. */
  seed?: number
}

/**
 * The pictures, then one random variant of each in the same order, then a second one of each, and so on, with their
 * targets. A variant is turned, shifted, deformed and made noisy, in this order, each by a new draw: shift and angle
 * uniform within their bounds. Moving is one step, so a variant is interpolated once.
 *
 * Expand the training data after splitting: a variant of a validation picture must not be trained on.
 *
 * @param data is not changed; the result holds the same lists for the originals.
 * @throws RangeError for values out of range, no picture, other numbers of targets than of pictures, a picture that is
 * not width · height finite numbers, and if nothing would change; TypeError for unknown options.
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
  throw new RangeError(`expand: ${what}. Give shift, rotate, elastic or noise.`)
}
