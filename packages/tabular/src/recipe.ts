/**
 * The recipe: it turns a table into a trained model.
 *
 * 1. Divide the examples into folds, or one validation part (`divide`).
 * 2. With folds, find the number of epochs that is best for all of them together (`bestEpochs`).
 * 3. On each part, train a network and a linear model, and measure both on the rest (`compete`). With one validation part, the
 *    network stops early here and keeps its best parameters.
 * 4. Choose. The linear model wins unless the network is clearly better (`isBetter`).
 * 5. After folds, train the chosen model on all examples.
 * 6. Measure it on the test examples, which no earlier step has seen.
 *
 * Step 3 trains on the folds again, for this reason: a network that stops at its best epoch on some rows looks better on these
 * rows than it is. One number of epochs for all folds hardly depends on a single row.
 */
import { show } from '@gradus/engine/errors'
import type { Fold, Images, Remark, Table } from '@gradus/data'
import { folds, split } from '@gradus/data'
import type { Data, EpochRecord, History, MLP } from '@gradus/nn'
import { examplesOf, inUnits, outputsFor, trainLinear, trainNetwork } from './candidates.js'
import { checkpoints } from './checkpoint.js'
import { classWeights } from './class-weights.js'
import { type Encoded, type Examples, imageExamples, type TableColumns, tableExamples } from './examples.js'
import { checkLearning, type Learning, type LearnOptions } from './options.js'
import {
  type Entry,
  isBetter,
  measured,
  type Pair,
  type Predicted,
  predictedBy,
  type Result,
  scoresOfAll,
} from './results.js'
import { TabularModel } from './tabular-model.js'

export interface TableOptions extends TableColumns, LearnOptions {
  /** A table with the same columns, on which the final model is measured. Training does not use it. */
  test?: Table
  /** Whether the file of the table had a header with column names; default true. Predictions for a file without one need this. */
  header?: boolean
}

export interface ImageOptions extends LearnOptions {
  test?: Images
}

export interface Trained {
  model: TabularModel
  chosen: 'network' | 'linear'
  /** Scores on rows that were not trained on: every row once with folds, otherwise the validation part. Undefined with validation 0. */
  validation?: Pair
  /** Scores on the test examples. */
  test?: Pair
  /** Regression: the rows that `test` was measured on, or else those of `validation`, as the kept model predicts them. */
  predicted?: Predicted
  /** History of the network's last run, which with folds is the run on all examples. */
  history?: History
  /** Number of epochs after which the parameters of the network were kept; 0 for a linear model. */
  epochs: number
  /** Things in the data that are allowed but probably not intended, as sentences that are ready to print. */
  remarks: readonly Remark[]
  /** The numbers of examples for training, validation and test, and the number of folds (0 for one validation part). */
  examples: { train: number; validation: number; test: number; folds: number }
}

/**
 * Trains a model that predicts one column of a table from the others.
 *
 * @throws RangeError and TypeError for wrong options, DataError for wrong cells of the table, DivergedError if the learning rate is too large
 * @example
 * const { model, validation } = await trainTable(table, { target: 'species' })
 * model.predict([{ sepal_length: 5.1, sepal_width: 3.5, petal_length: 1.4, petal_width: 0.2 }])
 */
export async function trainTable(table: Table, options: TableOptions): Promise<Trained> {
  mustBeTable(table, options)
  const { target, exclude, task, test, header = true, ...rest } = options
  const columns = { target, ...(exclude === undefined ? {} : { exclude }), ...(task === undefined ? {} : { task }) }
  return learn('trainTable', tableExamples(table, columns, test), rest, header)
}

/** Refuses what a first call often has instead of a table and a target. */
function mustBeTable(table: unknown, options: unknown): void {
  const { columns, rows } = (table ?? {}) as Partial<Table>
  if (!Array.isArray(columns) || !Array.isArray(rows)) {
    throw new TypeError(
      `trainTable: the table is ${show(table)}. Pass a table, such as await readCsv(path) or parseCsv(text).`,
    )
  }
  const target: unknown = (options as Partial<TableOptions> | undefined)?.target
  if (typeof target === 'string') return
  throw new TypeError(
    `trainTable: target is ${show(target)}. Pass { target } with the name of a column: ${columns.map(show).join(', ')}.`,
  )
}

/** Trains a classifier of images. By default it trains a network only, no linear model. */
export async function trainImages(images: Images, { test, ...options }: ImageOptions = {}): Promise<Trained> {
  return learn('trainImages', imageExamples(images, test), { model: 'network', ...options }, true)
}

async function learn(where: string, examples: Examples, given: LearnOptions, header: boolean): Promise<Trained> {
  const options = checkLearning(where, given, examples)
  const { model: wanted } = options
  const parts = divide(examples, options)
  const isFolded = parts.length > 1
  const task = {
    ...{ where, examples, parts, options, checkpoints: checkpoints(where, options) },
    runs: isFolded && wanted !== 'linear' ? 2 * parts.length + 1 : 1,
  }
  const epochs = isFolded && wanted !== 'linear' ? await bestEpochs(task) : undefined
  const results: Result[] = []
  for (const [i, part] of parts.entries()) {
    const label = isFolded ? `measuring fold ${i + 1} of ${parts.length}` : 'training'
    results.push(await compete(task, part, { run: isFolded ? parts.length + i + 1 : 1, label, epochs }))
  }
  const losses = (name: 'network' | 'linear') => results.flatMap(({ [name]: entry }) => entry?.losses ?? [])
  const chosen = wanted !== 'best' ? wanted : isBetter(losses('network'), losses('linear')) ? 'network' : 'linear'

  let last = results[0]!
  if (isFolded) {
    const all = { train: Array.from({ length: examples.count }, (_, i) => i), validation: [] }
    const models = { network: chosen === 'network', linear: wanted !== 'network' }
    last = await compete(task, all, { run: task.runs, label: 'all examples', epochs }, models)
  }
  const { encoded, history } = last
  const network = last[chosen]!.model
  const probabilities = options.loss === 'sigmoidCrossEntropy' ? ('sigmoid' as const) : ('softmax' as const)
  const { target } = encoded.encoding
  const tested = encoded.test === undefined ? undefined : onTest(task, encoded, encoded.test, last)
  const validation = parts[0]!.validation.length > 0 ? scoresOfAll(results) : undefined
  const test = tested === undefined ? undefined : scoresOfAll([tested])
  const measuredOn = tested === undefined ? (validation === undefined ? [] : results) : [tested]
  const predicted = target.task === 'regression' && measuredOn.length > 0 ? predictedBy(chosen, measuredOn) : undefined
  return {
    model: new TabularModel({
      ...{ encoding: encoded.encoding, probabilities, network, header, image: examples.image },
    }),
    chosen,
    ...(validation === undefined ? {} : { validation }),
    ...(test === undefined ? {} : { test }),
    ...(predicted === undefined ? {} : { predicted }),
    ...(history === undefined ? {} : { history }),
    remarks: distinct(examples.remarks),
    epochs: chosen === 'linear' ? 0 : (history!.bestEpoch ?? history!.epochs.length),
    examples: {
      train: isFolded ? examples.count : parts[0]!.train.length,
      validation: parts.reduce((sum, part) => sum + part.validation.length, 0), // not classes with one example
      test: encoded.test?.inputs.length ?? 0,
      folds: isFolded ? parts.length : 0,
    },
  }
}

/** Removes repeated remarks, because every encoding of the same rows makes them again. */
const distinct = (remarks: readonly Remark[]): Remark[] => [
  ...new Map(remarks.map((remark) => [remark.text, remark])).values(),
]

/** Divides the examples into a training and a validation part, or one such pair per fold. Classes keep their shares. */
function divide({ count, labels }: Examples, { division, seed }: Learning): Fold[] {
  const options = { seed, ...(labels === undefined ? {} : { labels }) }
  if ('validation' in division) return [split(count, division.validation, options)]
  const parts = folds(count, division.folds, options)
  return division.fold === undefined ? parts : [parts[division.fold - 1]!]
}

/** What to learn, and from which examples. */
interface Task {
  where: string
  examples: Examples
  parts: readonly Fold[]
  options: Learning
  runs: number
  checkpoints: ReturnType<typeof checkpoints>
}

/** A run trains one network. Without `epochs` it stops early, by the validation examples. */
interface Run {
  run: number
  label: string
  epochs: number | undefined
}

/** The examples of a fold as the losses take them, and the weights of the classes. */
function partsOf({ where, examples, options }: Task, { train, validation }: Fold) {
  const encoded = examples.encode(train)
  const { data, encoding } = encoded
  const outputs = outputsFor(encoding.target)
  return {
    encoded,
    outputs,
    validation,
    weights: classWeights(where, options.classWeights, encoding.target, data.targets as number[]),
    training: examplesOf(data, train, options, outputs),
    validating: examplesOf(data, validation, options, outputs),
  }
}

/** The epoch at which the validation loss, averaged over the folds, is lowest. A fold that has stopped keeps its last loss. */
async function bestEpochs(task: Task): Promise<number> {
  const curves: number[][] = []
  for (const [i, part] of task.parts.entries()) {
    const label = `fold ${i + 1} of ${task.parts.length}`
    const { history } = await network(task, partsOf(task, part), { run: i + 1, label, epochs: undefined })
    curves.push(history.epochs.map(({ validationLoss }) => validationLoss!))
  }
  const longest = Math.max(...curves.map((curve) => curve.length))
  const average = Array.from({ length: longest }, (_, e) => {
    return curves.reduce((sum, curve) => sum + (curve[e] ?? curve.at(-1)!), 0)
  })
  return average.indexOf(Math.min(...average)) + 1
}

function network({ options, runs, checkpoints }: Task, parts: ReturnType<typeof partsOf>, { run, label, epochs }: Run) {
  const { training, validating, outputs, weights } = parts
  const stopsEarly = epochs === undefined && validating.inputs.length > 0
  const { onEpoch, onStep } = options
  const most = epochs ?? options.epochs
  const news = { run, runs, label, most, examples: training.inputs.length }
  return trainNetwork(training, stopsEarly ? validating : undefined, outputs, weights, most, options, {
    onEpoch: onEpoch && ((record) => onEpoch({ ...news, ...epochNews(record) })),
    onStep: onStep && ((done) => onStep({ ...news, epochs: done })),
    ...checkpoints?.(run, parts.encoded.encoding, parts.validation),
  })
}

function epochNews({ epoch, loss, validationLoss, metrics, validationMetrics }: EpochRecord) {
  return {
    ...{ epoch, loss },
    ...(validationLoss === undefined ? {} : { validationLoss }),
    ...(metrics === undefined ? {} : { accuracy: metrics.accuracy! }),
    ...(validationMetrics === undefined ? {} : { validationAccuracy: validationMetrics.accuracy! }),
  }
}

/** Trains the requested models on one part, and measures them on the rest. */
async function compete(
  task: Task,
  part: Fold,
  run: Run,
  models = { network: task.options.model !== 'linear', linear: task.options.model !== 'network' },
): Promise<Result> {
  const { options } = task
  const parts = partsOf(task, part)
  const { encoded, training, validating, outputs, weights } = parts
  const { target } = encoded.encoding
  const entry = (model: MLP): Entry =>
    part.validation.length > 0
      ? { model, ...measured(model, validating, weights, target, options) }
      : { model, outputs: [], losses: [] }
  const targets = part.validation.map((i) => inUnits(target, encoded.data.targets[i] as number))
  const result: Result = { encoded, targets }
  if (models.network) {
    const { network: model, history } = await network(task, parts, run)
    Object.assign(result, { network: entry(model), history })
  }
  if (models.linear) result.linear = entry(await trainLinear(training, outputs, weights, options))
  return result
}

/** The models of a result, measured on the test examples. */
function onTest({ where, options }: Task, encoded: Encoded, test: Data, { network, linear }: Result): Result {
  const { target } = encoded.encoding
  const weights = classWeights(where, options.classWeights, target, encoded.data.targets as number[])
  const rows = test.inputs.map((_, i) => i)
  const examples = examplesOf(test, rows, options, outputsFor(target))
  const entry = ({ model }: Entry): Entry => ({ model, ...measured(model, examples, weights, target, options) })
  return {
    encoded,
    targets: test.targets.map((y) => inUnits(target, y as number)),
    ...(network === undefined ? {} : { network: entry(network) }),
    ...(linear === undefined ? {} : { linear: entry(linear) }),
  }
}
