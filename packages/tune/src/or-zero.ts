/**
 * An axis that also has the value 0, which a logarithmic range cannot reach. It is made for the strength of a penalty.
 */
import { show } from '@gradus/engine/errors'
import type { Random } from '@gradus/nn'
import type { Axis } from './axis.js'

/**
 * 0 with the given probability, otherwise a value of the axis. A grid has 0 and then the grid of the axis.
 *
 * @param share the probability of 0, above 0 and below 1
 * @throws RangeError for another share
 * @example
 * orZero(logUniform(0.01, 1)).grid(2) // => [0, 0.01, 1]
 */
export function orZero(axis: Axis<number>, share = 0.25): Axis<number> {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`orZero: the share of 0 is ${show(share)}. Pass a number above 0 and below 1.`)
  }
  if (typeof (axis as Partial<Axis<number>> | null)?.sample !== 'function') {
    throw new TypeError(`orZero: the axis is ${show(axis)}. Pass an axis such as logUniform(0.01, 1).`)
  }
  return new OrZero(axis, share)
}

class OrZero implements Axis<number> {
  constructor(
    private readonly axis: Axis<number>,
    private readonly share: number,
  ) {}

  sample(random: Random): number {
    return random.uniform() < this.share ? 0 : this.axis.sample(random)
  }

  grid(n: number): number[] {
    const values = this.axis.grid(n)
    return values.includes(0) ? values : [0, ...values]
  }

  /**
   * Drops 0 if no good value was 0. If all of them were 0, it narrows to the low end of the axis, which is nearest to
   * 0.
   */
  narrow(best: readonly number[], factor: number): Axis<number> {
    const others = best.filter((value) => value !== 0)
    if (others.length === best.length) return this.axis.narrow(best, factor)
    return new OrZero(this.axis.narrow(others.length > 0 ? others : this.axis.grid(2).slice(0, 1), factor), this.share)
  }

  describe(): string {
    return `orZero(${this.axis.describe()}, ${this.share})`
  }
}
