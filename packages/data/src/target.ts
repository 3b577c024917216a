/** The target column as numbers: which task it sets, and its encoding. The inputs have encode.ts. */
import { cellError, checkRows, columnOf, distinct, isNumber, strayText } from './cells.js'
import type { Table } from './csv.js'
import { DataError } from './error.js'
import { show, showList, showName } from './options.js'
import { meanAndScale } from './scale.js'

export type Task = 'classification' | 'regression'

/** How the target becomes a number: an index into `classes`, or (y − mean) / scale. Plain JSON. */
export type TargetEncoding =
  | { task: 'classification'; name: string; classes: string[] }
  | { task: 'regression'; name: string; mean: number; scale: number }

/** Whole numbers with more different values than this are measurements rather than classes. */
const mostClasses = 20

/**
 * Guesses the task: classification if some cell is not a number, or if all are integers with at most 20 different values
 * and at most max(2, rows / 4) of them; otherwise regression. Empty cells do not count.
 *
 * @throws DataError for an unknown column, for one without any value, and for one that is made of numbers (90 % or more,
 * with over 20 different values) but for some cell, which is taken for a mistake.
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
  const numbers = full.filter(isNumber).map(Number)
  const values = new Set(numbers).size
  if (numbers.length < full.length) {
    const stray = values > mostClasses ? strayText(cells) : -1
    if (stray < 0) return 'classification'
    const what = `${show(cells[stray])} is not a number, though most of the column is. Correct it, or state the task.`
    throw cellError('guessTask', table, stray, target, what)
  }
  const few = values <= mostClasses && values <= Math.max(2, table.rows.length / 4)
  return few && numbers.every(Number.isInteger) ? 'classification' : 'regression'
}

/**
 * Decides how the target becomes a number. Classes are the different texts of the whole column, sorted as numbers if all
 * are (then 1 and 1.0 are one class, named as it first appears), otherwise by code unit. For regression, mean and
 * standard deviation (divisor n) are those of the training rows; of a constant target the scale is 1.
 *
 * @param rows indices of the training rows.
 * @throws DataError for an unknown column, a missing cell, a cell that is no number (regression), and a column with one
 * single value (classification); RangeError for rows that do not exist or an unknown task.
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
  const classes = classesOf(cells)
  if (classes.length === 1) {
    const what = `column ${show(target)} of ${showName(table.file)} has only one value, ${show(classes[0])}`
    const place = { file: table.file, column: target }
    throw new DataError(`fitTarget: ${what}. Choose a target with at least two.`, place)
  }
  return { task, name: target, classes }
}

/**
 * The target of every row as a number: the index of its class, or (y − mean) / scale.
 *
 * @throws DataError for an unknown column, a missing cell, an unknown class and a cell that is no number (regression).
 * @example
 * const table = parseCsv('x,y\n1,yes\n2,no\n3,no')
 * encodeTarget(table, { task: 'classification', name: 'y', classes: ['no', 'yes'] }) // [1, 0, 0]
 */
export function encodeTarget(table: Table, encoding: TargetEncoding): number[] {
  const { name } = encoding
  const cells = targetCells('encodeTarget', table, name)
  if (encoding.task === 'regression') {
    const { mean, scale } = encoding
    return cells.map((cell, i) => (targetNumber('encodeTarget', table, name, cell, i) - mean) / scale)
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

function classesOf(cells: readonly string[]): string[] {
  const keyOf = keyFor(cells)
  const names = new Map<string | number, string>()
  for (const cell of cells) if (!names.has(keyOf(cell))) names.set(keyOf(cell), cell)
  const classes = distinct([...names.values()])
  return classes.every(isNumber) ? classes.sort((a, b) => Number(a) - Number(b)) : classes
}

/** What makes two cells the same class: the number, if all are numbers, otherwise the text. */
function keyFor(texts: readonly string[]): (cell: string) => string | number {
  return texts.every(isNumber) ? (cell) => (isNumber(cell) ? Number(cell) : cell) : (cell) => cell
}

function targetCells(fnName: string, table: Table, target: string): string[] {
  const cells = columnOf(fnName, table, target)
  const empty = cells.indexOf('')
  if (empty < 0) return cells
  throw cellError(fnName, table, empty, target, 'the target is missing. Fill the cell in, or leave out the row.')
}

function targetNumber(fnName: string, table: Table, target: string, cell: string, i: number): number {
  if (isNumber(cell)) return Number(cell)
  throw cellError(fnName, table, i, target, `${show(cell)} is not a number. Correct it, or leave out the row.`)
}
