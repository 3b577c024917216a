import type { Scalar, Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { DropoutMasks } from './dropout.js'
import type { Random } from '../random.js'
import { isNumberArray, type NumberArray, plainRow, plainTarget, type Row } from '../rows.js'

/** What `fit` can train: anything with parameters and a forward pass for one example. */
export interface Model {
  parameters(): Value[]
  /** The outputs for one example; `masks` are for dropout in training, left out in prediction. */
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

/** Refuses data whose inputs and targets do not pair up, and numbers in them that are not finite. */
export function checkData(where: string, what: string, data: DataLike): void {
  if (!Array.isArray(data?.inputs) || !(Array.isArray(data.targets) || isNumberArray(data.targets))) {
    throw new TypeError(`${where}: the ${what} is ${show(data)}. Pass { inputs, targets }, two arrays.`)
  }
  const { inputs, targets } = data
  if (inputs.length !== targets.length || inputs.length === 0) {
    throw new RangeError(
      `${where}: the ${what} has ${inputs.length} inputs and ${targets.length} targets. Pass one target per input, at least one.`,
    )
  }
  const found = notFinite(data)
  if (found === undefined) return
  throw new RangeError(
    `${where}: ${found.path} of the ${what} is ${found.value}. Leave out example ${found.example}, or put a finite number there.`,
  )
}

/** The first number that is not finite, or would not be as a 32-bit number. */
export function notFinite(
  { inputs, targets }: DataLike,
  rounded = (x: number) => x,
): { example: number; path: string; value: number } | undefined {
  const isWrong = (x: unknown) => typeof x === 'number' && !Number.isFinite(rounded(x))
  for (let example = 0; example < inputs.length; example++) {
    const target = targets[example]!
    if (isWrong(target)) return { example, path: `targets[${example}]`, value: target as number }
    for (const [name, row] of [
      ['inputs', inputs[example]],
      ['targets', target],
    ] as const) {
      const length = (row as Row | undefined)?.length ?? 0 // a row of another kind is the model's to refuse
      for (let j = 0; j < length; j++) {
        const value = (row as Row)[j]!
        if (isWrong(value)) return { example, path: `${name}[${example}][${j}]`, value }
      }
    }
  }
  return undefined
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
    checkData('fit', 'validation data', validationData)
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
