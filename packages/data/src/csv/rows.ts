/** Splits CSV text into rows, and checks headers, widths and separators. Used by csv.ts and stream.ts. */
import { parse } from 'csv-parse/browser/esm/sync'
import type { CsvOptions, Table } from './csv.js'
import { DataError, errorAt } from '../error.js'
import { oneOf, show, showName } from '@gradus/engine/errors'
import { cellTexts } from './cell-texts.js'

export interface Row {
  /** Trimmed texts, in which line breaks are \n. */
  cells: string[]
  /** The line of the file where the row starts, counted from 1. */
  line: number
}

/** Returns the rows of a text. The text begins after line `before` of the file, and its lines end in \n. */
export function readRows(fnName: string, text: string, delimiter: string, file: string, before = 0): Row[] {
  const rows: Row[] = []
  let lastLine = 0
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      trim: true,
      skip_empty_lines: true,
      // checkWidths reports rows of a wrong width, because it knows the header.
      relax_column_count: true,
      on_record: (cells: string[], { lines }: { lines: number }) => {
        lastLine = lines
        // `lines` is the line where the record ends.
        const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
        rows.push({ cells: cells.map((cell) => cell.trim()), line: before + lines - breaks })
        return null
      },
    })
  } catch (error) {
    throw quoteError(fnName, error, text, lastLine, file, before)
  }
  return rows
}

/** Turns an error of csv-parse about quotes into a DataError with the place and an advice. */
function quoteError(
  fnName: string,
  error: unknown,
  text: string,
  lastLine: number,
  file: string,
  before: number,
): unknown {
  const { code, lines = 0 } = error as { code?: string; lines?: number }
  const row = before + lines
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    // csv-parse names the last line of the text. The open quote is in the row after the last complete one.
    const rest = text.split('\n').slice(lastLine)
    const start = before + lastLine + 1 + rest.findIndex((line) => line.trim() !== '')
    const advice = 'Close it, or double it ("") where it is part of the text.'
    return errorAt(fnName, { file, row: start }, `a quote in the row that starts here is never closed. ${advice}`)
  }
  if (code === 'CSV_INVALID_CLOSING_QUOTE' || code === 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE') {
    const advice = 'Double the quotes ("") that are part of a quoted cell.'
    return errorAt(fnName, { file, row }, `text follows a closing quote. ${advice}`)
  }
  if (code === 'INVALID_OPENING_QUOTE') {
    const advice = 'Put the whole cell in quotes and double ("") those inside.'
    return errorAt(fnName, { file, row }, `a quote stands inside a cell without quotes. ${advice}`)
  }
  return error
}

/** The names of the columns: the cells of the header, or '1', '2', … without a header. */
export function columnsOf(fnName: string, first: Row, header: boolean, file: string): string[] {
  return header ? checkNames(fnName, first, file) : first.cells.map((_, i) => String(i + 1))
}

function checkNames(fnName: string, { cells, line }: Row, file: string): string[] {
  const place = { file, row: line }
  const advice = 'or say that there is no header (header: false, --no-header).'
  const seen = new Map<string, number>()
  cells.forEach((name, i) => {
    if (name === '') throw errorAt(fnName, place, `column ${i + 1} has no name. Name it, ${advice}`)
    const twin = seen.get(name)
    if (twin !== undefined) {
      const what = `columns ${twin + 1} and ${i + 1} are both named ${show(name)}. Rename one, ${advice}`
      throw errorAt(fnName, { ...place, column: name }, what)
    }
    seen.set(name, i)
  })
  return cells
}

/** Throws a DataError if a row is longer or shorter than the header (without a header: than the first row). */
export function checkWidths(fnName: string, rows: readonly Row[], width: number, header: boolean, file: string): void {
  for (const { cells, line } of rows) {
    if (cells.length === width) continue
    const found = cells.length === 1 ? '1 cell' : `${cells.length} cells`
    const expected = `where the ${header ? 'header' : 'first row'} has ${width}`
    const advice = 'Check the separators and quotes in this line.'
    throw errorAt(fnName, { file, row: line }, `${found} ${expected}. ${advice}`)
  }
}

/** The table of rows whose widths have been checked. */
export function tableOf(
  fnName: string,
  columns: string[],
  rows: readonly Row[],
  options: CsvOptions & { file: string },
): Table {
  const { file } = options
  const text = cellTexts(fnName, columns, file, options)
  const cellsOf = ({ cells, line }: Row) => (text === undefined ? cells : cells.map((cell, j) => text(cell, j, line)))
  return { columns, rows: rows.map(cellsOf), file, lines: rows.map(({ line }) => line) }
}

/** The error for a file that is empty or has only a header. */
export function emptyError(fnName: string, file: string, header: boolean, columns: string[] | undefined): DataError {
  const what =
    columns === undefined
      ? `${showName(file)} is empty. Pass ${header ? 'a header line and ' : ''}at least one row.`
      : `${showName(file)} has a header and no rows. Add rows, or say that there is no header (header: false, --no-header).`
  return new DataError(`${fnName}: ${what}`, { file })
}

/** Checks the options that all readers of CSV have. */
export function checkCsvOptions(fnName: string, options: CsvOptions): void {
  const { header, file, delimiter, decimal, naValues } = options
  if (header !== undefined && typeof header !== 'boolean') {
    throw new TypeError(`${fnName}: header is ${show(header)}. Pass true or false.`)
  }
  if (file !== undefined && typeof file !== 'string') {
    throw new TypeError(`${fnName}: file is ${show(file)}. Pass a name.`)
  }
  if (delimiter !== undefined) checkDelimiter(fnName, delimiter)
  if (decimal !== undefined) oneOf(fnName, 'decimal', decimal, ['.', ','])
  if (delimiter === ',' && decimal === ',') {
    throw new RangeError(`${fnName}: delimiter and decimal are both ",". Pass another delimiter, such as ";".`)
  }
  if (naValues === undefined) return
  if (Array.isArray(naValues) && naValues.every((text) => typeof text === 'string')) return
  throw new TypeError(`${fnName}: naValues is ${show(naValues)}. Pass an array of texts, such as ['NA'].`)
}

function checkDelimiter(fnName: string, delimiter: unknown): void {
  const one = typeof delimiter === 'string' && [...delimiter].length === 1
  if (one && !['"', '\n', '\r'].includes(delimiter)) return
  const advice = 'Pass one character that is not a quote or a line end.'
  throw new TypeError(`${fnName}: delimiter is ${show(delimiter)}. ${advice}`)
}

/**
 * The most frequent of , ; tab | outside quotes in the first line that is not blank. If several are, the first of them.
 * A comma is not a separator if it is the decimal sign.
 */
export function guessDelimiter(text: string, decimal: CsvOptions['decimal'] = '.'): string {
  const candidates = [',', ';', '\t', '|'].filter((character) => character !== decimal)
  const counts = new Map(candidates.map((character) => [character, 0]))
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
