/** Mini-batches of a CSV file that may be larger than memory. node.ts exports them as csvBatches. */
import type { Batch } from '../sets/batches.js'
import { CSV_OPTIONS, type CsvOptions, type Table } from './csv.js'
import { checkCsvOptions } from './rows.js'
import { tables } from './stream.js'
import { type Encoding } from '../encode/encode.js'
import { checkWhole, checkCallback, checkOptions, checkSeed, show } from '@gradus/engine/errors'
import { createRandom } from '../random.js'
import { encoderFor, type EncodeOptions, type RowEncoder } from '../encode/row-encoder.js'
import { encodeTarget, type TargetEncoding } from '../encode/target.js'

export interface CsvBatchesOptions extends CsvOptions, EncodeOptions {
  /** The number of examples per batch, an integer ≥ 1. The last batch may be smaller. */
  size: number
  /** How columns become inputs: the result of `fitEncoding`, which may have seen only the first rows of the file. */
  encoding: Encoding
  /** How the target column becomes a number: the result of `fitTarget`. */
  target: TargetEncoding
  /**
   * The number of examples in the buffer from which the next one is drawn at random. With 0 the order of the file is kept.
   * With at least the number of rows, every order is equally likely. Otherwise an example appears at most this many places
   * earlier than in the file. Default 10,000.
   */
  shuffleBuffer?: number
  /** The seed of the random order. Pass the number of the epoch to give each epoch its own order. Default 1. */
  seed?: number
}

interface Example {
  input: number[]
  target: number
}

/** The number of rows that are read and encoded together. */
const rowsAtOnce = 1000

export function checkBatchesOptions(fnName: string, options: CsvBatchesOptions): void {
  const known = ['size', 'encoding', 'target', 'shuffleBuffer', 'seed', 'onRemark', ...CSV_OPTIONS]
  checkOptions(fnName, options, known)
  checkCsvOptions(fnName, options)
  checkWhole(fnName, 'size', options.size, 1)
  if (options.shuffleBuffer !== undefined) checkWhole(fnName, 'shuffleBuffer', options.shuffleBuffer, 0)
  if (options.seed !== undefined) checkSeed(fnName, options.seed)
  checkCallback(fnName, 'onRemark', options.onRemark)
  const { encoding, target } = options as { encoding?: Partial<Encoding>; target?: Partial<TargetEncoding> }
  if (!Array.isArray(encoding?.columns)) {
    throw new TypeError(`${fnName}: encoding is ${show(encoding)}. Pass what fitEncoding returned.`)
  }
  if (typeof target?.name !== 'string') {
    throw new TypeError(`${fnName}: target is ${show(target)}. Pass what fitTarget returned.`)
  }
}

/** Returns the mini-batches of a CSV file whose bytes arrive in parts. The options must have been checked. */
export function encodedBatches(
  fnName: string,
  bytes: AsyncIterable<Uint8Array>,
  options: CsvBatchesOptions & { file: string },
): AsyncGenerator<Batch, void> {
  const { size, shuffleBuffer = 10_000, seed = 1 } = options
  const inOrder = examples(tables(fnName, bytes, { ...options, rows: rowsAtOnce }), options)
  return grouped(shuffleBuffer === 0 ? inOrder : mixed(inOrder, shuffleBuffer, seed), size)
}

async function* examples(
  source: AsyncIterable<Table>,
  { encoding, target, onRemark }: CsvBatchesOptions,
): AsyncGenerator<Example[], void> {
  // All tables of the file share one encoder, so that unknown texts in a column give one remark, not one per table.
  let encodeRow: RowEncoder | undefined
  for await (const table of source) {
    const toNumbers = (encodeRow ??= encoderFor('encode', encoding, table.columns, table.file, { onRemark }))
    const targets = encodeTarget(table, target)
    yield table.rows.map((row, i) => ({ input: toNumbers(row, table.lines[i]), target: targets[i]! }))
  }
}

/** Shuffles through a buffer of `capacity` examples: a random one leaves, and the next one takes its place. */
async function* mixed(
  source: AsyncIterable<Example[]>,
  capacity: number,
  seed: number,
): AsyncGenerator<Example[], void> {
  const random = createRandom(seed)
  const waiting: Example[] = []
  for await (const group of source) {
    const out: Example[] = []
    for (const example of group) {
      if (waiting.length < capacity) {
        waiting.push(example)
        continue
      }
      const place = random.below(capacity)
      out.push(waiting[place]!)
      waiting[place] = example
    }
    yield out
  }
  yield random.shuffled(waiting)
}

async function* grouped(source: AsyncIterable<Example[]>, size: number): AsyncGenerator<Batch, void> {
  let batch: Batch = { inputs: [], targets: [] }
  for await (const group of source) {
    for (const { input, target } of group) {
      batch.inputs.push(input)
      batch.targets.push(target)
      if (batch.inputs.length < size) continue
      yield batch
      batch = { inputs: [], targets: [] }
    }
  }
  if (batch.inputs.length > 0) yield batch
}
