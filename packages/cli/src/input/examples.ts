/** A trained model, and the rows of a table with their classes, as plots need them. */
import { type Cell, encodeTarget, rowEncoder, showName } from '@gradus/data'
import { readCsv } from '@gradus/data/node'
import type { TabularModel } from '@gradus/tabular'
import { loadTabular } from '@gradus/tabular/node'
import { note } from '../output/streams.js'

export interface ClassifiedRows {
  readonly model: TabularModel
  readonly classes: readonly string[]
  /** The inputs of the network for each row, scaled. */
  readonly inputs: readonly number[][]
  /** The class of each row, counted from 0. */
  readonly targets: readonly number[]
}

/** Reads a classifier, and a table that has its target. */
export async function readClassified(command: string, modelFile: string, dataFile: string): Promise<ClassifiedRows> {
  const model = await loadTabular(modelFile)
  const { target, inputs: encoding } = model.encoding
  if (target.task === 'regression') {
    throw new Error(
      `${command}: ${showName(modelFile)} predicts a number, ${showName(target.name)}, not a class. Pass a classifier.`,
    )
  }
  const table = await readCsv(dataFile, { header: model.header })
  const encodeRow = rowEncoder(encoding, table.columns, { file: table.file, onRemark: ({ text }) => note(text) })
  const inputs = table.rows.map((row: readonly Cell[], i) => encodeRow(row, table.lines[i]!))
  return { model, classes: target.classes, inputs, targets: encodeTarget(table, target) }
}
