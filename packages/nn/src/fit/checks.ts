/** Checks the options of `fit`, one by one and together. */
import { withoutGraph } from '@gradus/engine'
import { fewestFor } from '@gradus/compile'
import { checkBoolean, checkCallback, checkOptions, checkRange, checkSize, show } from '@gradus/engine/errors'
import type { FitOptions } from './options.js'
import { checkModel, notFinite } from '../check-data.js'
import type { DataLike, Model } from '../model/model.js'
import { drawnMasks } from '../model/dropout.js'
import { nameHere } from '../name-here.js'
import { Optimizer } from '../optim/optimizer.js'
import { Random } from '../random.js'
import { plainRow } from '../rows.js'

/** Refuses options that `fit` would ignore, or that would fail only after an epoch. */
export function checkKinds(options: FitOptions): void {
  const { signal, checkpoint, resume } = options
  for (const name of ['shuffle', 'regularizeBiases'] as const) {
    if (options[name] !== undefined) checkBoolean('fit', name, options[name])
  }
  for (const name of ['onEpoch', 'onProgress', 'onBatch', 'schedule', 'onNotice'] as const) {
    checkCallback('fit', name, options[name])
  }
  if (signal !== undefined && typeof signal?.aborted !== 'boolean') {
    throw new TypeError(`fit: signal is ${show(signal)}. Pass the signal of an AbortController.`)
  }
  if (checkpoint !== undefined) {
    if (typeof checkpoint?.save !== 'function') {
      throw new TypeError(
        `fit: checkpoint.save is ${show(checkpoint?.save)}. Pass a function that saves the checkpoint.`,
      )
    }
    checkOptions('fit', checkpoint, ['save', 'every', 'due'], 'checkpoint')
    checkCallback('fit', 'checkpoint.due', checkpoint.due)
    if (checkpoint.every !== undefined) checkSize('fit', 'batches per checkpoint', checkpoint.every)
  }
  const { mode, precision, threads = 1 } = options
  if (mode !== undefined && mode !== 'compiled' && mode !== 'eager') {
    throw new RangeError(`fit: mode is ${show(mode)}. Pass 'compiled' or 'eager'.`)
  }
  if (precision !== undefined && precision !== 'f64' && precision !== 'f32') {
    throw new RangeError(`fit: precision is ${show(precision)}. Pass 'f64' or 'f32'.`)
  }
  checkSize('fit', 'threads', threads)
  if (threads > 1 && mode === 'eager') {
    throw new RangeError(`fit: threads is ${threads}, and mode 'eager' has one. Leave out one of them.`)
  }
  if (mode === 'eager' && precision === 'f32') {
    throw new RangeError("fit: precision is 'f32', and mode 'eager' computes in 64 bits. Leave out one of them.")
  }
  if (resume === null) throw new TypeError('fit: resume is null. Pass a checkpoint, or leave it out.')
}

/** Refuses numbers that overflow in 32 bits. */
export function checkSingle(data: readonly DataLike[]): void {
  for (const [k, one] of data.entries()) {
    const found = notFinite(one, Math.fround)
    if (found === undefined) continue
    throw new RangeError(
      `fit: precision is 'f32', and ${found.path} of the ${k === 0 ? 'data' : 'validation data'} is ${found.value}, which 32 bits cannot hold. Scale the data, or leave precision out.`,
    )
  }
}

/** Refuses threads that would have no work. */
export function checkShared(threads: number, batchSize: number, examples: number): void {
  if (threads > 1 && batchSize < fewestFor(threads)) {
    throw new RangeError(
      `fit: threads is ${threads}, and a batch of ${batchSize} is too small to share. Pass a batchSize of ${fewestFor(threads)} or more.`,
    )
  }
  if (threads === 1 || examples >= fewestFor(threads)) return
  throw new RangeError(
    `fit: threads is ${threads}, and the ${examples} examples are too few to share. Pass ${fewestFor(threads)} or more, or leave threads out.`,
  )
}

export function positive(name: string, value: number | undefined): number | undefined {
  if (value !== undefined && !(typeof value === 'number' && value > 0)) {
    throw new RangeError(`fit: ${name} is ${show(value)}. Pass a positive number.`)
  }
  return value
}

/** Refuses anything but a model and an optimizer. */
export function checkParts(model: Model, optimizer: Optimizer | undefined): void {
  checkModel('fit', model)
  if (optimizer === undefined || (Array.isArray(optimizer?.parameters) && typeof optimizer.step === 'function')) return
  const className = classNameOf(optimizer)
  const name = className ?? nameHere(optimizer, ['SGD', 'Adagrad', 'RMSProp', 'Adam', 'AdamW', 'LBFGS'], {}) ?? 'Adam'
  const found = className === undefined ? show(optimizer) : `the class ${className}`
  throw new TypeError(`fit: optimizer is ${found}. Pass one, such as new ${name}(model.parameters()).`)
}

/** The name of a class of optimizers that was passed instead of an optimizer. */
export const classNameOf = (x: unknown): string | undefined =>
  typeof x === 'function' && x.prototype instanceof Optimizer ? x.name : undefined

/**
 * A line search compares values of one function. So the examples and the dropout masks must stay the same, and the
 * gradient must not be clipped.
 */
export function checkFixed(model: Model, { inputs }: DataLike, optimizer: Optimizer, options: FitOptions): void {
  const { name } = optimizer.constructor
  const { batchSize } = options
  if (batchSize !== undefined && batchSize < inputs.length) {
    throw new RangeError(
      `fit: batchSize is ${batchSize} of ${inputs.length} examples, and ${name} needs all examples at each step. Leave batchSize out, or pass another optimizer.`,
    )
  }
  for (const option of ['clipNorm', 'clipValue'] as const) {
    if (options[option] === undefined) continue
    throw new RangeError(
      `fit: ${option} is ${show(options[option])}, and ${name} needs the whole gradient. Leave ${option} out, or pass another optimizer.`,
    )
  }
  const random = new Random(1)
  const before = String(random.state)
  withoutGraph(() => model.forward(plainRow(inputs[0]!), drawnMasks(random)))
  if (String(random.state) === before) return
  throw new RangeError(
    `fit: the model has dropout, and ${name} needs the same function at each step. Train without dropout, or pass another optimizer.`,
  )
}

function needsValidation(name: string, validation: DataLike | undefined): void {
  if (validation !== undefined) return
  throw new RangeError(`fit: ${name} needs a validation loss. Pass validationSplit or validationData.`)
}

export function checkedPlateau(rule: FitOptions['reduceOnPlateau'], validation: DataLike | undefined) {
  if (rule === undefined) return undefined
  checkOptions('fit', rule, ['patience', 'factor', 'minLr'], 'reduceOnPlateau')
  needsValidation('reduceOnPlateau', validation)
  const { patience, factor = 0.5, minLr = 0 } = rule
  checkSize('fit', 'epochs of patience', patience)
  checkRange('fit', 'factor', factor, 0, 1)
  checkRange('fit', 'minLr', minLr, 0)
  return { patience, factor, minLr }
}

export function checkedStopping(rule: FitOptions['earlyStopping'], validation: DataLike | undefined) {
  if (rule === undefined) return undefined
  checkOptions('fit', rule, ['patience', 'minDelta'], 'earlyStopping')
  needsValidation('earlyStopping', validation)
  const { patience, minDelta = 0 } = rule
  checkSize('fit', 'epochs of patience', patience)
  checkRange('fit', 'minDelta', minDelta, 0)
  return { patience, minDelta }
}
