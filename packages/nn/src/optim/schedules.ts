/**
 * Learning rates that change over the epochs. A schedule returns the factor on the optimizer's rate for an epoch, counted
 * from 0. (`reduceOnPlateau` depends on the validation loss, so it is an option of `fit`.)
 */
import { checkRange, checkSize, show } from '@gradus/engine/errors'
import { cosPi, power } from '@gradus/engine/same-bits'

export type Schedule = (epoch: number) => number

/** The factor 1 in every epoch. */
export const constant = (): Schedule => () => 1

/** factor^⌊epoch / every⌋. */
export function step({ every, factor }: { every: number; factor: number }): Schedule {
  checkSize('step', 'epochs per step', every)
  checkRange('step', 'factor', factor, 0)
  return (epoch) => power(factor, Math.floor(epoch / every))
}

/** factor^epoch. */
export function exponential({ factor }: { factor: number }): Schedule {
  checkRange('exponential', 'factor', factor, 0)
  return (epoch) => power(factor, epoch)
}

/** Falls from 1 to `floor` along half a cosine over `epochs`, then stays there (Loshchilov and Hutter, 2017, without restarts). */
export function cosine({ epochs, floor = 0 }: { epochs: number; floor?: number }): Schedule {
  checkSize('cosine', 'epochs', epochs)
  checkRange('cosine', 'floor', floor, 0)
  return (epoch) => floor + ((1 - floor) * (1 + cosPi(Math.min(epoch, epochs) / epochs))) / 2
}

/** Rises in equal steps over `epochs`, from 1/epochs, then follows the schedule `then` from its epoch 0. */
export function warmUp({ epochs, then = constant() }: { epochs: number; then?: Schedule }): Schedule {
  checkSize('warmUp', 'epochs', epochs)
  if (typeof then !== 'function') throw new TypeError(`warmUp: then is ${show(then)}. Pass a schedule.`)
  return (epoch) => (epoch < epochs ? (epoch + 1) / epochs : then(epoch - epochs))
}
