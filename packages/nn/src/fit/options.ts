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
   * The loss to minimize: a name, or your own function. `fit` records your function once. If it uses a number from outside
   * that changes in a later epoch, `fit` continues on the engine and says so in a notice.
   */
  loss: LossName | Loss
  /** An optimizer made with the model's parameters; default `new Adam(model.parameters())`, whose learning rate is 0.001. */
  optimizer?: Optimizer
  /** Number of passes over the training data; default 100. */
  epochs?: number
  /** Examples per step; default 32, or all examples for LBFGS. The last batch of an epoch may be smaller. */
  batchSize?: number
  /** Whether each epoch takes the examples in a new random order; default true. */
  shuffle?: boolean
  /** Seed of the orders, the validation split and the dropout masks; default 1. */
  seed?: number
  /** Share of the data, in [0, 1), that is not trained on but used for validation; default 0. */
  validationSplit?: number
  /** Data for validation, instead of `validationSplit`. */
  validationData?: DataLike
  /**
   * What to measure besides the loss: 'accuracy', 'top3', 'top5', 'r2', 'mae', or your own functions by name. A named metric
   * must fit the loss: some compare classes, others compare numbers.
   */
  metrics?: readonly MetricName[] | Readonly<Record<string, Metric>>
  /** λ of L2: adds λ/n · w to the gradient of each weight, where n is the number of training examples; default 0. */
  l2?: number
  /** λ of L1: adds λ/n · sign(w). Default 0. */
  l1?: number
  /** Whether L1 and L2 apply to the biases too; default false. */
  regularizeBiases?: boolean
  /** The largest norm of the gradient of a batch; a larger gradient is scaled down. */
  clipNorm?: number
  /** The largest size of each component of the gradient; larger ones are clipped. */
  clipValue?: number
  /** Returns the factor on the learning rate for each epoch, counted from 0. */
  schedule?: Schedule
  /**
   * Multiplies the learning rate by `factor` (default 0.5) when the validation loss has not fallen for `patience` epochs. The
   * rate does not fall below `minLr` (default 0).
   */
  reduceOnPlateau?: { patience: number; factor?: number; minLr?: number }
  /**
   * Stops when the validation loss has not fallen by more than `minDelta` (default 0) for `patience` epochs. Then it restores
   * the parameters of the best epoch.
   */
  earlyStopping?: { patience: number; minDelta?: number }
  /**
   * Called after each epoch; return false to stop. The callback may set `optimizer.lr`: the new rate applies at once, and
   * `schedule` and `reduceOnPlateau` multiply it from then on.
   */
  onEpoch?: (record: EpochRecord) => unknown
  /**
   * Called after each step, for a progress bar; return false to stop. The model's parameters are only up to date after an
   * epoch, so neither read nor change them here.
   */
  onProgress?: (done: { epoch: number; batch: number }) => unknown
  /**
   * Called after each step with the loss of the batch; return false to stop. Parameters and `grad` of the model are up to
   * date, which takes time for a large model.
   */
  onBatch?: (batch: { epoch: number; batch: number; loss: number }) => unknown
  /** Stops the run before its next batch; the model keeps what it has learned. */
  signal?: { readonly aborted: boolean }
  /**
   * `save` receives a checkpoint every `every` batches (default: once per epoch), and when a callback or the signal stops the run.
   * Taking one takes time. If `due` returns false, none is taken, except where the run is stopped or ends with an epoch.
   */
  checkpoint?: { save: (checkpoint: Checkpoint) => unknown; every?: number; due?: () => boolean }
  /**
   * 'compiled' replays the model as fast code. 'eager' evaluates it node by node, so that you can read along or debug. By
   * default `fit` compiles; if that is impossible, it trains eagerly and says why in a notice.
   */
  mode?: 'compiled' | 'eager'
  /** The arithmetic of compiled code: 'f64' by default; 'f32' is faster and keeps about 7 digits. */
  precision?: 'f64' | 'f32'
  /** Number of threads that share a batch of compiled code, which needs at least 64 examples; default 1. */
  threads?: number
  /** Receives notices; by default they are printed as warnings. */
  onNotice?: (notice: string) => void
  /**
   * Continues from a checkpoint. Model, data and options must be those of the run that saved it. Only `epochs` may be larger.
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
