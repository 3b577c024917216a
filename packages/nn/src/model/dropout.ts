import type { Scalar, Value } from '@gradus/engine'
import { checkRange } from '@gradus/engine/errors'
import { mul } from '@gradus/engine'
import type { Random } from '../random.js'

/**
 * Inverted dropout (Srivastava et al., 2014): in training each input is set to 0 with probability `rate` and the others
 * are multiplied by 1/(1 − rate), which keeps their mean; in prediction nothing happens.
 */
export class Dropout {
  /** @param rate in [0, 1) */
  constructor(readonly rate: number) {
    checkRange('Dropout', 'rate', rate, 0, 1)
  }

  /** @param training the generator that draws the mask; left out in prediction. One number is drawn per input. */
  forward<X extends Scalar>(x: readonly X[], training?: Random): (X | Value)[] {
    if (training === undefined || this.rate === 0) return [...x]
    return x.map((xi) => mul(xi as Value, training.mask(this.rate)))
  }
}
