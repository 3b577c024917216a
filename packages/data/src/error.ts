/** The error for faults in the data. Faults in a call are a TypeError or a RangeError. */
import { show, showName } from '@gradus/engine/errors'

/** The place of a fault in the data. */
export interface DataPlace {
  /** The name of the file or another source, such as 'the text'. */
  file: string
  /** The line of the file where the row starts, counted from 1. */
  row?: number
  /** The name of the column. */
  column?: string
}

/**
 * Thrown for a fault in the data, such as a file that cannot be read, a row that is too short, a cell that is not a number or
 * an unknown column. The message names the place. Programs find it in `file`, `row` (the line of the file, counted from 1)
 * and `column` (its name).
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

/** Returns a DataError with its place in the message: `<function>: <file>, line 4, column "x": <what>`. */
export function errorAt(fnName: string, place: DataPlace, what: string): DataError {
  return new DataError(`${fnName}: ${showPlace(place)}: ${what}`, place)
}

/** A place for messages: `<file>, line 4, column "x"`. */
export function showPlace({ file, row, column }: DataPlace): string {
  return `${showName(file)}${row === undefined ? '' : `, line ${row}`}${column === undefined ? '' : `, column ${show(column)}`}`
}
