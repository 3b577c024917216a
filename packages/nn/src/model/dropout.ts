import type { Scalar, Value } from '@gradus/engine'
import { checkRange } from '@gradus/engine/errors'
import { mul } from '@gradus/engine'
import type { Random } from '../random.js'

/** Where a forward pass in training gets its dropout masks from, one factor per number. */
export interface DropoutMasks {
  /** The factor of the next number: 0 if it is dropped, which has probability `rate`, otherwise 1/(1 − rate). */
  next(rate: number): Scalar
}

/** Masks that are drawn from a generator. */
export const drawnMasks = (random: Random): DropoutMasks => ({
  next: (rate) => (random.uniform() < rate ? 0 : 1 / (1 - rate)),
})

/**
 * Inverted dropout (Srivastava et al., 2014): in training it sets each input to 0 with probability `rate` and multiplies
 * the others by 1/(1 − rate), which keeps their mean. In prediction it does nothing.
 *
 * @example
 * new Dropout(0.5).forward([1, 2, 3]) // => [1, 2, 3]
 */
export class Dropout {
  /** @param rate in [0, 1) */
  constructor(readonly rate: number) {
    checkRange('Dropout', 'rate', rate, 0, 1)
  }

  /** @param masks the factors to multiply by; leave them out in prediction */
  forward<X extends Scalar>(x: readonly X[], masks?: DropoutMasks): (X | Value)[] {
    if (masks === undefined || this.rate === 0) return [...x]
    return x.map((xi) => mul(xi as Value, masks.next(this.rate)))
  }
}
