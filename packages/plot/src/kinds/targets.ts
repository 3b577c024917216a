/** The data of a plot: rows of inputs, and a target for each. */
import { mustBeFunction, show } from '@gradus/engine/errors'
import { checkNumbers, checkSameLength } from '../options.js'

/** What a plot asks of a model. `MLP` of @gradus/nn has it, and so does any object with such a function. */
export interface Predicts {
  predict(x: number[]): ArrayLike<number>
}

/** Examples. A target is a number, or a list of one number. */
export interface Examples {
  inputs: readonly ArrayLike<number>[]
  targets: ArrayLike<number> | readonly ArrayLike<number>[]
}

export function checkModel(where: string, model: unknown): asserts model is Predicts {
  const predict: unknown = (model as Partial<Predicts> | null | undefined)?.predict
  if (typeof predict !== 'function') throw mustBeFunction(where, "the model's predict", predict)
}

/** The inputs as columns and the targets as numbers, after their checks. `width` is the number of columns, if it is fixed. */
export function columnsOf(
  where: string,
  examples: unknown,
  width?: number,
): { columns: number[][]; targets: number[] } {
  if (typeof examples !== 'object' || examples === null) {
    throw new TypeError(`${where}: the data are ${show(examples)}. Pass an object with inputs and targets.`)
  }
  const { inputs, targets } = examples as Examples
  if (!Array.isArray(inputs)) throw new TypeError(`${where}: the inputs are ${show(inputs)}. Pass an array of rows.`)
  const plain = targetsOf(where, targets)
  checkSameLength(where, 'inputs', inputs.length, 'targets', plain.length)
  const columns = width ?? inputs[0]?.length ?? 1
  inputs.forEach((row: ArrayLike<number>, i) => {
    checkNumbers(where, `input ${i}`, row)
    if (row.length !== columns) {
      throw new RangeError(`${where}: input ${i} has ${row.length} numbers. Pass rows of ${columns}.`)
    }
  })
  return {
    columns: Array.from({ length: columns }, (_, k) => inputs.map((row: ArrayLike<number>) => row[k]!)),
    targets: plain,
  }
}

function targetsOf(where: string, targets: unknown): number[] {
  if (Array.isArray(targets) && targets.some((target) => typeof target === 'object')) {
    return targets.map((target: ArrayLike<number>, i) => {
      checkNumbers(where, `target ${i}`, target)
      if (target.length !== 1)
        throw new RangeError(`${where}: target ${i} has ${target.length} numbers. Pass one number per example.`)
      return target[0]!
    })
  }
  checkNumbers(where, 'the list of targets', targets)
  return Array.from(targets as ArrayLike<number>)
}

/** What the model predicts for a row. */
export function outputsOf(where: string, model: Predicts, x: number[]): ArrayLike<number> {
  const outputs = model.predict(x)
  checkNumbers(where, "the model's prediction", outputs)
  return outputs
}

/** The only output of a model for a row. */
export function outputOf(where: string, model: Predicts, x: number[]): number {
  const outputs = outputsOf(where, model, x)
  if (outputs.length !== 1) {
    throw new RangeError(`${where}: the model predicts ${outputs.length} numbers. Pass a model with one output.`)
  }
  return outputs[0]!
}
