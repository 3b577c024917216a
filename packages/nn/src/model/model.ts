import type { Scalar, Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { DropoutMasks } from './dropout.js'
import type { Random } from '../random.js'
import { type NumberArray, plainRow, plainTarget, type Row } from '../rows.js'

/** What `fit` can train: anything with parameters and a forward pass for one example. */
export interface Model {
  parameters(): Value[]
  /** The outputs for one example; `masks` are for dropout in training, left out in prediction. Nothing else may differ. */
  forward(x: readonly Scalar[], masks?: DropoutMasks): Value[]
  /** The parameters without the biases: what L1 and L2 pull towards 0. */
  weights?(): Value[]
}

/** What one example should give: a class index, or one number per output. */
export type Target = number | readonly number[]

/** One per example. */
export type Targets = readonly (number | Row)[] | NumberArray

/** m examples: `inputs[i]` is the feature row of example i, `targets[i]` what it should give. */
export interface Data {
  inputs: readonly (readonly number[])[]
  targets: readonly Target[]
}

/** Data in which rows, or all targets together, may be typed arrays. */
export interface DataLike {
  inputs: readonly Row[]
  targets: Targets
}

/** The examples of the given rows, the rows being those of the data. */
const select = ({ inputs, targets }: DataLike, rows: readonly number[]): DataLike => ({
  inputs: rows.map((i) => inputs[i]!),
  targets: rows.map((i) => targets[i]!),
})

/** The examples of the given rows, in plain arrays. */
export const pick = ({ inputs, targets }: DataLike, rows: readonly number[]): Data => ({
  inputs: rows.map((i) => plainRow(inputs[i]!)),
  targets: rows.map((i) => plainTarget(targets[i]!)),
})

/** All targets in plain arrays. */
export const plainTargets = (targets: Targets): readonly Target[] => Array.from(targets, plainTarget)

/** Training and validation data: as given, or split off at random. */
export function divide(
  data: DataLike,
  { validationData, validationSplit: share = 0 }: { validationData?: DataLike; validationSplit?: number },
  random: Random,
): { train: DataLike; validation: DataLike | undefined } {
  if (!(typeof share === 'number' && share >= 0 && share < 1)) {
    throw new RangeError(`fit: validationSplit is ${show(share)}. Pass a number in [0, 1).`)
  }
  if (validationData !== undefined) {
    if (share > 0) throw new RangeError('fit: both validationData and validationSplit are given. Pass one of them.')
    return { train: data, validation: validationData }
  }
  if (share === 0) return { train: data, validation: undefined }
  const count = data.inputs.length
  const kept = Math.round(count * share)
  if (kept === 0 || kept === count) {
    throw new RangeError(
      `fit: validationSplit ${share} of ${count} examples leaves ${count - kept} for training and ${kept} for validation. Pass a share that leaves some for both.`,
    )
  }
  const order = random.shuffled(data.inputs.map((_, i) => i))
  return { train: select(data, order.slice(kept)), validation: select(data, order.slice(0, kept)) }
}
