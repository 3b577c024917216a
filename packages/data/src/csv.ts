/**
 * CSV text to a table of text cells. What the cells mean is decided in encode.ts; files are read in node.ts.
 * The parser is csv-parse in its browser build, which brings its own Buffer and so runs everywhere.
 */
import { parse } from 'csv-parse/browser/esm/sync'
import { DataError, errorAt } from './error.js'
import { checkOptions, show } from './options.js'

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
 * const table = parseCsv('size,colour\n1.5,"red, dark"\n2,\n')
 * table.rows // [['1.5', 'red, dark'], ['2', '']]
 */
export function parseCsv(text: string, options: CsvOptions = {}): Table {
  if (typeof text !== 'string') throw new TypeError(`parseCsv: the text is ${show(text)}. Pass a string.`)
  checkOptions('parseCsv', options, ['header', 'delimiter', 'file'])
  const { header = true, file = 'the text' } = options
  if (typeof header !== 'boolean') throw new TypeError(`parseCsv: header is ${show(header)}. Pass true or false.`)
  if (typeof file !== 'string') throw new TypeError(`parseCsv: file is ${show(file)}. Pass a name.`)

  // One kind of line end from here on: csv-parse counts \r\n inside quotes as two lines.
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const delimiter = options.delimiter === undefined ? guessDelimiter(clean) : checkDelimiter(options.delimiter)
  const records = readRecords(clean, delimiter, file)
  const first = records[0]
  if (first === undefined) {
    throw new DataError(`parseCsv: ${file} is empty. Give ${header ? 'a header line and ' : ''}at least one row.`, {
      file,
    })
  }
  const columns = header ? checkNames(first, file) : first.cells.map((_, i) => String(i + 1))
  const body = header ? records.slice(1) : records
  if (body.length === 0) {
    const advice = 'Add rows, or pass header: false if its first line is data.'
    throw new DataError(`parseCsv: ${file} has a header and no rows. ${advice}`, { file })
  }
  for (const { cells, line } of body) {
    if (cells.length === columns.length) continue
    const found = cells.length === 1 ? '1 cell' : `${cells.length} cells`
    const place = { file, row: line }
    const expected = `where the ${header ? 'header' : 'first row'} has ${columns.length}`
    throw errorAt('parseCsv', place, `${found} ${expected}. Check the separators and quotes in this line.`)
  }
  return { columns, rows: body.map(({ cells }) => cells), file, lines: body.map(({ line }) => line) }
}

interface Row {
  cells: string[]
  line: number
}

function readRecords(text: string, delimiter: string, file: string): Row[] {
  const rows: Row[] = []
  let lastLine = 0
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      trim: true,
      skip_empty_lines: true,
      // Ragged rows are reported by parseCsv, which knows the header.
      relax_column_count: true,
      on_record: (cells: string[], { lines }: { lines: number }) => {
        lastLine = lines
        // csv-parse gives the line where the record ends.
        const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
        rows.push({ cells: cells.map((cell) => cell.trim()), line: lines - breaks })
        return null
      },
    })
  } catch (error) {
    throw quoteError(error, text, lastLine, file)
  }
  return rows
}

/** What csv-parse says about quotes, in our words. */
function quoteError(error: unknown, text: string, lastLine: number, file: string): unknown {
  const { code, lines: row = 0 } = error as { code?: string; lines?: number }
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    // csv-parse names the last line of the text; the row with the quote is the one that it could not finish.
    const rest = text.split('\n').slice(lastLine)
    const start = lastLine + 1 + rest.findIndex((line) => line.trim() !== '')
    const advice = 'Close it, or double it ("") where it is part of the text.'
    return errorAt('parseCsv', { file, row: start }, `a quote in the row that starts here is never closed. ${advice}`)
  }
  if (code === 'CSV_INVALID_CLOSING_QUOTE') {
    const advice = 'Double the quotes ("") that are part of a quoted cell.'
    return errorAt('parseCsv', { file, row }, `text follows a closing quote. ${advice}`)
  }
  if (code === 'INVALID_OPENING_QUOTE') {
    const advice = 'Put the whole cell in quotes and double ("") those inside.'
    return errorAt('parseCsv', { file, row }, `a quote stands inside a cell without quotes. ${advice}`)
  }
  return error
}

function checkNames({ cells, line }: Row, file: string): string[] {
  const place = { file, row: line }
  const advice = 'or pass header: false if the first line is data.'
  const seen = new Map<string, number>()
  cells.forEach((name, i) => {
    if (name === '') throw errorAt('parseCsv', place, `column ${i + 1} has no name. Name it, ${advice}`)
    const twin = seen.get(name)
    if (twin !== undefined) {
      const what = `columns ${twin + 1} and ${i + 1} are both named ${show(name)}. Rename one, ${advice}`
      throw errorAt('parseCsv', { ...place, column: name }, what)
    }
    seen.set(name, i)
  })
  return cells
}

function checkDelimiter(delimiter: unknown): string {
  const one = typeof delimiter === 'string' && [...delimiter].length === 1
  if (one && !['"', '\n', '\r'].includes(delimiter)) return delimiter
  const advice = 'Give one character that is no quote and no line end.'
  throw new TypeError(`parseCsv: delimiter is ${show(delimiter)}. ${advice}`)
}

/** The most frequent of , ; tab | outside quotes in the first line that is not blank; of equals, the first of these. */
function guessDelimiter(text: string): string {
  const counts = new Map([',', ';', '\t', '|'].map((character) => [character, 0]))
  let quoted = false
  for (const character of text.trimStart()) {
    if (character === '"') quoted = !quoted
    if (quoted) continue
    if (character === '\n') break
    const count = counts.get(character)
    if (count !== undefined) counts.set(character, count + 1)
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}
