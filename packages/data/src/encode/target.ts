/** Decides how the target column becomes a number, and applies it. encode.ts has the inputs. */
import { cellError, checkRows, columnOf, distinct, isNumber, notFinite, notNumber, numberAdvice, strayText, tooFar } from '../csv/cells.js' // oxfmt-ignore
import type { Table } from '../csv/csv.js'
import { compareDecimals, decimalKey, isWhole, parseDecimal } from '../csv/decimal.js'
import { DataError } from '../error.js'
import { show, showList, showName } from '@gradus/engine/errors'
import { meanAndScale, standardized, unstandardized } from './scale.js'

export type Task = 'classification' | 'regression'

/** How the target becomes a number: its index in `classes`, or (y − mean) / scale. Plain JSON. */
export type TargetEncoding =
  | { task: 'classification'; name: string; classes: string[] }
  | { task: 'regression'; name: string; mean: number; scale: number }

/** A column with more different whole numbers than this has measurements, not classes. */
const mostClasses = 20

/**
 * Returns the probable task of a target. It is classification in two cases: some cell is not a number, or all cells are
 * integers with at most 20 and at most max(2, rows / 4) different values. Otherwise it is regression. Empty cells do not
 * count.
 *
 * @throws DataError for an unknown or an empty column, and for a NaN or an infinity in a column of numbers. Also for a text
 * in a column with 90 % or more numbers and over 20 different ones, because it is probably a mistake.
 * @example
 * guessTask(parseCsv('x,y\n1,yes\n2,no\n3,no'), 'y') // 'classification'
 */
export function guessTask(table: Table, target: string): Task {
  const cells = columnOf('guessTask', table, target)
  const full = cells.filter((cell) => cell !== '')
  if (full.length === 0) {
    const what = `column ${show(target)} of ${showName(table.file)} is empty. Choose a target with values.`
    throw new DataError(`guessTask: ${what}`, { file: table.file, column: target })
  }
  refuseNotFinite('guessTask', table, target, cells)
  const numbers = full.filter(isNumber).map((cell) => parseDecimal(cell)!)
  const values = new Set(numbers.map(decimalKey)).size
  if (numbers.length < full.length) {
    const stray = values > mostClasses ? strayText(cells) : -1
    if (stray < 0) return 'classification'
    const advice = numberAdvice(cells[stray]!, 'Correct it, or state the task (task, --task).')
    throw cellError(
      'guessTask',
      table,
      stray,
      target,
      `${notNumber(cells[stray]!)}, though most of the column is. ${advice}`,
    )
  }
  const few = values <= mostClasses && values <= Math.max(2, table.rows.length / 4)
  return few && numbers.every(isWhole) ? 'classification' : 'regression'
}

/**
 * Returns an encoding, which says how the target column becomes a number.
 * - Classification: the classes are the different texts of the whole column, sorted by code unit. If all are numbers, they
 *   are compared and sorted as decimal numbers, without rounding. Then 1, 1.0 and 01 are one class with the name that
 *   appears first, but 1001000000000000001 and 1001000000000000002 are two.
 * - Regression: mean and standard deviation (divisor n) are those of the training rows. A constant target has scale 1.
 *
 * @param rows the indices of the training rows.
 * @throws DataError for an unknown column, a missing cell, a NaN or an infinity in a column of numbers, a cell that is not a
 * number (regression), and a column with a single value (classification). RangeError for rows that do not exist or an
 * unknown task.
 * @example
 * const table = parseCsv('x,y\n1,yes\n2,no\n3,no')
 * fitTarget(table, 'y', [0, 1, 2], 'classification') // { task: 'classification', name: 'y', classes: ['no', 'yes'] }
 */
export function fitTarget(table: Table, target: string, rows: readonly number[], task: Task): TargetEncoding {
  if (task !== 'classification' && task !== 'regression') {
    throw new RangeError(`fitTarget: there is no task ${show(task)}. The tasks are "classification", "regression".`)
  }
  const cells = targetCells('fitTarget', table, target)
  checkRows('fitTarget', table, rows)
  if (task === 'regression') {
    const numbers = cells.map((cell, i) => targetNumber('fitTarget', table, target, cell, i))
    return { task, name: target, ...meanAndScale(rows.map((i) => numbers[i]!)) }
  }
  refuseNotFinite('fitTarget', table, target, cells)
  const classes = classesOf(cells)
  if (classes.length === 1) {
    const what = `column ${show(target)} of ${showName(table.file)} has only one value, ${show(classes[0])}`
    const place = { file: table.file, column: target }
    throw new DataError(`fitTarget: ${what}. Choose a target with at least two.`, place)
  }
  return { task, name: target, classes }
}

/**
 * Returns the target of each row as a number: the index of its class, or (y − mean) / scale.
 *
 * @throws DataError for an unknown column, a missing cell, an unknown class and a cell that is not a number (regression).
 * @example
 * const table = parseCsv('x,y\n1,yes\n2,no\n3,no')
 * encodeTarget(table, { task: 'classification', name: 'y', classes: ['no', 'yes'] }) // [1, 0, 0]
 */
export function encodeTarget(table: Table, encoding: TargetEncoding): number[] {
  const { name } = encoding
  const cells = targetCells('encodeTarget', table, name)
  if (encoding.task === 'regression') {
    const { mean, scale } = encoding
    return cells.map((cell, i) => {
      const y = standardized(targetNumber('encodeTarget', table, name, cell, i), mean, scale)
      if (Number.isFinite(y)) return y
      throw cellError('encodeTarget', table, i, name, `${tooFar(cell, mean, scale)}. Correct it, or leave out the row.`)
    })
  }
  const { classes } = encoding
  const keyOf = keyFor(classes)
  const indices = new Map(classes.map((text, index) => [keyOf(text), index]))
  return cells.map((cell, i) => {
    const index = indices.get(keyOf(cell))
    if (index !== undefined) return index
    const what = `${show(cell)} is none of the known classes ${showList(classes)}. Correct it, or leave out the row.`
    throw cellError('encodeTarget', table, i, name, what)
  })
}

/**
 * Inverts `encodeTarget`: returns the name of the class with this index, or y · scale + mean.
 *
 * @throws RangeError for an index without a class, for a number that is not finite, and for one whose result is not finite.
 * @example
 * decodeTarget(1, { task: 'classification', name: 'y', classes: ['no', 'yes'] }) // 'yes'
 * decodeTarget(-1, { task: 'regression', name: 'y', mean: 10, scale: 2 }) // 8
 */
export function decodeTarget(y: number, encoding: Extract<TargetEncoding, { task: 'regression' }>): number
export function decodeTarget(y: number, encoding: Extract<TargetEncoding, { task: 'classification' }>): string
export function decodeTarget(y: number, encoding: TargetEncoding): number | string
export function decodeTarget(y: number, encoding: TargetEncoding): number | string {
  if (encoding.task === 'classification') {
    const { classes } = encoding
    const name = classes[y]
    if (name !== undefined) return name
    throw new RangeError(`decodeTarget: ${show(y)} is not a class. Pass an index from 0 to ${classes.length - 1}.`)
  }
  if (!Number.isFinite(y)) throw new RangeError(`decodeTarget: y is ${show(y)}. Pass a finite number.`)
  const { mean, scale } = encoding
  const result = unstandardized(y, mean, scale)
  if (Number.isFinite(result)) return result
  const what = `y is ${y}, which becomes ${result} with the mean ${mean} and the scale ${scale}`
  throw new RangeError(`decodeTarget: ${what}. Check the model that predicted it.`)
}

function classesOf(cells: readonly string[]): string[] {
  const keyOf = keyFor(cells)
  const names = new Map<string, string>()
  for (const cell of new Set(cells)) if (!names.has(keyOf(cell))) names.set(keyOf(cell), cell)
  const classes = distinct([...names.values()])
  return classes.every(isNumber) ? classes.sort((a, b) => compareDecimals(parseDecimal(a)!, parseDecimal(b)!)) : classes
}

/** Returns a function that gives cells of one class the same key: the decimal number if all texts are numbers, else the text. */
export function keyFor(texts: readonly string[]): (cell: string) => string {
  return texts.every(isNumber) ? (cell) => (isNumber(cell) ? decimalKey(parseDecimal(cell)!) : cell) : (cell) => cell
}

function refuseNotFinite(fnName: string, table: Table, target: string, cells: readonly string[]): void {
  const i = notFinite(cells)
  if (i >= 0) throw cellError(fnName, table, i, target, `${notNumber(cells[i]!)}. Correct it, or leave out the row.`)
}

function targetCells(fnName: string, table: Table, target: string): string[] {
  const cells = columnOf(fnName, table, target)
  const empty = cells.indexOf('')
  if (empty < 0) return cells
  throw cellError(fnName, table, empty, target, 'the target is missing. Fill the cell in, or leave out the row.')
}

function targetNumber(fnName: string, table: Table, target: string, cell: string, i: number): number {
  if (isNumber(cell)) return Number(cell)
  const advice = numberAdvice(cell, 'Correct it, or leave out the row.')
  throw cellError(fnName, table, i, target, `${notNumber(cell)}. ${advice}`)
}
