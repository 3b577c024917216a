/** Mini-batches of data in memory. csv/batches.ts has those of CSV files. */
import { checkBoolean, checkOptions, checkSeed, checkWhole } from '@gradus/engine/errors'
import { createRandom } from '../random.js'

/** The examples of one optimizer step. `inputs[i]` belongs to `targets[i]`. */
export interface Batch<X = number[], Y = number> {
  inputs: X[]
  targets: Y[]
}

export interface BatchesOptions {
  /** The number of examples per batch, an integer ≥ 1. The last batch may be smaller. */
  size: number
  /** Whether the order is random. Default true. */
  shuffle?: boolean
  /** The seed of the random order. Pass the number of the epoch to give each epoch its own order. Default 1. */
  seed?: number
}

/**
 * Returns the mini-batches of one epoch. Each example is in exactly one batch, and only the last batch may be smaller.
 *
 * @param data is not changed. The batches have the same input arrays, not copies.
 * @throws RangeError for a size below 1, no examples, or different numbers of inputs and targets. TypeError for unknown
 * options. All errors are thrown at once, before the first batch.
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
