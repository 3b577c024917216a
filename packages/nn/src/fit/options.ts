/** The options of `fit`. */
import type { Checkpoint } from './checkpoint.js'
import type { EpochRecord } from './history.js'
import type { Loss, LossName } from '../losses.js'
import type { Metric, MetricName } from '../metrics.js'
import type { DataLike } from '../model/model.js'
import type { Optimizer } from '../optim/optimizer.js'
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
   * 'compiled' replays the model as fast code. 'eager' evaluates it node by node, so that you can read along or debug. By
   * default `fit` compiles; if that is impossible, it trains eagerly and says why in a notice.
   */
  mode?: 'compiled' | 'eager'
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

/** The names of all options. */
export const FIT_OPTIONS = [
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
  'mode',
  'precision',
  'threads',
  'onNotice',
]
