import type { Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'

/** Changes parameters along their gradients. */
export interface Optimizer {
  /** The learning rate; may be changed between steps. */
  lr: number
  /** One update from the gradients that the parameters hold now. */
  step(): void
  /** Sets the gradients of all parameters back to 0. */
  zeroGrad(): void
}

/** A number option within a range, checked when the optimizer is made: [low, high] with `open` ends left out. */
export function checkRange(where: string, name: string, value: number, low: number, high = Infinity): void {
  if (typeof value !== 'number' || !(value >= low && value < high)) {
    const range = high === Infinity ? `a number of at least ${low}` : `a number in [${low}, ${high})`
    throw new RangeError(`${where}: ${name} is ${show(value)}. Pass ${range}.`)
  }
}

/** A state number per parameter, all 0. */
export const zeros = (parameters: readonly Value[]): Float64Array => new Float64Array(parameters.length)
