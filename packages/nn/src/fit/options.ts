/** What `fit` can be told, and the checks that it fits together. */
import { checkOptions, checkRange, checkSize } from '@gradus/engine/errors'
import { Adam } from '../optim/adam.js'
import type { Checkpoint } from './checkpoint.js'
import type { EpochRecord } from './history.js'
import type { Loss, LossName } from '../losses.js'
import { lossFunction } from '../losses.js'
import type { Metric, MetricName } from '../metrics.js'
import {
  checkFixed,
  checkKinds,
  checkSingle,
  checkParts,
  checkShared,
  plateauRule,
  positive,
  stoppingRule,
} from './checks.js'
import { checkMetrics } from './metric-checks.js'
import { metricFunctions } from '../metrics.js'
import type { DataLike, Model } from '../model/model.js'
import { checkData, divide } from '../model/model.js'
import type { Optimizer } from '../optim/optimizer.js'
import { Random } from '../random.js'
import type { Schedule } from '../optim/schedules.js'

export interface FitOptions {
  /**
   * What to make small; a name or a function of your own. That is recorded once; if a number that it takes from a variable is
   * another one in a later epoch, the engine goes on, with a notice.
   */
  loss: LossName | Loss
  /** Made for the model's parameters; default Adam with its learning rate of 0.001. */
  optimizer?: Optimizer
  /** Passes over the training data; default 100. */
  epochs?: number
  /** Examples per step; default 32, or all of them for an optimizer that searches (LBFGS). A last, smaller batch is used too. */
  batchSize?: number
  /** Whether each epoch takes the examples in a new order; default true. */
  shuffle?: boolean
  /** Of the shuffles, the split and the dropout masks; default 1. */
  seed?: number
  /** The share of the data, in [0, 1), that is kept from training to measure on; default 0. */
  validationSplit?: number
  /** Or data to measure on. */
  validationData?: DataLike
  /**
   * What to measure besides the loss: 'accuracy', 'top3', 'top5', 'r2', 'mae', or functions of your own by name. A named one has
   * to fit the loss: classes or numbers.
   */
  metrics?: readonly MetricName[] | Readonly<Record<string, Metric>>
  /** λ of L2: adds λ/n · w to the gradient of each weight, n being the number of training examples; default 0. */
  l2?: number
  /** λ of L1: adds λ/n · sign(w). Default 0. */
  l1?: number
  /** Whether L1 and L2 pull on the biases too; default false. */
  regularizeBiases?: boolean
  /** The most that the norm of the gradient of a batch may have. */
  clipNorm?: number
  /** The most that each component of the gradient may have. */
  clipValue?: number
  /** The factor on the learning rate for each epoch. */
  schedule?: Schedule
  /** Multiplies the rate by `factor` (½) when the validation loss has not fallen for `patience` epochs, down to a rate of `minLr`. */
  reduceOnPlateau?: { patience: number; factor?: number; minLr?: number }
  /** Stops when the validation loss has not fallen by `minDelta` (0) for `patience` epochs, and restores the best weights. */
  earlyStopping?: { patience: number; minDelta?: number }
  /**
   * Called after each epoch; return false to stop. A callback may set `optimizer.lr`: the rate holds at once, and from then on
   * it changes as the schedule and the plateau rule change. After the run the optimizer has the rate it came with, or the
   * last that was set.
   */
  onEpoch?: (record: EpochRecord) => unknown
  /** Called after each step, for a progress bar; it must leave the model alone, whose weights are only up to date after an epoch. Return false to stop. */
  onProgress?: (done: { epoch: number; batch: number }) => unknown
  /** Called after each step with the loss of the batch, weights and `grad` up to date, which takes a while for a large one; return false to stop. */
  onBatch?: (batch: { epoch: number; batch: number; loss: number }) => unknown
  /** Stops at the next batch; what has been learned stays. */
  signal?: { readonly aborted: boolean }
  /** Receives a checkpoint every `every` batches (default: once per epoch), and where a callback or the signal stops the run. */
  checkpoint?: { save: (checkpoint: Checkpoint) => unknown; every?: number }
  /**
   * 'compiled' replays the model as fast code, 'eager' runs it node by node, to be read along. By default compiled, or eager
   * with a notice where that cannot be.
   */
  engine?: 'compiled' | 'eager'
  /** Of compiled code: 'f64' by default; 'f32' is faster and keeps about 7 digits. */
  precision?: 'f64' | 'f32'
  /** Threads that share a batch of compiled code; batches need 64 examples or more. Default 1. */
  threads?: number
  /** Receives the notice; by default it is printed as a warning. */
  onNotice?: (notice: string) => void
  /**
   * Continues from a checkpoint. Model, data and the other options have to be those of the run that left it, or it is refused;
   * only `epochs` may be more.
   */
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
  'regularizeBiases',
  'clipNorm',
  'clipValue',
  'schedule',
  'reduceOnPlateau',
  'earlyStopping',
  'onEpoch',
  'onProgress',
  'onBatch',
  'signal',
  'checkpoint',
  'resume',
  'engine',
  'precision',
  'threads',
  'onNotice',
]

/** The options of a run, checked and complete. */
export function plan(model: Model, data: DataLike, options: FitOptions) {
  checkOptions('fit', options, OPTIONS)
  const { epochs = 100, shuffle = true, seed = 1, l1 = 0, l2 = 0, regularizeBiases = false } = options
  const loss = lossFunction('fit', options.loss)
  checkSize('fit', 'epochs', epochs)
  checkKinds(options)
  checkRange('fit', 'l1', l1, 0)
  checkRange('fit', 'l2', l2, 0)
  checkData('fit', 'data', data)
  const random = new Random(seed)
  const { training, validation } = divide(data, options, random)
  if (options.precision === 'f32')
    checkSingle(options.validationData === undefined ? [data] : [data, options.validationData])
  checkParts(model, options.optimizer)
  const parameters = model.parameters()
  const optimizer = options.optimizer ?? new Adam(parameters)
  const { batchSize = optimizer.searches ? training.inputs.length : 32 } = options
  checkSize('fit', 'examples per batch', batchSize)
  checkShared(options.threads ?? 1, batchSize, training.inputs.length)
  if (optimizer.parameters.length !== parameters.length || optimizer.parameters.some((p, i) => p !== parameters[i])) {
    throw new RangeError("fit: the optimizer holds other parameters. Make it with this model's parameters().")
  }
  if (regularizeBiases && l1 === 0 && l2 === 0) {
    throw new RangeError('fit: regularizeBiases is on, and l1 and l2 are 0. Pass one of them.')
  }
  const needsWeights = (l1 > 0 || l2 > 0) && !regularizeBiases
  if (needsWeights && model.weights === undefined) {
    throw new TypeError(
      'fit: l1 and l2 need to know the weights. Give the model weights(), or pass regularizeBiases: true.',
    )
  }
  const { clipNorm, clipValue, schedule, onEpoch, onProgress, onBatch, signal, checkpoint, resume } = options
  if (optimizer.searches) checkFixed(model, training, optimizer, options)
  const metrics = metricFunctions('fit', options.metrics ?? [])
  checkMetrics({ model, loss, training, validation, metrics })
  return {
    model,
    loss,
    lossName: typeof options.loss === 'string' ? options.loss : 'a function',
    parameters,
    optimizer,
    epochs,
    batchSize,
    shuffle,
    random,
    training,
    validation,
    metrics,
    seed,
    penalty: {
      l1,
      l2,
      biases: regularizeBiases,
      weights: regularizeBiases ? parameters : needsWeights ? model.weights!() : [],
    },
    clip: { norm: positive('clipNorm', clipNorm), value: positive('clipValue', clipValue) },
    schedule,
    plateau: plateauRule(options.reduceOnPlateau, validation),
    stopping: stoppingRule(options.earlyStopping, validation),
    onEpoch,
    onProgress,
    onBatch,
    signal,
    checkpoint,
    resume,
    engine: options.engine,
    precision: options.precision ?? 'f64',
    threads: options.threads ?? 1,
    onNotice: options.onNotice ?? warn,
  }
}

declare const console: { warn(text: string): void }
const warn = (notice: string): void => console.warn(notice)

export type Plan = ReturnType<typeof plan>
