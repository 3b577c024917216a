/** Training: mini-batches of seeded shuffles, one optimizer step each, validation and a history. */
import { withoutGraph } from '@gradus/engine'
import { checkOptions, show } from '@gradus/engine/errors'
import { accumulate } from './accumulate.js'
import { Adam } from './adam.js'
import type { Loss, LossName } from './losses.js'
import { lossFunction } from './losses.js'
import type { Data, Model } from './model.js'
import { checkSize } from './neuron.js'
import type { Optimizer } from './optimizer.js'
import { Random } from './random.js'

export interface FitOptions {
  /** What to make small; a name or a function of your own. */
  loss: LossName | Loss
  /** Made for the model's parameters; default Adam with its learning rate of 0.001. */
  optimizer?: Optimizer
  /** Passes over the training data; default 100. */
  epochs?: number
  /** Examples per step; default 32. A last, smaller batch is used too. */
  batchSize?: number
  /** Whether each epoch takes the examples in a new order; default true. */
  shuffle?: boolean
  /** Of the shuffles and the split; default 1. */
  seed?: number
  /** The share of the data, in [0, 1), that is kept from training to measure on; default 0. */
  validationSplit?: number
  /** Or data to measure on. */
  validationData?: Data
  /** Called after each epoch; return false to stop. */
  onEpoch?: (record: EpochRecord) => unknown
  /** Stops at the next batch; what has been learned stays. */
  signal?: { readonly aborted: boolean }
}

export interface EpochRecord {
  /** Counted from 1. */
  epoch: number
  /** Mean loss over the training data, measured after the epoch with its weights at rest. */
  loss: number
  /** The same over the validation data, if there is any. */
  validationLoss?: number
}

export interface History {
  epochs: EpochRecord[]
  /** Why training ended. */
  ended: 'epochs' | 'callback' | 'signal'
}

const OPTIONS = [
  'loss',
  'optimizer',
  'epochs',
  'batchSize',
  'shuffle',
  'seed',
  'validationSplit',
  'validationData',
  'onEpoch',
  'signal',
]

/** Thrown when the loss of a batch is NaN or infinite. The model keeps its weights from before that batch. */
export class DivergedError extends Error {
  override readonly name = 'DivergedError'
  constructor(
    readonly epoch: number,
    readonly batch: number,
    loss: number,
  ) {
    super(
      `fit: the loss became ${loss} in epoch ${epoch}, batch ${batch}. Lower the learning rate, or scale the inputs.`,
    )
  }
}

/**
 * Trains `model` in place and resolves to the history. The same seed and data give the same numbers, bit for bit.
 *
 * @throws RangeError for options and data that do not fit together, DivergedError when the loss is no longer finite.
 */
export async function fit(model: Model, data: Data, options: FitOptions): Promise<History> {
  checkOptions('fit', options, OPTIONS)
  const { epochs = 100, batchSize = 32, shuffle = true, seed = 1, validationSplit = 0, onEpoch, signal } = options
  const loss = lossFunction('fit', options.loss)
  checkSize('fit', 'epochs', epochs)
  checkSize('fit', 'examples per batch', batchSize)
  checkData('data', data)
  const random = new Random(seed)
  const { training, validation } = divide(data, options, validationSplit, random)
  const optimizer = options.optimizer ?? new Adam(model.parameters())
  const parameters = model.parameters()
  const pause = breather()

  const history: History = { epochs: [], ended: 'epochs' }
  let order = training.inputs.map((_, i) => i)
  for (let epoch = 1; epoch <= epochs; epoch++) {
    if (shuffle) order = random.shuffled(order)
    for (let start = 0; start < order.length; start += batchSize) {
      if (signal?.aborted === true) return { ...history, ended: 'signal' }
      const batch = order.slice(start, start + batchSize)
      const batchLoss = accumulate(model, parameters, pick(training, batch), loss)
      if (!Number.isFinite(batchLoss)) throw new DivergedError(epoch, start / batchSize + 1, batchLoss)
      optimizer.step()
      await pause()
    }
    const record: EpochRecord = { epoch, loss: evaluate(model, training, loss) }
    if (validation !== undefined) record.validationLoss = evaluate(model, validation, loss)
    history.epochs.push(record)
    if (onEpoch?.(record) === false) return { ...history, ended: 'callback' }
  }
  return history
}

/** The mean loss of a model over data, without a graph. */
export function evaluate(model: Model, data: Data, loss: LossName | Loss): number {
  checkData('data', data)
  const of = lossFunction('evaluate', loss)
  const total = withoutGraph(() =>
    data.inputs.reduce((sum, x, i) => sum + of(model.forward(x), data.targets[i]!).data, 0),
  )
  return total / data.inputs.length
}

const pick = ({ inputs, targets }: Data, rows: readonly number[]): Data => ({
  inputs: rows.map((i) => inputs[i]!),
  targets: rows.map((i) => targets[i]!),
})

function checkData(what: string, { inputs, targets }: Data): void {
  if (inputs.length !== targets.length || inputs.length === 0) {
    throw new RangeError(
      `fit: the ${what} has ${inputs.length} inputs and ${targets.length} targets. Pass one target per input, at least one.`,
    )
  }
}

function divide(
  data: Data,
  { validationData }: FitOptions,
  share: number,
  random: Random,
): { training: Data; validation: Data | undefined } {
  if (!(share >= 0 && share < 1)) {
    throw new RangeError(`fit: validationSplit is ${show(share)}. Pass a number in [0, 1).`)
  }
  if (validationData !== undefined) {
    if (share > 0) throw new RangeError('fit: both validationData and validationSplit are given. Pass one of them.')
    checkData('validation data', validationData)
    return { training: data, validation: validationData }
  }
  if (share === 0) return { training: data, validation: undefined }
  const count = data.inputs.length
  const kept = Math.round(count * share)
  if (kept === 0 || kept === count) {
    throw new RangeError(
      `fit: validationSplit ${share} of ${count} examples is ${kept}. Pass a share that leaves examples on both sides.`,
    )
  }
  const order = random.shuffled(data.inputs.map((_, i) => i))
  return { training: pick(data, order.slice(kept)), validation: pick(data, order.slice(0, kept)) }
}

declare const setTimeout: (callback: () => void) => unknown // of browsers and Node alike

/** Lets the page or server do other work once every 50 ms. */
function breather(): () => Promise<void> {
  let last = Date.now()
  return async () => {
    if (Date.now() - last < 50) return
    await new Promise<void>((resolve) => setTimeout(resolve))
    last = Date.now()
  }
}
