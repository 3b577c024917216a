import { type Cell, type Remark, type Table } from '@gradus/data'
import { readIdx } from '@gradus/data/node'
import { writeFileSafely } from '@gradus/nn/node'
import type { Prediction, TabularModel } from '@gradus/tabular'
import { loadTabular } from '@gradus/tabular/node'
import type { Command } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { UsageError } from '../errors.js'
import { addCsvOptions, checkCsv, type Csv, csvOf, csvWords, readTables } from '../input/csv.js'
import { checkOutputs } from '../output/check-outputs.js'
import { closed, note, printPiece, STDOUT } from '../output/streams.js'

interface Options extends Csv {
  idx?: true
  out?: string
  json?: true
}

export function define(command: Command): void {
  command
    .argument('<model.json>', 'A file that gradus train wrote.')
    .argument(
      '<data>',
      'A CSV file with the columns of the training table (- is stdin), or with --idx a file of images.',
    )
    .option('--idx', 'The data are images in the IDX format, plain or .gz.')
    .option('--out <file>', 'Write the CSV to this file instead of stdout.')
    .option('--json', 'Print a JSON array on stdout, one object per row.')
  addCsvOptions(command)
  command
    .addHelpText(
      'after',
      `
Columns are found by name, and others are ignored. A file without a header has the columns 1, 2, …; if there are exactly as
many as the model needs, they are taken in order. A model of images takes a CSV file of pixels, 0 to 255, in the columns
pixel1, pixel2, … CSV files may be compressed by gzip. The model does not know how the
training file was written, so a file with decimal commas needs --decimal here too. A text that was not among the training rows counts as missing. Files of any size are predicted row by row.

Examples:
  gradus predict model.json new.csv
  gradus predict model.json new.csv --out predictions.csv
  zcat new.csv.gz | gradus predict model.json - --decimal , --na-values NA
  gradus predict --idx digits.json t10k-images.gz`,
    )
    .action(predictCommand)
}

async function predictCommand(modelFile: string, dataFile: string, options: Options): Promise<void> {
  const { out = options.json === true ? undefined : STDOUT } = options
  const idx = options.idx === true
  const [forCsv] = csvWords(options)
  if (idx && forCsv !== undefined) {
    throw new UsageError(`predict: ${forCsv} is for a CSV file, and --idx reads images. Leave one of them out.`)
  }
  checkCsv('predict', options, [dataFile])
  const inputs = { 'the model': modelFile, 'the data': dataFile }
  await checkOutputs('predict', { '--out': out }, inputs, options.json === true)
  const model = await loadTabular(modelFile)
  const predictions = idx ? ofImages(model, modelFile, dataFile) : ofRows(model, dataFile, options)
  const pieces = csvAndJson(predictions, options.json === true)
  if (out === undefined || out === STDOUT) {
    for await (const piece of pieces) {
      if (out === STDOUT) await printPiece(piece)
      if (closed.stdout) return // the reader has stopped
    }
  } else await writeFileSafely(out, pieces, 'predict')
}

/** Yields the CSV text piece by piece, and prints the JSON at the same time. */
async function* csvAndJson(predictions: AsyncIterable<Prediction[]>, json: boolean): AsyncGenerator<string> {
  let isFirst = true
  for await (const part of predictions) {
    const rows = part.map(flat)
    if (json) await printPiece(`${isFirst ? '[' : ','}${rows.map((row) => JSON.stringify(row)).join(',')}`)
    yield stringify(rows, { header: isFirst })
    isFirst = false
  }
  if (json) await printPiece(isFirst ? '[]\n' : ']\n')
}

/** The cells of a row: the prediction and, for a classifier, the probability of each class. */
const flat = (row: Prediction): Record<string, string | number> =>
  'probabilities' in row
    ? {
        prediction: row.prediction,
        ...Object.fromEntries(Object.entries(row.probabilities).map(([name, p]) => [`probability_${name}`, p])),
      }
    : row

async function* ofRows(model: TabularModel, file: string, csv: Csv): AsyncGenerator<Prediction[]> {
  const header = csv.header && model.header
  let predictRow: ((cells: readonly Cell[], line: number) => Prediction) | undefined
  for await (const table of readTables(file, { ...csvOf(csv), header })) {
    predictRow ??= model.predictor(header ? table.columns : namesFor(table, model), {
      file: table.file,
      onRemark: ({ text }: Remark) => note(text),
    })
    const { lines } = table
    yield table.rows.map((row, i) => predictRow!(row, lines[i]!))
  }
}

/** The names of the columns. A table without a header gets the model's names if it has exactly as many columns. */
function namesFor({ columns }: Table, { encoding }: TabularModel): string[] {
  const names = encoding.inputs.columns.map(({ name }) => name)
  return columns.length === names.length ? names : columns
}

/** Images per part of the output. */
const PART = 1000

async function* ofImages(model: TabularModel, modelFile: string, file: string): AsyncGenerator<Prediction[]> {
  const { image, encoding } = model
  if (image === undefined) {
    throw new UsageError(
      `predict: ${modelFile} was not trained on images. Pass a model of gradus train --idx, or leave --idx out.`,
    )
  }
  const { shape, values } = await readIdx(file)
  const [count, height, width] = shape as [number, number, number]
  if (shape.length !== 3 || !(values instanceof Uint8Array) || count === 0) {
    const kind = values instanceof Uint8Array ? 'bytes' : values.constructor.name
    throw new Error(
      `predict: ${file} has ${shape.join(' × ')} values (${kind}), and images are count × height × width bytes. Pass a file of images.`,
    )
  }
  if (width !== image.width || height !== image.height) {
    throw new Error(
      `predict: ${file} has images of ${height} × ${width} pixels, and ${modelFile} was trained on ${image.height} × ${image.width}. Pass images of that size.`,
    )
  }
  const names = encoding.inputs.columns.map(({ name }) => name)
  const predictRow = model.predictor(names, { file })
  for (let from = 0; from < count; from += PART) {
    yield Array.from({ length: Math.min(PART, count - from) }, (_, i) => {
      const at = (from + i) * names.length
      return predictRow(Array.from(values.subarray(at, at + names.length)), from + i + 1)
    })
  }
}
