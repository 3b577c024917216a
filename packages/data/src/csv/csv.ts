/**
 * Turns CSV text into a table of text cells. encode.ts decides what the cells mean, and node.ts reads files.
 * The parser is the browser build of csv-parse. It contains its own Buffer, so it runs in browsers and in Node.
 */
import { checkCsvOptions, checkWidths, columnsOf, emptyError, guessDelimiter, readRows, tableOf } from './rows.js'
import { checkOptions, show } from '@gradus/engine/errors'

export interface Table {
  /** The names of the columns, all different. */
  columns: string[]
  /** One array per row with one trimmed cell per column. A missing cell is ''. */
  rows: string[][]
  /** The name of the source in messages. */
  file: string
  /** `lines[i]` is the line of the file where row i starts, counted from 1. */
  lines: number[]
}

export interface CsvOptions {
  /** Whether the first line has the names of the columns. Otherwise they are '1', '2', …. Default true. */
  header?: boolean
  /** The character between cells. Default: the one of , ; tab | that is most frequent in the first line. */
  delimiter?: string
  /**
   * The decimal sign of numbers, '.' (default) or ','. With ',' the cells of the table have points instead. Then a comma is
   * no separator unless `delimiter` says so, and a number with a point is an error, because it may have thousands separators.
   */
  decimal?: '.' | ','
  /** Texts that stand for a missing cell, such as ['NA', '?']. Default: only empty cells are missing. */
  naValues?: readonly string[]
  /** The name of the source in messages. Default 'the text'. */
  file?: string
}

/** The names of the options that all readers of CSV have. */
export const CSV_OPTIONS = ['header', 'delimiter', 'decimal', 'naValues', 'file'] as const

/**
 * Returns the table in a CSV text.
 * - A quoted cell may contain separators, line breaks and doubled quotes ("").
 * - Lines may end in \n, \r\n or \r. Line breaks in cells become \n.
 * - Cells are trimmed. Blank lines and a byte order mark are skipped.
 *
 * @returns a table with at least one row.
 * @throws DataError with the line, for a text without rows, a column name that is empty or appears twice, a row that is
 * longer or shorter than the first line, a misplaced quote, and a point in a number with a decimal comma. TypeError for wrong options.
 * @example
 * const table = parseCsv('size,color\n1.5,"red, dark"\n2,\n')
 * table.rows // [['1.5', 'red, dark'], ['2', '']]
 */
export function parseCsv(text: string, options: CsvOptions = {}): Table {
  if (typeof text !== 'string') throw new TypeError(`parseCsv: the text is ${show(text)}. Pass a string.`)
  checkOptions('parseCsv', options, CSV_OPTIONS)
  checkCsvOptions('parseCsv', options)
  const { header = true, file = 'the text' } = options

  // csv-parse would count \r\n inside quotes as two lines.
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const rows = readRows('parseCsv', clean, options.delimiter ?? guessDelimiter(clean, options.decimal), file)
  const first = header ? rows.shift() : rows[0]
  if (first === undefined) throw emptyError('parseCsv', file, header, undefined)
  const columns = columnsOf('parseCsv', first, header, file)
  if (rows.length === 0) throw emptyError('parseCsv', file, header, columns)
  checkWidths('parseCsv', rows, columns.length, header, file)
  return tableOf('parseCsv', columns, rows, { ...options, file })
}
