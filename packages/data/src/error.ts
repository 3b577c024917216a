/** The error for faults in the data, as opposed to faults in a call. */
import { show, showName } from '@gradus/engine/errors'

/** Where in the data a fault is. */
export interface DataPlace {
  /** The file's name, or 'the text'. */
  file: string
  /** The line of the file, counted from 1, where the row starts. */
  row?: number
  /** The column's name. */
  column?: string
}

/**
 * Something is wrong with the data: an unreadable file, a ragged row, a bad cell, an unknown column. The message names
 * the place; `file`, `row` (the line in the file, from 1) and `column` (its name) have it for programs.
 *
 * @example
 * try {
 *   parseCsv('a,b\n1,2,3', { file: 'pairs.csv' })
 * } catch (error) {
 *   if (error instanceof DataError) console.log(error.file, error.row) // pairs.csv 2
 * }
 */
export class DataError extends Error {
  override readonly name = 'DataError'
  readonly file: string
  declare readonly row?: number
  declare readonly column?: string

  constructor(message: string, place: DataPlace, options?: ErrorOptions) {
    super(message, options)
    this.file = place.file
    if (place.row !== undefined) this.row = place.row
    if (place.column !== undefined) this.column = place.column
  }
}

/** A DataError whose message starts with its place: `<function>: <file>, line 4, column "x": <what>`. */
export function errorAt(fnName: string, place: DataPlace, what: string): DataError {
  return new DataError(`${fnName}: ${showPlace(place)}: ${what}`, place)
}

/** A place for messages: `<file>, line 4, column "x"`. */
export function showPlace({ file, row, column }: DataPlace): string {
  return `${showName(file)}${row === undefined ? '' : `, line ${row}`}${column === undefined ? '' : `, column ${show(column)}`}`
}
