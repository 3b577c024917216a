/** Mini-batches of data in memory. Those of CSV that memory does not hold are in csv-batches.ts. */
import { checkBoolean, checkOptions, checkSeed, checkWhole } from '@gradus/engine/errors'
import { createRandom } from '../random.js'

/** Some examples: `inputs[i]` goes with `targets[i]`. */
export interface Batch<X = number[], Y = number> {
  inputs: X[]
  targets: Y[]
}

export interface BatchesOptions {
  /** Examples per batch, an integer ≥ 1. The last batch has what is left. */
  size: number
  /** Whether the examples come in random order. Default true. */
  shuffle?: boolean
  /** Same seed, same order; pass the number of the epoch, and each epoch has its own. Default 1. */
  seed?: number
}

/**
 * Divides examples into mini-batches: each example once, whole batches first. One call is one epoch.
 *
 * @param data is not copied or changed: the batches hold its own examples.
 * @throws RangeError for a size below 1, no examples, or inputs and targets of different numbers; TypeError for unknown
 * options. All at the call, before the first batch.
 * @example
 * for (const { inputs, targets } of batches(moons(), { size: 32, seed: epoch })) step(inputs, targets)
 */
export function batches<X, Y>(
  data: { inputs: readonly X[]; targets: readonly Y[] },
  options: BatchesOptions,
): Generator<Batch<X, Y>, void> {
  checkOptions('batches', options, ['size', 'shuffle', 'seed'])
  const { size, shuffle = true, seed = 1 } = options
  checkWhole('batches', 'size', size, 1)
  checkBoolean('batches', 'shuffle', shuffle)
  checkSeed('batches', seed)
  const { inputs, targets } = data
  if (inputs.length !== targets.length || inputs.length === 0) {
    const what = `there are ${inputs.length} inputs and ${targets.length} targets`
    throw new RangeError(`batches: ${what}. Pass one target per input, at least one.`)
  }
  const inOrder = inputs.map((_, i) => i)
  const order = shuffle ? createRandom(seed).shuffled(inOrder) : inOrder
  return (function* () {
    for (let start = 0; start < order.length; start += size) {
      const rows = order.slice(start, start + size)
      yield { inputs: rows.map((i) => inputs[i]!), targets: rows.map((i) => targets[i]!) }
    }
  })()
}
