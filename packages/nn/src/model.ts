import type { Scalar, Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { Random } from './random.js'

/** What `fit` can train: anything with parameters and a forward pass for one example. */
export interface Model {
  parameters(): Value[]
  /** The outputs for one example; `training` is the generator of dropout masks, left out in prediction. */
  forward(x: readonly Scalar[], training?: Random): Value[]
  /** The parameters without the biases: what L1 and L2 pull towards 0. */
  weights?(): Value[]
}

/** What one example should give: a class index, or one number per output. */
export type Target = number | readonly number[]

/** m examples: `inputs[i]` is the feature row of example i, `targets[i]` what it should give. */
export interface Data {
  inputs: readonly (readonly number[])[]
  targets: readonly Target[]
}

/** Refuses data whose inputs and targets do not pair up. */
export function checkData(where: string, what: string, data: Data): void {
  if (!Array.isArray(data?.inputs) || !Array.isArray(data.targets)) {
    throw new TypeError(`${where}: the ${what} is ${show(data)}. Pass { inputs, targets }, two arrays.`)
  }
  const { inputs, targets } = data
  if (inputs.length === targets.length && inputs.length > 0) return
  throw new RangeError(
    `${where}: the ${what} has ${inputs.length} inputs and ${targets.length} targets. Pass one target per input, at least one.`,
  )
}

/** The examples of the given rows. */
export const pick = ({ inputs, targets }: Data, rows: readonly number[]): Data => ({
  inputs: rows.map((i) => inputs[i]!),
  targets: rows.map((i) => targets[i]!),
})

/** Training and validation data: as given, or split off at random. */
export function divide(
  data: Data,
  { validationData, validationSplit: share = 0 }: { validationData?: Data; validationSplit?: number },
  random: Random,
): { training: Data; validation: Data | undefined } {
  if (!(typeof share === 'number' && share >= 0 && share < 1)) {
    throw new RangeError(`fit: validationSplit is ${show(share)}. Pass a number in [0, 1).`)
  }
  if (validationData !== undefined) {
    if (share > 0) throw new RangeError('fit: both validationData and validationSplit are given. Pass one of them.')
    checkData('fit', 'validation data', validationData)
    return { training: data, validation: validationData }
  }
  if (share === 0) return { training: data, validation: undefined }
  const count = data.inputs.length
  const kept = Math.round(count * share)
  if (kept === 0 || kept === count) {
    throw new RangeError(
      `fit: validationSplit ${share} of ${count} examples leaves ${count - kept} for training and ${kept} for validation. Pass a share that leaves some for both.`,
    )
  }
  const order = random.shuffled(data.inputs.map((_, i) => i))
  return { training: pick(data, order.slice(kept)), validation: pick(data, order.slice(0, kept)) }
}
