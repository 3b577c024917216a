/** Whether the options of `fit` are what they should be, one by one and together. */
import { withoutGraph } from '@gradus/engine'
import { fewestFor } from '@gradus/compile'
import { checkOptions, checkRange, checkSize, show } from '@gradus/engine/errors'
import type { FitOptions } from './options.js'
import { type DataLike, type Model, notFinite } from '../model/model.js'
import type { Optimizer } from '../optim/optimizer.js'
import { Random } from '../random.js'
import { plainRow } from '../rows.js'

/** Refuses at the start what would be ignored, or fail only after an epoch. */
export function checkKinds(options: FitOptions): void {
  const { signal, checkpoint, resume } = options
  for (const name of ['shuffle', 'regularizeBiases'] as const) {
    const on: unknown = options[name]
    if (on !== undefined && typeof on !== 'boolean')
      throw new TypeError(`fit: ${name} is ${show(on)}. Pass true or false.`)
  }
  for (const name of ['onEpoch', 'onProgress', 'onBatch', 'schedule', 'onNotice'] as const) {
    const f: unknown = options[name]
    if (f !== undefined && typeof f !== 'function') throw new TypeError(`fit: ${name} is ${show(f)}. Pass a function.`)
  }
  if (signal !== undefined && typeof signal?.aborted !== 'boolean') {
    throw new TypeError(`fit: signal is ${show(signal)}. Pass the signal of an AbortController.`)
  }
  if (checkpoint !== undefined) {
    if (typeof checkpoint?.save !== 'function') {
      throw new TypeError(
        `fit: checkpoint.save is ${show(checkpoint?.save)}. Pass a function that keeps the checkpoint.`,
      )
    }
    checkOptions('fit', checkpoint, ['save', 'every'], 'checkpoint')
    if (checkpoint.every !== undefined) checkSize('fit', 'batches per checkpoint', checkpoint.every)
  }
  const { engine, precision, threads = 1 } = options
  if (engine !== undefined && engine !== 'compiled' && engine !== 'eager') {
    throw new RangeError(`fit: engine is ${show(engine)}. Pass 'compiled' or 'eager'.`)
  }
  if (precision !== undefined && precision !== 'f64' && precision !== 'f32') {
    throw new RangeError(`fit: precision is ${show(precision)}. Pass 'f64' or 'f32'.`)
  }
  checkSize('fit', 'threads', threads)
  if (threads > 1 && engine === 'eager') {
    throw new RangeError(`fit: threads is ${threads}, and the eager engine has one. Leave out one of them.`)
  }
  if (engine === 'eager' && precision === 'f32') {
    throw new RangeError("fit: precision is 'f32', and the eager engine computes in 64 bits. Leave out one of them.")
  }
  if (resume === null) throw new TypeError('fit: resume is null. Pass a checkpoint, or leave it out.')
}

/** Refuses numbers that are infinite in 32 bits. */
export function checkSingle(data: readonly DataLike[]): void {
  for (const [k, one] of data.entries()) {
    const found = notFinite(one, Math.fround)
    if (found === undefined) continue
    throw new RangeError(
      `fit: precision is 'f32', and ${found.path} of the ${k === 0 ? 'data' : 'validation data'} is ${found.value}, beyond its range. Scale the data, or leave precision out.`,
    )
  }
}

/** Refuses threads that would have nothing to do. */
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

/** Refuses what is no model, or no optimizer. */
export function checkParts(model: Model, optimizer: Optimizer | undefined): void {
  if (typeof model?.parameters !== 'function' || typeof model.forward !== 'function') {
    throw new TypeError(`fit: the model is ${show(model)}. Pass an MLP, or an object with parameters() and forward().`)
  }
  if (optimizer === undefined || (Array.isArray(optimizer?.parameters) && typeof optimizer.step === 'function')) return
  throw new TypeError(`fit: optimizer is ${show(optimizer)}. Pass one, such as new Adam(model.parameters()).`)
}

/**
 * A line search compares values of one function: examples and masks may not change between them, nor gradients be others
 * than its own.
 */
export function checkFixed(model: Model, { inputs }: DataLike, optimizer: Optimizer, options: FitOptions): void {
  const { name } = optimizer.constructor
  const { batchSize } = options
  if (batchSize !== undefined && batchSize < inputs.length) {
    throw new RangeError(
      `fit: batchSize is ${batchSize} of ${inputs.length} examples, and ${name} searches on one fixed function. Leave it out, or pass another optimizer.`,
    )
  }
  for (const option of ['clipNorm', 'clipValue'] as const) {
    if (options[option] === undefined) continue
    throw new RangeError(
      `fit: ${option} is ${show(options[option])}, and ${name} searches with whole gradients. Leave it out, or pass another optimizer.`,
    )
  }
  const random = new Random(1)
  const before = String(random.state)
  withoutGraph(() => model.forward(plainRow(inputs[0]!), random))
  if (String(random.state) === before) return
  throw new RangeError(
    `fit: the model draws dropout masks, and ${name} searches on one fixed function. Train without dropout, or pass another optimizer.`,
  )
}

function needsValidation(name: string, validation: DataLike | undefined): void {
  if (validation !== undefined) return
  throw new RangeError(`fit: ${name} watches the validation loss. Pass validationSplit or validationData.`)
}

export function plateauRule(rule: FitOptions['reduceOnPlateau'], validation: DataLike | undefined) {
  if (rule === undefined) return undefined
  checkOptions('fit', rule, ['patience', 'factor', 'minLr'], 'reduceOnPlateau')
  needsValidation('reduceOnPlateau', validation)
  const { patience, factor = 0.5, minLr = 0 } = rule
  checkSize('fit', 'epochs of patience', patience)
  checkRange('fit', 'factor', factor, 0, 1)
  checkRange('fit', 'minLr', minLr, 0)
  return { patience, factor, minLr }
}

export function stoppingRule(rule: FitOptions['earlyStopping'], validation: DataLike | undefined) {
  if (rule === undefined) return undefined
  checkOptions('fit', rule, ['patience', 'minDelta'], 'earlyStopping')
  needsValidation('earlyStopping', validation)
  const { patience, minDelta = 0 } = rule
  checkSize('fit', 'epochs of patience', patience)
  checkRange('fit', 'minDelta', minDelta, 0)
  return { patience, minDelta }
}
