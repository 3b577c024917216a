/** Reads files. Node only: the entry '@gradus/data/node'. */
import { constants } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { promisify } from 'node:util'
import { createGunzip, gunzip } from 'node:zlib'
import { type Batch } from './sets/batches.js'
import { checkBatchesOptions, type CsvBatchesOptions, encodedBatches } from './csv/batches.js'
import { CSV_OPTIONS, type CsvOptions, parseCsv, type Table } from './csv/csv.js'
import { checkTablesOptions, type CsvTablesOptions, tables, textError } from './csv/stream.js'
import { DataError } from './error.js'
import { type Idx, parseIdx } from './images/idx.js'
import { checkImagesOptions, type Images, type ImagesOptions, pairImages } from './images/images.js'
import { checkWhole, checkOptions, show, showName } from '@gradus/engine/errors'

export type { CsvBatchesOptions, CsvTablesOptions }

/** The path of a file, or bytes that arrive in parts, such as `process.stdin`. */
export type Source = string | AsyncIterable<Uint8Array>

/**
 * Reads a CSV file as `parseCsv` reads a text. The file must be UTF-8 and may be compressed by gzip, whatever its name. For a
 * file that is larger than memory use `csvTables` or `csvBatches`.
 *
 * @param source the path of the file, or its bytes in parts, such as `process.stdin`
 * @param options the options of `parseCsv`. `file`, the name in messages, is by default the path, or 'the stream'.
 * @throws DataError if the file cannot be read, is a damaged gzip file or is not UTF-8 text, and the errors of `parseCsv`.
 * @example
 * const table = await readCsv('flowers.csv')
 */
export async function readCsv(source: Source, options: CsvOptions = {}): Promise<Table> {
  checkSource('readCsv', source)
  checkOptions('readCsv', options, CSV_OPTIONS)
  const file = options.file ?? nameOf(source)
  const parts: Uint8Array[] = []
  for await (const bytes of streamBytes('readCsv', source, file)) parts.push(bytes)
  return parseCsv(decode(Buffer.concat(parts), file), { ...options, file })
}

/**
 * Reads a CSV file of any size, plain or gzip, as a sequence of tables with `rows` rows each. Memory holds one table, about 100 kB of text
 * and one row, which may have 4 million characters. Header, separator and rows follow the rules of `parseCsv`. `lines` counts
 * from the beginning of the file.
 *
 * @param options the options of `readCsv`, and `rows` (default 1000).
 * @throws the errors of `readCsv`, after the tables before the fault. TypeError and RangeError for wrong options, at once.
 * @example
 * // The first 10,000 rows are often enough to fit the encoding of a large file.
 * const { value: sample } = await csvTables('large.csv', { rows: 10_000 }).next()
 */
export function csvTables(source: Source, options: CsvTablesOptions = {}): AsyncGenerator<Table, void> {
  checkSource('csvTables', source)
  checkTablesOptions('csvTables', options)
  const file = options.file ?? nameOf(source)
  return tables('csvTables', streamBytes('csvTables', source, file), { ...options, rows: options.rows ?? 1000, file })
}

/**
 * Reads a CSV file of any size as mini-batches. One call is one epoch, with each row once. Only the last batch may be
 * smaller. Memory holds the shuffle buffer, one batch, and what `csvTables` needs.
 *
 * A sorted file needs a buffer of about its own size. Otherwise shuffle the file first.
 *
 * @param options the options of `readCsv`, the required `size`, `encoding` and `target`, and `shuffleBuffer`, `seed` and
 * `onRemark`.
 * @throws the errors of `csvTables`, `encode` and `encodeTarget`, after the batches before the fault. TypeError and
 * RangeError for wrong options, at once.
 * @example
 * for await (const { inputs, targets } of csvBatches('large.csv', { size: 32, encoding, target, seed: epoch })) …
 */
export function csvBatches(source: Source, options: CsvBatchesOptions): AsyncGenerator<Batch, void> {
  checkSource('csvBatches', source)
  checkBatchesOptions('csvBatches', options)
  const file = options.file ?? nameOf(source)
  return encodedBatches('csvBatches', streamBytes('csvBatches', source, file), { ...options, file })
}

export interface ReadIdxOptions {
  /** The most bytes after decompression. A larger file is an error, so it cannot fill the memory. Default 2³¹, which is 2 GiB. */
  maxBytes?: number
}

/**
 * Reads an IDX file, the format of MNIST. The file may be compressed by gzip, whatever its name.
 *
 * @throws DataError if the file cannot be read, if the compressed file is damaged or inflates to more than `maxBytes`, and
 * the errors of `parseIdx`.
 * @example
 * const { shape } = await readIdx('train-images-idx3-ubyte.gz') // [60000, 28, 28]
 */
export async function readIdx(path: string, options: ReadIdxOptions = {}): Promise<Idx> {
  checkPath('readIdx', path)
  checkOptions('readIdx', options, ['maxBytes'])
  const { maxBytes = 2 ** 31 } = options
  checkWhole('readIdx', 'maxBytes', maxBytes, 1)
  const bytes = await readBytes('readIdx', path, path)
  return parseIdx(isGzip(bytes) ? await inflate(bytes, path, Math.min(maxBytes, constants.MAX_LENGTH)) : bytes, path)
}

/**
 * Reads a file of images and a file of their labels with `readIdx`, and pairs them with `toImages`.
 *
 * @throws the errors of these two functions.
 * @example
 * const train = await readImages('train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz', { count: 10_000 })
 * train.inputs.length // 10000; each has 784 numbers in [0, 1]
 */
export async function readImages(images: string, labels: string, options: ImagesOptions = {}): Promise<Images> {
  checkPath('readImages', images, 'the path of the images')
  checkPath('readImages', labels, 'the path of the labels')
  checkImagesOptions('readImages', options)
  const pixels = { idx: await readIdx(images), file: images }
  return pairImages('readImages', pixels, { idx: await readIdx(labels), file: labels }, options)
}

function checkPath(fnName: string, path: unknown, name = 'the path'): void {
  if (typeof path !== 'string') throw new TypeError(`${fnName}: ${name} is ${show(path)}. Pass a string.`)
}

async function readBytes(fnName: string, path: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw readError(fnName, path, file, error)
  }
}

/** The bytes of a file or a stream, after decompression if they are compressed by gzip. */
async function* streamBytes(fnName: string, source: Source, file: string): AsyncGenerator<Uint8Array, void> {
  const parts = rawBytes(fnName, source, file)
  // A first part may have one byte only, and the mark of gzip has two.
  let start: Uint8Array = new Uint8Array()
  while (start.length < 2) {
    const { done, value } = await parts.next()
    if (done === true) break
    start = Buffer.concat([start, value])
  }
  const whole = followedBy(start, parts)
  if (!isGzip(start)) return yield* whole
  try {
    // An error of the source comes out of this loop too.
    for await (const bytes of pipeline(whole, createGunzip(), () => undefined)) yield bytes as Uint8Array
  } catch (error) {
    if (error instanceof DataError) throw error
    throw damaged(fnName, file, error)
  }
}

async function* followedBy(start: Uint8Array, parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  yield start
  yield* parts
}

async function* rawBytes(fnName: string, source: Source, file: string): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const bytes of typeof source === 'string' ? createReadStream(source) : source) yield bytes as Uint8Array
  } catch (error) {
    throw readError(fnName, typeof source === 'string' ? source : file, file, error)
  }
}

/** Whether bytes begin with the mark of the gzip format (RFC 1952, 2.3.1). */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

const nameOf = (source: Source): string => (typeof source === 'string' ? source : 'the stream')

function checkSource(fnName: string, source: unknown): void {
  if (typeof (source as AsyncIterable<Uint8Array> | null)?.[Symbol.asyncIterator] === 'function') return
  checkPath(fnName, source)
}

/** Turns an error of the file system into a DataError with an advice. */
function readError(fnName: string, path: string, file: string, error: unknown): DataError {
  const { code, message } = error as NodeJS.ErrnoException
  const what =
    code === 'ENOENT'
      ? `there is no file ${show(path)}. Check the path.`
      : code === 'EISDIR'
        ? `${show(path)} is a folder. Pass the path of a file.`
        : `${show(path)} cannot be read (${code ?? showName(message)}). Check the path and its permissions.`
  return new DataError(`${fnName}: ${what}`, { file }, { cause: error })
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // Zero bytes are legal in UTF-8. In practice they mean UTF-16 without a byte order mark, or a binary file.
    if (!text.includes('\0')) return text
  } catch {
    // Bytes that are not UTF-8 lead to the same error as zero bytes, below.
  }
  throw textError('readCsv', file)
}

async function inflate(bytes: Uint8Array, file: string, maxBytes: number): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: maxBytes })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw damaged('readIdx', file, error)
    const what = `${show(file)} inflates to more than ${maxBytes} bytes. If you trust it, pass a larger maxBytes.`
    throw new DataError(`readIdx: ${what}`, { file }, { cause: error })
  }
}

const damaged = (fnName: string, file: string, error: unknown): DataError =>
  new DataError(
    `${fnName}: ${show(file)} is a damaged gzip file (${(error as Error).message}). Get it again.`,
    { file },
    { cause: error },
  )
