/** Reads files. Node only: the entry '@gradus/data/node'. */
import { constants } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { type Batch } from './sets/batches.js'
import { checkBatchesOptions, type CsvBatchesOptions, encodedBatches } from './csv/batches.js'
import { type CsvOptions, parseCsv, type Table } from './csv/csv.js'
import { checkTablesOptions, type CsvTablesOptions, tables, textError } from './csv/stream.js'
import { DataError } from './error.js'
import { type Idx, parseIdx } from './images/idx.js'
import { checkImagesOptions, type Images, type ImagesOptions, pairImages } from './images/images.js'
import { checkWhole, checkOptions, show, showName } from '@gradus/engine/errors'

export type { CsvBatchesOptions, CsvTablesOptions }

/**
 * Reads a CSV file as `parseCsv` reads a text. The file must be UTF-8. For a file that is larger than memory use `csvTables`
 * or `csvBatches`.
 *
 * @param options the options of `parseCsv`. `file`, the name in messages, is the path by default.
 * @throws DataError if the file cannot be read or is not UTF-8 text, and the errors of `parseCsv`.
 * @example
 * const table = await readCsv('flowers.csv')
 */
export async function readCsv(path: string, options: CsvOptions = {}): Promise<Table> {
  checkPath('readCsv', path)
  checkOptions('readCsv', options, ['header', 'delimiter', 'file'])
  const file = options.file ?? path
  return parseCsv(decode(await readBytes('readCsv', path, file), file), { ...options, file })
}

/**
 * Reads a CSV file of any size as a sequence of tables with `rows` rows each. Memory holds one table, about 100 kB of text
 * and one row, which may have 4 million characters. Header, separator and rows follow the rules of `parseCsv`. `lines` counts
 * from the beginning of the file.
 *
 * @param options the options of `readCsv`, and `rows` (default 1000).
 * @throws the errors of `readCsv`, after the tables before the fault. TypeError and RangeError for wrong options, at once.
 * @example
 * // The first 10,000 rows are often enough to fit the encoding of a large file.
 * const { value: sample } = await csvTables('large.csv', { rows: 10_000 }).next()
 */
export function csvTables(path: string, options: CsvTablesOptions = {}): AsyncGenerator<Table, void> {
  checkPath('csvTables', path)
  checkTablesOptions('csvTables', options)
  const file = options.file ?? path
  return tables('csvTables', streamBytes('csvTables', path, file), { ...options, rows: options.rows ?? 1000, file })
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
export function csvBatches(path: string, options: CsvBatchesOptions): AsyncGenerator<Batch, void> {
  checkPath('csvBatches', path)
  checkBatchesOptions('csvBatches', options)
  const file = options.file ?? path
  return encodedBatches('csvBatches', streamBytes('csvBatches', path, file), { ...options, file })
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
  const compressed = bytes[0] === 0x1f && bytes[1] === 0x8b
  return parseIdx(compressed ? await inflate(bytes, path, Math.min(maxBytes, constants.MAX_LENGTH)) : bytes, path)
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

async function* streamBytes(fnName: string, path: string, file: string): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const bytes of createReadStream(path)) yield bytes as Uint8Array
  } catch (error) {
    throw readError(fnName, path, file, error)
  }
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
    const { code, message } = error as NodeJS.ErrnoException
    const what =
      code === 'ERR_BUFFER_TOO_LARGE'
        ? `${show(file)} inflates to more than ${maxBytes} bytes. If you trust it, pass a larger maxBytes.`
        : `${show(file)} is a damaged gzip file (${message}). Get it again.`
    throw new DataError(`readIdx: ${what}`, { file }, { cause: error })
  }
}
