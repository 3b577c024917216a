/** What `fit` can be told, and the checks that it fits together. */
import { withoutGraph } from '@gradus/engine'
import { checkOptions, show } from '@gradus/engine/errors'
import { Adam } from './adam.js'
import type { Checkpoint } from './checkpoint.js'
import type { EpochRecord } from './history.js'
import type { Loss, LossName } from './losses.js'
import { lossFunction } from './losses.js'
import type { Metric, MetricName } from './metrics.js'
import { metricFunctions } from './metrics.js'
import type { Data, Model } from './model.js'
import { checkData, divide } from './model.js'
import { checkSize } from './neuron.js'
import type { Optimizer } from './optimizer.js'
import { checkRange } from './optimizer.js'
import { Random } from './random.js'
import type { Schedule } from './schedules.js'

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
  /** Of the shuffles, the split and the dropout masks; default 1. */
  seed?: number
  /** The share of the data, in [0, 1), that is kept from training to measure on; default 0. */
  validationSplit?: number
  /** Or data to measure on. */
  validationData?: Data
  /** What to measure besides the loss: 'accuracy', 'top3', 'r2', 'mae', or functions of your own by name. */
  metrics?: readonly MetricName[] | Readonly<Record<string, Metric>>
  /** λ of L2: adds λ/n · w to the gradient of each weight, n being the number of training examples; default 0. */
  l2?: number
  /** λ of L1: adds λ/n · sign(w). Default 0. */
  l1?: number
  /** Whether L1 and L2 pull on the biases too; default false. */
  regulariseBiases?: boolean
  /** The most that the norm of the gradient of a batch may have. */
  clipNorm?: number
  /** The most that each component of the gradient may have. */
  clipValue?: number
  /** The factor on the learning rate for each epoch. */
  schedule?: Schedule
  /** Multiplies the rate by `factor` (½) when the validation loss has not fallen for `patience` epochs, down to `floor`. */
  halveOnPlateau?: { patience: number; factor?: number; floor?: number }
  /** Stops when the validation loss has not fallen by `minDelta` (0) for `patience` epochs, and restores the best weights. */
  earlyStopping?: { patience: number; minDelta?: number }
  /** Called after each epoch; return false to stop. */
  onEpoch?: (record: EpochRecord) => unknown
  /** Called after each step with the loss of the batch; return false to stop. */
  onBatch?: (batch: { epoch: number; batch: number; loss: number }) => unknown
  /** Stops at the next batch; what has been learned stays. */
  signal?: { readonly aborted: boolean }
  /** Receives a checkpoint every `every` batches (default: once per epoch). */
  checkpoint?: { save: (checkpoint: Checkpoint) => unknown; every?: number }
  /** Goes on from a checkpoint; model, data and the other options have to be those of the run that left it. */
  resume?: Checkpoint
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
  'metrics',
  'l2',
  'l1',
  'regulariseBiases',
  'clipNorm',
  'clipValue',
  'schedule',
  'halveOnPlateau',
  'earlyStopping',
  'onEpoch',
  'onBatch',
  'signal',
  'checkpoint',
  'resume',
]

/** The options of a run, checked and complete. */
export function plan(model: Model, data: Data, options: FitOptions) {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`fit: the options are ${show(options)}. Pass an object with a loss.`)
  }
  checkOptions('fit', options, OPTIONS)
  const { epochs = 100, batchSize = 32, shuffle = true, seed = 1, l1 = 0, l2 = 0, regulariseBiases = false } = options
  const loss = lossFunction('fit', options.loss)
  checkSize('fit', 'epochs', epochs)
  checkSize('fit', 'examples per batch', batchSize)
  if (typeof shuffle !== 'boolean') throw new TypeError(`fit: shuffle is ${show(shuffle)}. Pass true or false.`)
  for (const name of ['onEpoch', 'onBatch', 'schedule'] as const) {
    const f: unknown = options[name]
    if (f !== undefined && typeof f !== 'function') throw new TypeError(`fit: ${name} is ${show(f)}. Pass a function.`)
  }
  checkRange('fit', 'l1', l1, 0)
  checkRange('fit', 'l2', l2, 0)
  checkData('fit', 'data', data)
  const random = new Random(seed)
  const { training, validation } = divide(data, options, random)
  const parameters = model.parameters()
  const optimizer = options.optimizer ?? new Adam(parameters)
  if (optimizer.parameters.length !== parameters.length || optimizer.parameters.some((p, i) => p !== parameters[i])) {
    throw new RangeError("fit: the optimizer holds other parameters. Make it with this model's parameters().")
  }
  if (regulariseBiases && l1 === 0 && l2 === 0) {
    throw new RangeError('fit: regulariseBiases is on, and l1 and l2 are 0. Pass one of them.')
  }
  const needsWeights = (l1 > 0 || l2 > 0) && !regulariseBiases
  if (needsWeights && model.weights === undefined) {
    throw new TypeError(
      'fit: l1 and l2 need to know the weights. Give the model weights(), or pass regulariseBiases: true.',
    )
  }
  const { clipNorm, clipValue, schedule, onEpoch, onBatch, signal, checkpoint, resume } = options
  if (checkpoint?.every !== undefined) checkSize('fit', 'batches per checkpoint', checkpoint.every)
  if (optimizer.searches) checkFixed(model, training, optimizer, options)
  return {
    model,
    loss,
    parameters,
    optimizer,
    baseRate: optimizer.lr,
    epochs,
    batchSize,
    shuffle,
    random,
    training,
    validation,
    metrics: metricFunctions('fit', options.metrics ?? []),
    penalty: { l1, l2, weights: regulariseBiases ? parameters : needsWeights ? model.weights!() : [] },
    clip: { norm: positive('clipNorm', clipNorm), value: positive('clipValue', clipValue) },
    schedule,
    plateau: plateauRule(options.halveOnPlateau, validation),
    stopping: stoppingRule(options.earlyStopping, validation),
    onEpoch,
    onBatch,
    signal,
    checkpoint,
    resume,
  }
}

export type Plan = ReturnType<typeof plan>

function positive(name: string, value: number | undefined): number | undefined {
  if (value !== undefined && !(value > 0)) {
    throw new RangeError(`fit: ${name} is ${show(value)}. Pass a positive number.`)
  }
  return value
}

/** A line search compares values of one function: masks may not change between them, nor gradients be others than its own. */
function checkFixed(model: Model, { inputs }: Data, optimizer: Optimizer, options: FitOptions): void {
  const { name } = optimizer.constructor
  for (const option of ['clipNorm', 'clipValue'] as const) {
    if (options[option] === undefined) continue
    throw new RangeError(
      `fit: ${option} is ${show(options[option])}, and ${name} searches with whole gradients. Leave it out, or pass another optimizer.`,
    )
  }
  const random = new Random(1)
  const before = String(random.state)
  withoutGraph(() => model.forward(inputs[0]!, random))
  if (String(random.state) === before) return
  throw new RangeError(
    `fit: the model draws dropout masks, and ${name} searches on one fixed function. Train without dropout, or pass another optimizer.`,
  )
}

function needsValidation(name: string, validation: Data | undefined): void {
  if (validation !== undefined) return
  throw new RangeError(`fit: ${name} watches the validation loss. Pass validationSplit or validationData.`)
}

function plateauRule(rule: FitOptions['halveOnPlateau'], validation: Data | undefined) {
  if (rule === undefined) return undefined
  checkOptions('fit', rule, ['patience', 'factor', 'floor'])
  needsValidation('halveOnPlateau', validation)
  const { patience, factor = 0.5, floor = 0 } = rule
  checkSize('fit', 'epochs of patience', patience)
  checkRange('fit', 'factor', factor, 0, 1)
  checkRange('fit', 'floor', floor, 0)
  return { patience, factor, floor }
}

function stoppingRule(rule: FitOptions['earlyStopping'], validation: Data | undefined) {
  if (rule === undefined) return undefined
  checkOptions('fit', rule, ['patience', 'minDelta'])
  needsValidation('earlyStopping', validation)
  const { patience, minDelta = 0 } = rule
  checkSize('fit', 'epochs of patience', patience)
  checkRange('fit', 'minDelta', minDelta, 0)
  return { patience, minDelta }
}
