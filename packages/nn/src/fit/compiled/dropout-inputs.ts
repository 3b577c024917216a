/** Dropout in compiled training: the masks are inputs of the compiled code. */
import type { Value } from '@gradus/engine'
import { withoutGraph } from '@gradus/engine'
import type { DropoutMasks } from '../../model/dropout.js'
import type { Model } from '../../model/model.js'

/** The dropout rate of each number of an example's mask, in the order in which a forward pass asks for them. */
export function maskRates(model: Model, x: readonly number[]): number[] {
  const rates: number[] = []
  const next = (rate: number) => {
    rates.push(rate)
    return 1
  }
  withoutGraph(() => model.forward(x, { next }))
  return rates
}

/** Gives these Values to a forward pass that is recorded. */
export function recordedMasks(masks: readonly Value[]): DropoutMasks {
  let at = 0
  return {
    next() {
      const mask = masks[at++]
      if (mask !== undefined) return mask
      throw new RangeError('The model asks for more dropout masks than it did at first.')
    },
  }
}
