import type { Table, TargetEncoding } from '@gradus/data'
import { encode } from '@gradus/data'
import { readCsv } from '@gradus/data/node'
import { softmax } from '@gradus/engine'
import { argmax } from '@gradus/nn'
import type { Command } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { checkStdout, printJson, STDOUT, writeOut } from '../io.js'
import type { TrainedModel } from '../model-file.js'
import { readModel } from '../model-file.js'

interface Options {
  out?: string
  header: boolean
  json?: true
}

export function addPredict(program: Command): void {
  program
    .command('predict')
    .description('predictions of a trained model for new rows, as CSV')
    .argument('<model.json>', 'a file that gradus train wrote')
    .argument('<new.csv>', 'rows with the columns that the model was trained on; others are passed over')
    .option('--out <file>', 'write there instead of stdout')
    .option('--no-header', 'the first line of new.csv is data')
    .option('--json', 'a JSON array on stdout, one object per row')
    .addHelpText(
      'after',
      `
Columns are found by name. A file without a header has the columns 1, 2, …; if there are exactly as many as the model
needs, they are taken in order.

Examples:
  gradus predict model.json new.csv
  gradus predict model.json new.csv --out predictions.csv`,
    )
    .action(predictCommand)
}

async function predictCommand(modelFile: string, dataFile: string, options: Options): Promise<void> {
  checkStdout([options.out], options.json === true)
  const trained = await readModel(modelFile)
  const header = options.header && trained.header
  const table = await readCsv(dataFile, { header })
  const rows = predict(trained, header ? table : named(table, trained))
  const csv = () => stringify(rows, { header: true })
  if (options.json === true) printJson(rows)
  if (options.out !== undefined) await writeOut(options.out, csv())
  else if (options.json !== true) await writeOut(STDOUT, csv())
}

/** One object per row: the prediction and, for a classifier, the probability of each class. */
function predict({ features, target, model }: TrainedModel, table: Table): Record<string, string | number>[] {
  return encode(table, features).map((x) => describe(target, model.predict(x)))
}

function describe(target: TargetEncoding, outputs: number[]): Record<string, string | number> {
  if (target.task === 'regression') return { prediction: outputs[0]! * target.scale + target.mean }
  const probabilities = softmax(outputs)
  return {
    prediction: target.classes[argmax(outputs)]!,
    ...Object.fromEntries(target.classes.map((name, k) => [`probability_${name}`, probabilities[k]!])),
  }
}

/** A table without a header that has just the columns the model needs is given their names. */
function named(table: Table, { features }: TrainedModel): Table {
  const names = features.columns.map(({ name }) => name)
  return table.columns.length === names.length ? { ...table, columns: names } : table
}
