/** Turns rows into inputs with an encoding of encode.ts, one by one or a whole table. Both give the same bits. */
import { isNumber, notNumber, numberAdvice, tooFar, unknownColumn } from '../csv/cells.js'
import type { Table } from '../csv/csv.js'
import type { Column, Encoding } from './encode.js'
import { type DataPlace, errorAt } from '../error.js'
import { checkCallback, checkOptions, show, showList } from '@gradus/engine/errors'
import { type Remark, remarkAt } from './remarks.js'
import { standardized } from './scale.js'

/** A cell of a row that does not come from CSV. A missing cell may be '', null or undefined. */
export type Cell = string | number | boolean | null | undefined

export interface EncodeOptions {
  /**
   * Called with a remark on the first text in each text column that is not in the encoding. All such texts are encoded as
   * missing cells. Without `onRemark` they are errors.
   */
  onRemark?: ((remark: Remark) => void) | undefined
}

export interface RowEncoderOptions extends EncodeOptions {
  /** The name of the source in messages. Default 'the row'. */
  file?: string
}

/** Returns the inputs for one row. `line` is the line of the file where the row starts, for messages. */
export type RowEncoder = (cells: readonly Cell[], line?: number) => number[]

/**
 * Returns a function that encodes one row at a time, for rows that are not in a table.
 *
 * @param columns the names of the cells of a row, in their order. Columns that the encoding does not use are skipped.
 * @returns `(cells, line?)` → `encodingWidth(encoding)` numbers. Texts are trimmed. It throws a DataError for a row with
 * another length than `columns`, and the errors of `encode`.
 * @throws DataError for a missing column. TypeError for unknown options.
 * @example
 * const table = parseCsv('size,color\n1,red\n3,blue\n2,red')
 * const encodeRow = rowEncoder(fitEncoding(table, [0, 1]), ['color', 'size'])
 * encodeRow(['red', 3]) // [1, 0, 1]
 */
export function rowEncoder(
  encoding: Encoding,
  columns: readonly string[],
  options: RowEncoderOptions = {},
): RowEncoder {
  checkOptions('rowEncoder', options, ['file', 'onRemark'])
  checkCallback('rowEncoder', 'onRemark', options.onRemark)
  return encoderFor('rowEncoder', encoding, columns, options.file ?? 'the row', options)
}

/**
 * Returns the inputs for the rows of a table. The encoding may come from another table: columns are found by name, and
 * additional columns are skipped.
 *
 * @param options `onRemark` is called for texts that are not in the encoding, which are then encoded as missing cells.
 * @returns one array of `encodingWidth(encoding)` numbers per row.
 * @throws DataError with file, line and column, for a missing column, a cell in a number column that is not a number, a
 * number that is infinite after standardizing, and without `onRemark` for a text that is not in the encoding. TypeError for
 * unknown options.
 * @example
 * const table = parseCsv('size,color\n1,red\n3,blue\n2,red')
 * encode(table, fitEncoding(table, [0, 1])) // [[-1, 0, 1], [1, 1, 0], [0, 0, 1]]
 */
export function encode(table: Table, encoding: Encoding, options: EncodeOptions = {}): number[][] {
  checkOptions('encode', options, ['onRemark'])
  checkCallback('encode', 'onRemark', options.onRemark)
  const encodeRow = encoderFor('encode', encoding, table.columns, table.file, options)
  return table.rows.map((row, i) => encodeRow(row, table.lines[i]))
}

/**
 * Returns the number of inputs for one row: 1 per number column, and 1 per value of each text column.
 *
 * @example
 * encodingWidth({ columns: [{ name: 'color', kind: 'text', values: ['blue', 'red'] }], ignored: [], missing: [] }) // 2
 */
export function encodingWidth(encoding: Encoding): number {
  return encoding.columns.reduce((sum, column) => sum + widthOf(column), 0)
}

/**
 * Returns the names of the inputs: the name of a number column, and `column=value` for each value of a text column.
 *
 * @throws RangeError if two inputs have the same name.
 * @example
 * inputNames({ columns: [{ name: 'color', kind: 'text', values: ['blue', 'red'] }], ignored: [], missing: [] })
 * // ['color=blue', 'color=red']
 */
export function inputNames(encoding: Encoding): string[] {
  const names = encoding.columns.flatMap((column) =>
    column.kind === 'number' ? column.name : column.values.map((value) => `${column.name}=${value}`),
  )
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) {
      throw new RangeError(`inputNames: two inputs have the name ${show(name)}. Rename a column of the table.`)
    }
    seen.add(name)
  }
  return names
}

function widthOf(column: Column): number {
  return column.kind === 'number' ? 1 : column.values.length
}

/** Writes the inputs for a cell into a row of zeros. */
type Writer = (cell: string, row: number[], line: number | undefined) => void

/** What a writer needs in addition to its column. Its first input has the index `at`. */
interface Source extends EncodeOptions {
  fnName: string
  file: string
  at: number
}

/** Returns a row encoder for the public function `fnName`, which has checked its options. */
export function encoderFor(
  fnName: string,
  encoding: Encoding,
  columns: readonly string[],
  file: string,
  { onRemark }: EncodeOptions,
): RowEncoder {
  const places = new Map(columns.map((name, i) => [name, i]))
  let width = 0
  const cells = encoding.columns.map((column) => {
    const index = places.get(column.name)
    if (index === undefined) throw unknownColumn(fnName, file, columns, column.name)
    const source = { fnName, file, at: width, onRemark }
    const write = column.kind === 'number' ? numberWriter(column, source) : textWriter(column, source)
    width += widthOf(column)
    return { index, write }
  })
  return (row, line) => {
    if (row.length !== columns.length) {
      const what = `the row has ${row.length} cells, and there are ${columns.length} columns. Pass one cell for each.`
      throw errorAt(fnName, placeAt(file, line), what)
    }
    const numbers = new Array<number>(width).fill(0)
    for (const { index, write } of cells) {
      const cell = textOf(row[index])
      // A missing cell stays 0: the training mean of a number, or none of the values of a text.
      if (cell !== '') write(cell, numbers, line)
    }
    return numbers
  }
}

function textOf(cell: Cell): string {
  return cell === null || cell === undefined ? '' : typeof cell === 'string' ? cell.trim() : String(cell)
}

function numberWriter({ name, mean, scale }: Extract<Column, { kind: 'number' }>, source: Source): Writer {
  const { fnName, file, at } = source
  return (cell, row, line) => {
    const x = isNumber(cell) ? standardized(Number(cell), mean, scale) : NaN
    if (Number.isFinite(x)) {
      row[at] = x
      return
    }
    const what = isNumber(cell) ? tooFar(cell, mean, scale) : notNumber(cell)
    throw errorAt(fnName, placeAt(file, line, name), `${what}. ${numberAdvice(cell, advice)}`)
  }
}

function textWriter({ name, values }: Extract<Column, { kind: 'text' }>, source: Source): Writer {
  const { fnName, file, at, onRemark } = source
  const indices = new Map(values.map((value, i) => [value, i]))
  let remarked = false
  return (cell, row, line) => {
    const index = indices.get(cell)
    if (index !== undefined) {
      row[at + index] = 1
      return
    }
    const what = `${show(cell)} is none of the known values ${showList(values)}`
    const place = placeAt(file, line, name)
    if (onRemark === undefined) throw errorAt(fnName, place, `${what}. ${advice}`)
    if (!remarked) onRemark(remarkAt('new value', place, `${what}. It counts as missing, and so do other new values.`))
    remarked = true
  }
}

const advice = 'Correct it, or leave the cell empty if the value is missing.'

function placeAt(file: string, line: number | undefined, column?: string): DataPlace {
  return { file, ...(line === undefined ? {} : { row: line }), ...(column === undefined ? {} : { column }) }
}
