/** Dropout masks in compiled training: how many numbers an example draws, and Values in their place. */
import type { Scalar, Value } from '@gradus/engine'
import { withoutGraph } from '@gradus/engine'
import type { Model } from '../../model/model.js'
import { Random } from '../../random.js'

/** The dropout rates of an example's masks, in the order in which they are drawn. */
export function countMasks(model: Model, x: readonly number[]): number[] {
  const rates: number[] = []
  class Counter extends Random {
    override mask(rate: number): Scalar {
      rates.push(rate)
      return 1
    }
  }
  withoutGraph(() => model.forward(x, new Counter(1)))
  return rates
}

/** Gives Values for masks while a model is recorded; other random numbers would be frozen. */
export class RecordedMasks extends Random {
  private at = 0

  constructor(private readonly masks: readonly Value[]) {
    super(1)
  }

  override mask(): Scalar {
    const mask = this.masks[this.at++]
    if (mask === undefined) throw new RangeError('The model draws another number of masks each time.')
    return mask
  }

  override uint32(): number {
    throw new RangeError('The model draws random numbers other than dropout masks, which would be frozen.')
  }
}
