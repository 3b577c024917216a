/** From a table to a trained network, with everything that a prediction needs later. Used by `train` and by the tour. */
import type { Table, Task } from '@gradus/data'
import { encode, encodeTarget, encodingWidth, fitEncoding, fitTarget, split } from '@gradus/data'
import type { ActivationName, Data, EpochRecord, History } from '@gradus/nn'
import { accuracy, Adam, fit, MLP, r2, SGD } from '@gradus/nn'
import type { TrainedModel } from './model-file.js'
import { outputsFor } from './model-file.js'

/** The optimizers and the learning rates they start with unless told otherwise. */
export const optimizers = {
  adam: { make: (model: MLP, lr: number) => new Adam(model.parameters(), { lr }), lr: 0.01 },
  sgd: { make: (model: MLP, lr: number) => new SGD(model.parameters(), { lr }), lr: 0.1 },
}

export interface Training {
  target: string
  /** Columns to leave out; default none. */
  exclude?: readonly string[]
  task: Task
  hidden: readonly number[]
  activation: ActivationName
  optimizer: keyof typeof optimizers
  lr?: number
  epochs: number
  batch: number
  /** The share of the rows that is kept from training, [0, 1). */
  validation: number
  seed: number
  onEpoch?: (record: EpochRecord) => unknown
}

export interface Trained extends Omit<TrainedModel, 'header'> {
  history: History
  rows: { training: number; validation: number }
  /** Accuracy (classification) or R² (regression) on the validation rows; undefined without any. */
  score: number | undefined
}

export async function train(table: Table, options: Training): Promise<Trained> {
  const { task, hidden, activation, epochs, batch, seed, onEpoch } = options
  const everything = fitTarget(
    table,
    options.target,
    table.rows.map((_, i) => i),
    task,
  )
  const labels = task === 'classification' ? encodeTarget(table, everything) : undefined
  if (labels !== undefined && new Set(labels).size === labels.length) {
    throw new Error(
      `train: column ${options.target} has ${labels.length} different values in ${labels.length} rows, which are no classes to learn. Pass another --target, or --task regression.`,
    )
  }
  const part = split(table.rows.length, options.validation, { seed, ...(labels === undefined ? {} : { labels }) })

  // Scaling is fitted on the training rows only: the validation rows must stay unseen.
  const features = fitEncoding(table, part.train, { exclude: [options.target, ...(options.exclude ?? [])] })
  const target = fitTarget(table, options.target, part.train, task)
  const inputs = encode(table, features)
  const targets = encodeTarget(table, target)
  const pick = (rows: number[]): Data => ({
    inputs: rows.map((i) => inputs[i]!),
    targets: rows.map((i) => targets[i]!),
  })
  const validation = pick(part.validation)

  const model = new MLP([encodingWidth(features), ...hidden, outputsFor(target)], { activation, seed })
  const optimizer = optimizers[options.optimizer]
  const history = await fit(model, pick(part.train), {
    loss: task === 'classification' ? 'crossEntropy' : 'mse',
    optimizer: optimizer.make(model, options.lr ?? optimizer.lr),
    epochs,
    batchSize: batch,
    seed,
    ...(part.validation.length > 0 ? { validationData: validation } : {}),
    ...(onEpoch === undefined ? {} : { onEpoch }),
  })
  const rows = { training: part.train.length, validation: part.validation.length }
  return { features, target, activation, model, history, rows, score: score(model, validation, task) }
}

function score(model: MLP, { inputs, targets }: Data, task: Task): number | undefined {
  if (inputs.length === 0) return undefined
  const outputs = inputs.map((x) => model.predict(x))
  if (task === 'classification') return accuracy(outputs, targets)
  const score = r2(outputs, targets) // the same for standardised targets
  return Number.isFinite(score) ? score : undefined // targets that are all equal have no R²
}
