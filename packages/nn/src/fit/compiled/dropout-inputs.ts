/** Dropout in compiled training: the masks are inputs of the compiled code. */
import type { Value } from '@gradus/engine'
import { withoutGraph } from '@gradus/engine'
import type { DropoutMasks } from '../../model/dropout.js'
import type { Model } from '../../model/model.js'

/**
 * One forward pass, to learn the number of outputs, and the dropout rate of each number of an example's mask, in the order
 * in which the pass asks for them.
 */
export function lookAt(model: Model, x: readonly number[]): [outputs: number, rates: number[]] {
  const rates: number[] = []
  const next = (rate: number) => {
    rates.push(rate)
    return 1
  }
  return [withoutGraph(() => model.forward(x, { next })).length, rates]
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
