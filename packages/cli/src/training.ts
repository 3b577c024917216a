/** From prepared examples to a trained network. Used by `train`, by the trials of `tune` and by the tour. */
import type { Table, Task } from '@gradus/data'
import { encodingWidth, oneHot } from '@gradus/data'
import type { ActivationName, Data, EpochRecord, FitOptions, History, InitialiserName, LossName } from '@gradus/nn'
import { accuracy, Adam, evaluate, fit, MLP, predictAll, r2, SGD } from '@gradus/nn'
import type { TrainedModel } from './model-file.js'
import { outputsFor } from './model-file.js'
import type { Prepared, TableOptions } from './prepare.js'
import { prepareTable } from './prepare.js'

/** The optimizers and the learning rates they start with unless told otherwise. */
export const optimizers = {
  adam: { make: (model: MLP, lr: number) => new Adam(model.parameters(), { lr }), lr: 0.01 },
  sgd: { make: (model: MLP, lr: number) => new SGD(model.parameters(), { lr }), lr: 0.1 },
}

/** The losses of each task, the usual one first. */
export const losses = {
  classification: ['crossEntropy', 'sigmoidCrossEntropy'],
  regression: ['mse', 'mae', 'huber'],
} as const satisfies Record<Task, readonly LossName[]>

/** How to learn. */
export interface Learning {
  hidden: readonly number[]
  activation: ActivationName
  /** Default 'glorot'. */
  init?: InitialiserName
  /** The share of the hidden units that a training step leaves out, [0, 1); default 0. */
  dropout?: number
  /** One of the losses of the task; default the first of them. */
  loss?: (typeof losses)[Task][number]
  optimizer: keyof typeof optimizers
  lr?: number
  /** λ of L1 and of L2, as `fit` takes them; default 0. */
  l1?: number
  l2?: number
  epochs: number
  batch: number
  /** Epochs without a lower validation loss until training stops and takes the best weights; default never. */
  patience?: number
  seed: number
  /** What trains, in which precision, and on how many threads, as `fit` takes them. */
  engine?: NonNullable<FitOptions['engine']>
  precision?: NonNullable<FitOptions['precision']>
  threads?: number
  onEpoch?: (record: EpochRecord) => unknown
  /** Told after each step how many epochs are done, such as 1.25. */
  onStep?: (epochs: number) => unknown
}

/** How to learn from a table. */
export type Training = TableOptions & Learning

export interface Trained extends Omit<TrainedModel, 'header'> {
  history: History
  /** The record of the epoch whose weights the model has: the last one, or with patience the best one. */
  kept: EpochRecord
  examples: { training: number; validation: number; test: number }
  /** Accuracy (classification) or R² (regression) on the validation examples; undefined without any. */
  score: number | undefined
  /** The same and the loss on the test examples, if there are any. */
  test?: { loss: number; score: number | undefined }
}

/** Prepares a table and learns from it. */
export const train = (table: Table, options: Training): Promise<Trained> => learn(prepareTable(table, options), options)

export async function learn(prepared: Prepared, options: Learning): Promise<Trained> {
  const { features, target, image } = prepared
  const { hidden, activation, init = 'glorot', dropout = 0, l1 = 0, l2 = 0, epochs, batch, patience, seed } = options
  const loss = options.loss ?? losses[target.task][0]
  // Sigmoids say yes or no to each class.
  const yesOrNo = loss === 'sigmoidCrossEntropy'
  const forLoss = ({ inputs, targets }: Data): Data =>
    yesOrNo ? { inputs, targets: targets.map((k) => oneHot(k as number, outputsFor(target))) } : { inputs, targets }
  const [training, validation, test] = [prepared.training, prepared.validation, prepared.test].map(forLoss)

  const sizes = [encodingWidth(features), ...hidden, outputsFor(target)]
  const model = new MLP(sizes, { activation, init, dropout, seed })
  const optimizer = optimizers[options.optimizer]
  const { engine, precision, threads, onEpoch, onStep } = options
  const steps = Math.ceil(training!.inputs.length / batch)
  const history = await fit(model, training!, {
    loss,
    optimizer: optimizer.make(model, options.lr ?? optimizer.lr),
    epochs,
    batchSize: batch,
    seed,
    l1,
    l2,
    ...(validation!.inputs.length > 0 ? { validationData: validation! } : {}),
    ...(patience === undefined ? {} : { earlyStopping: { patience } }),
    ...(engine === undefined ? {} : { engine }),
    ...(precision === undefined ? {} : { precision }),
    ...(threads === undefined ? {} : { threads }),
    ...(onEpoch === undefined ? {} : { onEpoch }),
    ...(onStep === undefined ? {} : { onProgress: ({ epoch, batch }) => onStep(epoch - 1 + batch / steps) }),
  })
  return {
    features,
    target: target.task === 'regression' ? target : { ...target, probabilities: yesOrNo ? 'sigmoid' : 'softmax' },
    ...(image === undefined ? {} : { image }),
    activation,
    model,
    history,
    kept: history.epochs[(history.bestEpoch ?? history.epochs.length) - 1]!,
    examples: {
      training: training!.inputs.length,
      validation: validation!.inputs.length,
      test: test!.inputs.length,
    },
    score: score(model, validation!, target.task),
    ...(test!.inputs.length === 0
      ? {}
      : { test: { loss: evaluate(model, test!, loss), score: score(model, test!, target.task) } }),
  }
}

function score(model: MLP, { inputs, targets }: Data, task: Task): number | undefined {
  if (inputs.length === 0) return undefined
  const outputs = predictAll(model, inputs)
  if (task === 'classification') return accuracy(outputs, targets)
  const score = r2(outputs, targets) // the same for standardised targets
  return Number.isFinite(score) ? score : undefined // targets that are all equal have no R²
}
