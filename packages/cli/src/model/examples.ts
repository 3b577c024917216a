/** The rows of a table as a trained model sees them, and the loss that it was trained for. */
import { encode, encodeTarget, showName, type Table } from '@gradus/data'
import { type Data, type LossName, Random } from '@gradus/nn'
import type { TabularModel } from '@gradus/tabular'
import { loadTabular } from '@gradus/tabular/node'
import { nameOf, type Csv, readTable } from '../input/csv.js'
import { note } from '../output/streams.js'

export interface ModelExamples {
  /** The name of the file. */
  file: string
  data: Data
  /** The class of each example, counted from 0, or its scaled number. */
  labels: number[]
  /** The line of the file of each example. */
  lines: number[]
  /** The number of rows in the file; there may be fewer examples. */
  rows: number
}

/** The model file does not have its loss. For a regression we take the squared error, the default. */
export const lossOf = ({ encoding, probabilities }: TabularModel): LossName =>
  encoding.target.task === 'regression' ? 'mse' : probabilities === 'softmax' ? 'crossEntropy' : 'sigmoidCrossEntropy'

/** Reads the rows of a file, and draws `most` of them if there are more. */
export async function examplesFor(model: TabularModel, path: string, csv: Csv, most: number): Promise<ModelExamples> {
  const header = csv.header && model.header
  const table = await readTable(path, { ...csv, header })
  const rows = table.rows.length
  const chosen = rows <= most ? [...table.rows.keys()] : new Random(1).shuffled([...table.rows.keys()]).slice(0, most)
  const some: Table = {
    ...table,
    rows: chosen.map((i) => table.rows[i]!),
    lines: chosen.map((i) => table.lines[i]!),
  }
  const inputs = encode(some, model.encoding.inputs, { onRemark: ({ text }) => note(text) })
  const numbers = encodeTarget(some, model.encoding.target)
  const { target } = model.encoding
  const isOneHot = target.task === 'classification' && model.probabilities === 'sigmoid'
  const targets = isOneHot ? numbers.map((k) => target.classes.map((_, i) => (i === k ? 1 : 0))) : numbers
  return { file: nameOf(path), data: { inputs, targets }, labels: numbers, lines: some.lines, rows }
}

/** A classifier, and all rows of a table that has its target. */
export interface Classified extends ModelExamples {
  model: TabularModel
  classes: readonly string[]
}

export async function readClassified(
  command: string,
  modelFile: string,
  dataFile: string,
  csv: Csv,
): Promise<Classified> {
  const model = await loadTabular(modelFile)
  const { target } = model.encoding
  if (target.task === 'regression') {
    throw new Error(
      `${command}: ${showName(modelFile)} predicts a number, ${showName(target.name)}, not a class. Pass a classifier.`,
    )
  }
  return { model, classes: target.classes, ...(await examplesFor(model, dataFile, csv, Infinity)) }
}
