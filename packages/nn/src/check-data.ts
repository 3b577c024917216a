/** Whether a model, data and a loss fit together. Refuses before training what would fail in the middle of it. */
import { Value, withoutGraph } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import { checkOutput } from './check-output.js'
import { type Loss, lossFunction, type LossName, nameOfLoss } from './losses.js'
import { MLP } from './model/mlp.js'
import type { DataLike, Model } from './model/model.js'
import { checkRow, isNumberArray, plainTarget, type Row } from './rows.js'

/** Checks all three, alone and together, and returns the loss as a function. */
export function mustFitTogether(where: string, model: Model, data: DataLike, loss: LossName | Loss): Loss {
  checkModel(where, model)
  const lossOf = lossFunction(where, loss)
  checkOutput(where, model, lossOf)
  checkData(where, 'data', data, model, lossOf)
  return lossOf
}

export function checkModel(where: string, model: Model): void {
  if (typeof model?.parameters === 'function' && typeof model.forward === 'function') return
  throw new TypeError(
    `${where}: the model is ${show(model)}. Pass an MLP, or an object with parameters() and forward().`,
  )
}

/**
 * Refuses data that are not rows of finite numbers with a target each, and data that the model or the loss cannot take.
 *
 * @param what the name of the data in messages, such as "validation data"
 */
export function checkData(where: string, what: string, data: DataLike, model: Model, loss: Loss): void {
  if (!Array.isArray(data?.inputs) || !(Array.isArray(data.targets) || isNumberArray(data.targets))) {
    throw new TypeError(`${where}: the ${what} is ${show(data)}. Pass { inputs, targets }, two arrays.`)
  }
  const { inputs, targets } = data
  if (typeof inputs[0] === 'number') {
    throw new TypeError(
      `${where}: inputs[0] of the ${what} is ${show(inputs[0])}. Pass an array of numbers for each example, such as [${show(inputs[0])}].`,
    )
  }
  if (inputs.length !== targets.length || inputs.length === 0) {
    throw new RangeError(
      `${where}: the ${what} has ${inputs.length} inputs and ${targets.length} targets. Pass one target per input, at least one.`,
    )
  }
  const width = model instanceof MLP ? model.sizes[0] : undefined
  for (let i = 0; i < inputs.length; i++) {
    const row: Row = inputs[i]!
    checkRow(where, (rest) => `inputs[${i}]${rest} of the ${what}`, row)
    if (width !== undefined && row.length !== width) {
      throw new RangeError(
        `${where}: inputs[${i}] of the ${what} has ${row.length} numbers, but the model takes ${width}. Pass rows of that length, or make the model with new MLP([${row.length}, …]).`,
      )
    }
    checkTarget(where, i, what, targets[i])
  }
  const found = notFinite(data)
  if (found !== undefined) {
    throw new RangeError(
      `${where}: ${found.path} of the ${what} is ${found.value}. Leave out example ${found.example}, or put a finite number there.`,
    )
  }
  checkWithLoss(where, what, data, model, loss)
}

function checkTarget(where: string, i: number, what: string, target: unknown): void {
  if (typeof target === 'number') return
  if (Array.isArray(target) || isNumberArray(target)) {
    checkRow(where, (rest) => `targets[${i}]${rest} of the ${what}`, target)
    return
  }
  throw new TypeError(
    `${where}: targets[${i}] of the ${what} is ${show(target)}. Pass a number (the index of a class, counted from 0), or an array with one number per output.`,
  )
}

/** Shows each distinct target to the loss, with outputs of 0. A model or a loss of the user may count its calls: we make none. */
function checkWithLoss(where: string, what: string, { targets }: DataLike, model: Model, loss: Loss): void {
  if (!(model instanceof MLP) || nameOfLoss(loss) === undefined) return
  const seen = new Set<number | string>()
  withoutGraph(() => {
    const zeros = Array.from({ length: model.sizes.at(-1)! }, () => new Value(0))
    for (let i = 0; i < targets.length; i++) {
      const target = plainTarget(targets[i]!)
      const key = typeof target === 'number' ? target : target.join()
      if (seen.has(key)) continue
      seen.add(key)
      try {
        loss(zeros, target)
      } catch (error) {
        const { message } = error as Error
        throw new RangeError(`${where}: the loss refuses targets[${i}] of the ${what}. ${message}`, { cause: error })
      }
    }
  })
}

/** The first number that is not finite, or would not be as a 32-bit number. */
export function notFinite(
  { inputs, targets }: DataLike,
  rounded = (x: number) => x,
): { example: number; path: string; value: number } | undefined {
  const isWrong = (x: number) => !Number.isFinite(rounded(x))
  for (let example = 0; example < inputs.length; example++) {
    const target = targets[example]!
    if (typeof target === 'number' && isWrong(target)) return { example, path: `targets[${example}]`, value: target }
    for (const [name, row] of [
      ['inputs', inputs[example]!],
      ['targets', typeof target === 'number' ? [] : target],
    ] as const) {
      for (let j = 0; j < row.length; j++) {
        if (isWrong(row[j]!)) return { example, path: `${name}[${example}][${j}]`, value: row[j]! }
      }
    }
  }
  return undefined
}
