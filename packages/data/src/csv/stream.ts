/**
 * Reads CSV of any size as a sequence of tables. node.ts exports this as csvTables.
 * The text is cut into pieces of whole rows. Like the text of parseCsv, they go through readRows.
 */
import { CSV_OPTIONS, type CsvOptions, type Table } from './csv.js'
import { checkCsvOptions, checkWidths, columnsOf, emptyError, guessDelimiter, readRows, type Row, tableOf } from './rows.js' // oxfmt-ignore
import { DataError, errorAt } from '../error.js'
import { checkWhole, checkOptions, showName } from '@gradus/engine/errors'

export interface CsvTablesOptions extends CsvOptions {
  /** The number of rows per table, an integer ≥ 1. The last table may be smaller. Default 1000. */
  rows?: number
}

/** The most characters of a row. Without a limit, a quote that is never closed would read the whole file into memory. */
const longestRow = 2 ** 22

export function checkTablesOptions(fnName: string, options: CsvTablesOptions): void {
  checkOptions(fnName, options, ['rows', ...CSV_OPTIONS])
  checkCsvOptions(fnName, options)
  if (options.rows !== undefined) checkWhole(fnName, 'rows', options.rows, 1)
}

/** Returns the tables of a CSV file whose bytes arrive in parts. The options must have been checked. */
export async function* tables(
  fnName: string,
  bytes: AsyncIterable<Uint8Array>,
  options: CsvOptions & { rows: number; file: string },
): AsyncGenerator<Table, void> {
  const { rows, header = true, file } = options
  let { delimiter } = options
  let columns: string[] | undefined
  let waiting: Row[] = []
  let count = 0
  for await (const { text, before } of pieces(fnName, bytes, file)) {
    delimiter ??= guessDelimiter(text, options.decimal)
    const found = readRows(fnName, text, delimiter, file, before)
    if (columns === undefined && found.length > 0) {
      columns = columnsOf(fnName, header ? found.shift()! : found[0]!, header, file)
    }
    checkWidths(fnName, found, columns?.length ?? 0, header, file)
    count += found.length
    for (const row of found) waiting.push(row)
    const whole = waiting.length - (waiting.length % rows)
    for (let i = 0; i < whole; i += rows) yield tableOf(fnName, columns!, waiting.slice(i, i + rows), options)
    waiting = waiting.slice(whole)
  }
  if (count === 0) throw emptyError(fnName, file, header, columns)
  if (waiting.length > 0) yield tableOf(fnName, columns!, waiting, options)
}

/** A text of whole rows. It begins after line `before` of the file. */
interface Piece {
  text: string
  before: number
}

async function* pieces(fnName: string, bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Piece, void> {
  let rest = ''
  let before = 0
  for await (const text of texts(fnName, bytes, file)) {
    rest += text
    const end = endOfRows(rest)
    const piece = rest.slice(0, end)
    // guessDelimiter needs a line that is not blank, so leading blank lines wait for more text.
    if (end > 0 && (before > 0 || piece.trim() !== '')) {
      yield { text: piece, before }
      rest = rest.slice(end)
      before += piece.split('\n').length - 1
    }
    if (rest.length > longestRow) throw longError(fnName, rest, before, file)
  }
  if (rest !== '') yield { text: rest, before }
}

function longError(fnName: string, rest: string, before: number, file: string): Error {
  const blank = /^\s*\n/.exec(rest)?.[0] ?? ''
  const row = before + blank.split('\n').length
  const advice = 'Close its quotes, or use shorter rows.'
  return errorAt(fnName, { file, row }, `the row that starts here has more than ${longestRow} characters. ${advice}`)
}

/** Where the last whole row ends: after the last \n outside quotes. A doubled quote closes a quotation and opens it again. */
function endOfRows(text: string): number {
  let end = 0
  for (let at = 0; ;) {
    const open = text.indexOf('"', at)
    const last = text.slice(at, open < 0 ? undefined : open).lastIndexOf('\n')
    if (last >= 0) end = at + last + 1
    const close = open < 0 ? -1 : text.indexOf('"', open + 1)
    if (close < 0) return end
    at = close + 1
  }
}

/** The text of the file in parts, with \n as the only line end and without a byte order mark. */
async function* texts(fnName: string, parts: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (bytes?: Uint8Array): string => {
    try {
      const text = bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
      if (!text.includes('\0')) return text
    } catch {
      // Bytes that are not UTF-8 lead to the same error as zero bytes, below.
    }
    throw textError(fnName, file)
  }
  // A \r at the end of a part may be the first half of \r\n.
  let held = ''
  for await (const bytes of parts) {
    const text = held + decode(bytes)
    held = text.endsWith('\r') ? '\r' : ''
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n')
  }
  yield (held + decode()).replace(/\r\n?/g, '\n')
}

/** The error for bytes that are not UTF-8 text. */
export function textError(fnName: string, file: string): DataError {
  return new DataError(`${fnName}: ${showName(file)} is not UTF-8 text. Save it as CSV with the encoding UTF-8.`, {
    file,
  })
}
