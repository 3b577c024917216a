/** One run of `fit`: its options, checked and completed with their defaults. */
import type { Value } from '@gradus/engine'
import { checkOptions, checkRange, checkSize } from '@gradus/engine/errors'
import {
  checkFixed,
  checkKinds,
  checkParts,
  checkShared,
  checkSingle,
  checkedPlateau,
  positive,
  checkedStopping,
} from './checks.js'
import { checkData, mustFitTogether } from '../check-data.js'
import { checkMetrics } from './metric-checks.js'
import { FIT_OPTIONS, type FitOptions } from './options.js'
import type { Loss } from '../losses.js'
import type { Metric } from '../metrics.js'
import { metricFunctions } from '../metrics.js'
import type { DataLike, Model } from '../model/model.js'
import { divide } from '../model/model.js'
import { Adam } from '../optim/adam.js'
import type { Optimizer } from '../optim/optimizer.js'
import { Random } from '../random.js'

/** Options that need no default. */
type AsGiven = 'schedule' | 'onEpoch' | 'onProgress' | 'onBatch' | 'signal' | 'checkpoint' | 'resume' | 'mode'

type Given = { readonly [K in AsGiven]: FitOptions[K] | undefined }

export interface Run extends Given {
  readonly model: Model
  /** The model's parameters, in its order. */
  readonly parameters: Value[]
  readonly optimizer: Optimizer
  readonly loss: Loss
  /** The name of the loss, or "a function". */
  readonly lossName: string
  readonly metrics: readonly [name: string, metric: Metric][]
  readonly train: DataLike
  readonly validation: DataLike | undefined
  readonly epochs: number
  readonly batchSize: number
  readonly shuffle: boolean
  readonly seed: number
  /** Draws the split, the orders of the examples and the dropout masks. */
  readonly random: Random
  /** λ₁ and λ₂; `weights` are the parameters they apply to, `biases` says whether biases are among them. */
  readonly penalty: {
    readonly l1: number
    readonly l2: number
    readonly biases: boolean
    readonly penalized: readonly Value[]
  }
  /** The largest norm of a gradient and the largest size of its components, if they are clipped. */
  readonly clip: { readonly norm: number | undefined; readonly value: number | undefined }
  readonly plateau: { readonly patience: number; readonly factor: number; readonly minLr: number } | undefined
  readonly stopping: { readonly patience: number; readonly minDelta: number } | undefined
  readonly precision: 'f64' | 'f32'
  readonly threads: number
  readonly onNotice: (notice: string) => void
}

/** Checks the options, alone and together, and completes them. */
export function prepareRun(model: Model, data: DataLike, options: FitOptions): Run {
  checkOptions('fit', options, FIT_OPTIONS)
  const { epochs = 100, shuffle = true, seed = 1, l1 = 0, l2 = 0, regularizeBiases = false } = options
  const loss = mustFitTogether('fit', model, data, options.loss)
  checkSize('fit', 'epochs', epochs)
  checkKinds(options)
  checkRange('fit', 'l1', l1, 0)
  checkRange('fit', 'l2', l2, 0)
  const random = new Random(seed)
  const { train, validation } = divide(data, options, random)
  if (options.validationData !== undefined) {
    checkData('fit', 'validation data', options.validationData, model, loss)
  }
  if (options.precision === 'f32')
    checkSingle(options.validationData === undefined ? [data] : [data, options.validationData])
  checkParts(model, options.optimizer)
  const parameters = model.parameters()
  const optimizer = options.optimizer ?? new Adam(parameters)
  const { batchSize = optimizer.searches ? train.inputs.length : 32 } = options
  checkSize('fit', 'examples per batch', batchSize)
  checkShared(options.threads ?? 1, batchSize, train.inputs.length)
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
  const { clipNorm, clipValue } = options
  if (optimizer.searches) checkFixed(model, train, optimizer, options)
  const metrics = metricFunctions('fit', options.metrics ?? [])
  checkMetrics({ model, loss, train, validation, metrics })
  const { schedule, onEpoch, onProgress, onBatch, signal, checkpoint, resume, mode } = options
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
    train,
    validation,
    metrics,
    seed,
    penalty: {
      l1,
      l2,
      biases: regularizeBiases,
      penalized: regularizeBiases ? parameters : needsWeights ? model.weights!() : [],
    },
    clip: { norm: positive('clipNorm', clipNorm), value: positive('clipValue', clipValue) },
    plateau: checkedPlateau(options.reduceOnPlateau, validation),
    stopping: checkedStopping(options.earlyStopping, validation),
    mode,
    schedule,
    onEpoch,
    onProgress,
    onBatch,
    signal,
    checkpoint,
    resume,
    precision: options.precision ?? 'f64',
    threads: options.threads ?? 1,
    onNotice: options.onNotice ?? warn,
  }
}

declare const console: { warn(text: string): void }
const warn = (notice: string): void => console.warn(notice)
