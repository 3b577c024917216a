/**
 * CSV text to a table of text cells. What the cells mean is decided in encode.ts; files are read in node.ts.
 * The parser is csv-parse in its browser build, which brings its own Buffer and so runs everywhere.
 */
import { checkCsvOptions, checkWidths, columnsOf, emptyError, guessDelimiter, readRows, tableOf } from './rows.js'
import { checkOptions, show } from '@gradus/engine/errors'

export interface Table {
  /** Names of the columns, all different. */
  columns: string[]
  /** One array of cells per row, each as long as `columns`; trimmed, '' where the cell is missing. */
  rows: string[][]
  /** The file's name for messages. */
  file: string
  /** `lines[i]` is the line of the file, counted from 1, where row i starts. */
  lines: number[]
}

export interface CsvOptions {
  /** Whether the first line holds the column names; without, they are '1', '2', …. Default true. */
  header?: boolean
  /** One character between cells. Default: whichever of , ; tab | is most frequent in the first line. */
  delimiter?: string
  /** The name that messages give to the source. Default 'the text'. */
  file?: string
}

/**
 * Reads CSV text. Cells may be quoted, with separators, line breaks and doubled quotes ("") inside; a byte order mark is
 * dropped; lines may end in \n, \r\n or \r (in cells all become \n); blank lines are skipped; cells are trimmed.
 *
 * @returns the table, with at least one row.
 * @throws DataError for a text without rows, a column name that is empty or appears twice, a row that is longer or
 * shorter than the first line, and misplaced quotes; each with the line. TypeError for wrong options.
 * @example
 * const table = parseCsv('size,color\n1.5,"red, dark"\n2,\n')
 * table.rows // [['1.5', 'red, dark'], ['2', '']]
 */
export function parseCsv(text: string, options: CsvOptions = {}): Table {
  if (typeof text !== 'string') throw new TypeError(`parseCsv: the text is ${show(text)}. Pass a string.`)
  checkOptions('parseCsv', options, ['header', 'delimiter', 'file'])
  checkCsvOptions('parseCsv', options)
  const { header = true, file = 'the text' } = options

  // One kind of line end from here on: csv-parse counts \r\n inside quotes as two lines.
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const rows = readRows('parseCsv', clean, options.delimiter ?? guessDelimiter(clean), file)
  const first = header ? rows.shift() : rows[0]
  if (first === undefined) throw emptyError('parseCsv', file, header, undefined)
  const columns = columnsOf('parseCsv', first, header, file)
  if (rows.length === 0) throw emptyError('parseCsv', file, header, columns)
  checkWidths('parseCsv', rows, columns.length, header, file)
  return tableOf(columns, rows, file)
}
