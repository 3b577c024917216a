import type { Table } from '@gradus/data'
import { encode } from '@gradus/data'
import { readCsv, readIdx } from '@gradus/data/node'
import { sigmoid, softmax } from '@gradus/engine'
import { argmax, predictAll } from '@gradus/nn'
import type { Command } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { UsageError } from '../errors.js'
import { checkStdout, printJson, STDOUT, writeOut } from '../io.js'
import type { ImageSize, ModelTarget, TrainedModel } from '../model-file.js'
import { readModel } from '../model-file.js'

interface Options {
  idx?: true
  out?: string
  header: boolean
  json?: true
}

export function addPredict(program: Command): void {
  program
    .command('predict')
    .description('predictions of a trained model for new rows or images, as CSV')
    .argument('<model.json>', 'a file that gradus train wrote')
    .argument('<data>', 'a CSV file with the columns of the training, others are passed over; with --idx, images')
    .option('--idx', 'the data are images in the IDX format, plain or .gz')
    .option('--out <file>', 'write there instead of stdout')
    .option('--no-header', 'the first line of the CSV file is data')
    .option('--json', 'a JSON array on stdout, one object per row')
    .addHelpText(
      'after',
      `
Columns are found by name. A file without a header has the columns 1, 2, …; if there are exactly as many as the model
needs, they are taken in order. A model of images takes a CSV file of pixels, 0 to 255, in the columns pixel1, pixel2, …

Examples:
  gradus predict model.json new.csv
  gradus predict model.json new.csv --out predictions.csv
  gradus predict --idx digits.json t10k-images.gz`,
    )
    .action(predictCommand)
}

async function predictCommand(modelFile: string, dataFile: string, options: Options): Promise<void> {
  checkStdout([options.out], options.json === true)
  const idx = options.idx === true
  if (idx && !options.header) {
    throw new UsageError('predict: --no-header is for a CSV file, and --idx reads images. Leave one of them out.')
  }
  const trained = await readModel(modelFile)
  const inputs = idx ? await readPixels(dataFile, modelFile, trained) : await readRows(dataFile, trained, options)
  const rows = predictAll(trained.model, inputs).map((y) => describe(trained.target, y))
  const csv = () => stringify(rows, { header: true })
  if (options.json === true) printJson(rows)
  if (options.out !== undefined) await writeOut(options.out, csv())
  else if (options.json !== true) await writeOut(STDOUT, csv())
}

/** The prediction and, for a classifier, the probability of each class. */
function describe(target: ModelTarget, outputs: number[]): Record<string, string | number> {
  if (target.task === 'regression') return { prediction: outputs[0]! * target.scale + target.mean }
  const probabilities = target.probabilities === 'softmax' ? softmax(outputs) : outputs.map((z) => sigmoid(z))
  return {
    prediction: target.classes[argmax(outputs)]!,
    ...Object.fromEntries(target.classes.map((name, k) => [`probability_${name}`, probabilities[k]!])),
  }
}

async function readRows(file: string, trained: TrainedModel, options: Options): Promise<number[][]> {
  const header = options.header && trained.header
  const table = await readCsv(file, { header })
  return encode(header ? table : named(table, trained), trained.features)
}

/** A table without a header that has just the columns the model needs is given their names. */
function named(table: Table, { features }: TrainedModel): Table {
  const names = features.columns.map(({ name }) => name)
  return table.columns.length === names.length ? { ...table, columns: names } : table
}

/** The pixels of each image, scaled as those of the training were. */
async function readPixels(file: string, modelFile: string, { features, image }: TrainedModel): Promise<number[][]> {
  if (image === undefined) {
    throw new UsageError(
      `predict: ${modelFile} was not trained on images. Pass a model of gradus train --idx, or leave --idx out.`,
    )
  }
  const { shape, values } = await readIdx(file)
  const [count, height, width] = shape
  if (shape.length !== 3 || !(values instanceof Uint8Array) || count === 0) {
    const kind = values instanceof Uint8Array ? 'bytes' : values.constructor.name
    throw new Error(
      `predict: ${file} has ${shape.join(' × ')} values (${kind}), and images are count × height × width bytes. Pass a file of images.`,
    )
  }
  checkSize(file, modelFile, { width: width!, height: height! }, image)
  const columns = features.columns.filter((column) => column.kind === 'number')
  return Array.from({ length: count! }, (_, i) =>
    columns.map(({ mean, scale }, j) => (values[i * columns.length + j]! - mean) / scale),
  )
}

function checkSize(file: string, modelFile: string, found: ImageSize, wanted: ImageSize): void {
  if (found.width === wanted.width && found.height === wanted.height) return
  throw new Error(
    `predict: ${file} has images of ${found.height} × ${found.width} pixels, and ${modelFile} was trained on ${wanted.height} × ${wanted.width}. Pass images of that size.`,
  )
}
