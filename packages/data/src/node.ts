/** What touches files: the entry '@gradus/data/node'. */
import { readFile } from 'node:fs/promises'
import { type CsvOptions, parseCsv, type Table } from './csv.js'
import { DataError } from './error.js'
import { checkOptions, show } from './options.js'

/**
 * Reads a CSV file, which must be UTF-8 text; see `parseCsv` for what it may hold.
 *
 * @param options as those of `parseCsv`; `file`, the name in messages, is the path unless given.
 * @throws DataError if the path cannot be read, is a folder, or is not UTF-8 text, and for all that `parseCsv` refuses.
 * @example
 * const table = await readCsv('flowers.csv')
 */
export async function readCsv(path: string, options: CsvOptions = {}): Promise<Table> {
  if (typeof path !== 'string') throw new TypeError(`readCsv: the path is ${show(path)}. Pass a string.`)
  checkOptions('readCsv', options, ['header', 'delimiter', 'file'])
  const file = options.file ?? path
  return parseCsv(decode(await read(path, file), file), { ...options, file })
}

async function read(path: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const what =
      code === 'ENOENT'
        ? `there is no file ${show(path)}. Check the path.`
        : code === 'EISDIR'
          ? `${show(path)} is a folder. Give the path of a file.`
          : `${show(path)} cannot be read (${code ?? message}). Check the path and its permissions.`
    throw new DataError(`readCsv: ${what}`, { file }, { cause: error })
  }
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // Zero bytes are legal UTF-8, but they mean UTF-16 without a mark, or no text at all.
    if (!text.includes('\0')) return text
  } catch {
    // Reported below, as zero bytes are.
  }
  throw new DataError(`readCsv: ${file} is not UTF-8 text. Save it as CSV with the encoding UTF-8.`, { file })
}
