/** The options of the recipe: their defaults and their checks. */
import type { Task } from '@gradus/data'
import { checkOptions, oneOf, show } from '@gradus/engine/errors'
import type { TrainingCheckpoint } from './checkpoint.js'
import { checkOptimizer, type ScheduleOption } from './schedules.js'
import type { Activation, FitOptions, InitializerName, LossName } from '@gradus/nn'

/** The default learning rate of each optimizer. */
export const RATES = { adam: 0.003, adamw: 0.003, sgd: 0.03, adagrad: 0.03, rmsprop: 0.001, lbfgs: 1 } as const
export type OptimizerName = keyof typeof RATES

/** The losses for each task. The first one is the default. */
export const LOSSES = {
  classification: ['crossEntropy', 'sigmoidCrossEntropy'],
  regression: ['mse', 'mae', 'huber'],
} as const satisfies Record<Task, readonly LossName[]>

/**
 * The default λ of L2. On a small table the mean squared error of a standardized target is mostly noise, and it has no factor
 * ½, so a regression needs a larger λ.
 */
export const L2: Record<Task, number> = { classification: 1, regression: 10 }

/** With fewer examples than this we cross-validate in folds. With more, one validation part is accurate enough. */
export const FEW = 5000
const FOLDS = 5
const SHARE = 0.2

export interface LearnOptions {
  /**
   * The kind of model to return. 'network' has hidden units, 'linear' has none. 'best' (default) returns the network if its
   * validation loss is lower by more than two standard errors of the difference, and the linear model otherwise.
   */
  model?: 'best' | 'network' | 'linear'
  /** Units of each hidden layer of the network; default [16]. */
  hidden?: readonly number[]
  /** Activation of the hidden layers: a name, an op, or a function; a function cannot be saved. Default 'tanh'. */
  activation?: Activation
  /** Initializer of the weights; default 'glorot'. */
  init?: InitializerName
  /** Dropout: the share of the hidden units that each training step leaves out, in [0, 1); default 0. */
  dropout?: number
  /** Classification: 'crossEntropy' (default) or 'sigmoidCrossEntropy'. Regression: 'mse' (default), 'mae' or 'huber'. */
  loss?: LossName
  /** Classification only: 'balanced' gives each class the same weight in total; or a weight for each class by name. */
  classWeights?: 'balanced' | Readonly<Record<string, number>>
  /** Default 'adam'. */
  optimizer?: OptimizerName
  /** Learning rate; the default is that of RATES. */
  lr?: number
  /** For 'sgd': momentum μ in [0, 1), as `SGD` takes it; default 0. */
  momentum?: number
  /** For 'sgd': whether to use Nesterov's momentum; default false. */
  nesterov?: boolean
  /** For 'sgd' (default 0) and 'adamw' (default 0.01): λ of the decay, which biases have too. */
  weightDecay?: number
  /** The learning rate over the epochs; default constant. 'plateau' needs one validation part, so it excludes folds. */
  schedule?: ScheduleOption
  /** Number of first epochs in which the learning rate rises in equal steps; default 0. */
  warmUp?: number
  /** The largest norm of the gradient of a batch, and the largest size of each component, as `fit` takes them. */
  clipNorm?: number
  clipValue?: number
  /** λ of L1, as `fit` takes it; default 0. */
  l1?: number
  /** λ of L2, as `fit` takes it; default 1 for classification, 10 for regression. */
  l2?: number
  /** Examples per step; default 32, and all examples for 'lbfgs'. */
  batchSize?: number
  /** Largest number of passes over the training examples; default 500. */
  epochs?: number
  /** Training stops after this many epochs without a lower validation loss; default 30. */
  patience?: number
  /**
   * Number of folds for cross-validation: each fold is kept from training once. The returned model is trained on all examples,
   * for the number of epochs that is best for the folds together. Default 5 if there are fewer than 5,000 examples.
   */
  folds?: number
  /** Trains on one fold only, counted from 1. This is for searches that train on each fold separately. */
  fold?: number
  /** Instead of folds: the share of the examples, in [0, 1), to validate with. Default 0.2 if there are 5,000 examples or more. */
  validation?: number
  /** Seed of the folds, the initial weights, the order of the examples and the dropout masks; default 1. */
  seed?: number
  /** `mode`, `precision` and `threads` are those of `fit`. */
  mode?: NonNullable<FitOptions['mode']>
  precision?: NonNullable<FitOptions['precision']>
  threads?: number
  /** Stops the training and discards its result. A checkpoint is saved first, if `checkpoint` is given. */
  signal?: AbortSignal
  /**
   * `save` receives a checkpoint of the whole training when a network is trained and when the signal stops the training; also
   * after each epoch, unless `due` returns false.
   */
  checkpoint?: { save: (checkpoint: TrainingCheckpoint) => unknown; due?: () => boolean }
  /** Continues from a checkpoint. Data and options must be those of the training that saved it. */
  resume?: TrainingCheckpoint
  /** Called after each epoch of each network. */
  onEpoch?: (news: EpochNews) => unknown
  /** Called after each step with the number of epochs done in this run, such as 1.25. */
  onStep?: (news: RunNews & { epochs: number }) => unknown
}

/** A run is the training of one network. */
export interface RunNews {
  /** Counted from 1. With folds there are two runs per fold, and a last one for the returned model. */
  run: number
  runs: number
  /** The purpose of the run, such as 'fold 2 of 5'. */
  label: string
  /** The largest number of epochs in this run. */
  most: number
  /** The number of training examples in this run. */
  examples: number
}

export interface EpochNews extends RunNews {
  /** Counted from 1. */
  epoch: number
  /** Mean loss over the training rows, and over the validation rows if there are any. */
  loss: number
  validationLoss?: number
  /** Of a classification: the share of these rows whose class is right. */
  accuracy?: number
  validationAccuracy?: number
}

/** How the examples are divided for validation. */
export type Division = { folds: number; fold?: number } | { validation: number }

/** The options with their defaults. */
export interface Learning
  extends Required<Omit<LearnOptions, 'validation' | 'folds' | 'fold' | Optional>>, Pick<LearnOptions, Optional> {
  division: Division
  loss: LossName
}
type Optional =
  | ('classWeights' | 'momentum' | 'nesterov' | 'weightDecay' | 'schedule' | 'warmUp' | 'clipNorm' | 'clipValue')
  | ('mode' | 'precision' | 'threads' | 'signal' | 'checkpoint' | 'resume' | 'onEpoch' | 'onStep')

const NAMES = [
  ...['model', 'hidden', 'activation', 'init', 'dropout', 'loss', 'classWeights', 'optimizer', 'lr', 'l1', 'l2'],
  ...[
    'batchSize',
    'epochs',
    'patience',
    'folds',
    'fold',
    'validation',
    'seed',
    'mode',
    'precision',
    'threads',
    'signal',
  ],
  ...['momentum', 'nesterov', 'weightDecay', 'schedule', 'warmUp', 'clipNorm', 'clipValue'],
  ...['checkpoint', 'resume', 'onEpoch', 'onStep'],
]

/** Options that only a network has. */
const NETWORK_ONLY = [
  ...['hidden', 'activation', 'init', 'dropout', 'optimizer', 'lr', 'l1', 'l2', 'batchSize', 'epochs', 'patience'],
  ...['momentum', 'nesterov', 'weightDecay', 'schedule', 'warmUp', 'clipNorm', 'clipValue'],
  ...['mode', 'precision', 'threads', 'checkpoint', 'resume', 'onEpoch', 'onStep'],
] as const

/**
 * @param own names of the caller's own options
 * @throws RangeError or TypeError for unknown, wrong and contradictory options
 */
export function checkLearning(
  where: string,
  options: LearnOptions,
  { task, count }: { task: Task; count: number },
  own: readonly string[] = [],
): Learning {
  checkOptions(where, options, [...own, ...NAMES])
  const refuse = (what: string) => new RangeError(`${where}: ${what}`)
  const { model = 'best', hidden = [16], dropout = 0, optimizer = 'adam', seed = 1, l1 = 0, l2 = L2[task] } = options
  const {
    batchSize = optimizer === 'lbfgs' ? count : 32,
    epochs = 500,
    patience = 30,
    activation = 'tanh',
    init = 'glorot',
  } = options
  const losses: readonly LossName[] = LOSSES[task]
  const loss = options.loss ?? losses[0]!
  if (!['best', 'network', 'linear'].includes(model)) {
    throw refuse(`model is ${show(model)}. Pass 'best', 'network' or 'linear'.`)
  }
  if (!losses.includes(loss)) throw refuse(`loss is ${show(loss)} for ${task}. Pass ${losses.join(' or ')}.`)
  oneOf(where, 'optimizer', optimizer, Object.keys(RATES))
  if (options.classWeights !== undefined && task !== 'classification') {
    throw refuse('classWeights are for classification, and the task is regression. Leave them out.')
  }
  const useless = model === 'linear' ? NETWORK_ONLY.find((name) => options[name] !== undefined) : undefined
  if (useless !== undefined) throw refuse(`${useless} is for a network, and model is 'linear'. Leave out one of them.`)
  checkOptimizer(where, options)
  const { lr = RATES[optimizer] } = options
  for (const [name, value] of Object.entries({ epochs, patience, batchSize })) {
    if (!Number.isInteger(value) || value < 1)
      throw refuse(`${name} is ${show(value)}. Pass a whole number, 1 or more.`)
  }
  const division = divisionOf(where, options, count)
  if (options.schedule?.name === 'plateau' && !('validation' in division && division.validation > 0)) {
    throw refuse("schedule 'plateau' needs one validation part. Pass validation, such as 0.2, or another schedule.")
  }
  if ('validation' in division && division.validation === 0) {
    if (model === 'best') {
      throw refuse("validation is 0, so nothing says which model is better. Pass model: 'network' or 'linear'.")
    }
    if (options.patience !== undefined) {
      throw refuse(`patience is ${patience}, and validation 0 leaves no examples to watch. Leave out one of them.`)
    }
    if (model === 'network' && options.epochs === undefined) {
      throw refuse('validation is 0, so nothing says when to stop. Pass epochs.')
    }
  }
  return {
    ...options,
    ...{
      model,
      hidden,
      activation,
      init,
      dropout,
      loss,
      optimizer,
      lr,
      l1,
      l2,
      batchSize,
      epochs,
      patience,
      seed,
      division,
    },
  }
}

function divisionOf(where: string, { folds, fold, validation }: LearnOptions, count: number): Division {
  const refuse = (what: string) => new RangeError(`${where}: ${what}`)
  if (fold !== undefined && !(Number.isInteger(fold) && fold >= 1 && folds !== undefined && fold <= folds)) {
    throw refuse(`fold is ${show(fold)} of ${show(folds)} folds. Pass a whole number from 1 to folds, and folds.`)
  }
  if (folds !== undefined && validation !== undefined) {
    throw refuse('both folds and validation are given. Pass one of them.')
  }
  if (validation !== undefined) {
    if (!(typeof validation === 'number' && validation >= 0 && validation < 1)) {
      throw refuse(`validation is ${show(validation)}. Pass a share, 0 or more and below 1.`)
    }
    if (validation > 0 && count < 2) throw refuse('there is 1 example. Pass 2 or more, or validation: 0.')
    return { validation }
  }
  if (folds === undefined) {
    if (count < 2) throw refuse('there is 1 example. Pass 2 or more, or validation: 0.')
    return count < FEW ? { folds: Math.min(FOLDS, count) } : { validation: SHARE }
  }
  if (!Number.isInteger(folds) || folds < 2 || folds > count) {
    throw refuse(`folds is ${show(folds)}. Pass a whole number from 2 to the number of examples, ${count}.`)
  }
  return fold === undefined ? { folds } : { folds, fold }
}
