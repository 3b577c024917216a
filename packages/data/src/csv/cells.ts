/** Decides which cells are numbers, and finds columns and rows. Used for inputs and for targets. */
import type { Table } from './csv.js'
import { decimalKey, isDecimal, isWhole, parseDecimal } from './decimal.js'
import { DataError, type DataPlace, errorAt } from '../error.js'
import { show, showList, showName } from '@gradus/engine/errors'

/** Whether a trimmed cell is a finite decimal number. Unlike Number(), it rejects '', 'Infinity' and '0x10'. */
export function isNumber(cell: string): boolean {
  return isDecimal(cell) && Number.isFinite(Number(cell))
}

/** Whether a cell is NaN, infinity or a decimal number beyond the largest double. */
function isNotFinite(cell: string): boolean {
  return /^[+-]?(nan|inf|infinity|∞)$/i.test(cell) || (isDecimal(cell) && !Number.isFinite(Number(cell)))
}

/** The first part of an error about a cell that should be a number. */
export function notNumber(cell: string): string {
  return `${show(cell)} is not a ${isNotFinite(cell) ? 'finite ' : ''}number`
}

/** Whether a cell is a number with a decimal comma, such as 0,5. A cell such as 1,234 is not, because it could be 1234. */
export function hasDecimalComma(cell: string): boolean {
  return cell.includes(',') && isDecimal(cell.replace(',', '.')) && !/^[+-]?[1-9]\d{0,2},\d{3}$/.test(cell)
}

/** What to do about a cell that should be a number. A decimal comma has its own advice. */
export function numberAdvice(cell: string, otherwise: string): string {
  return hasDecimalComma(cell)
    ? `If the comma in ${show(cell)} is a decimal sign, say so (decimal: ',', --decimal ,).`
    : otherwise
}

/** The first part of an error about a number that is infinite after standardizing. */
export function tooFar(cell: string, mean: number, scale: number): string {
  return `${show(cell)} is too far from the training data, which have the mean ${mean} and the standard deviation ${scale}`
}

/** The index of the first NaN or infinity in a column of numbers, or −1. */
export function notFinite(cells: readonly string[]): number {
  const first = cells.findIndex(isNotFinite)
  const asNumbers = first >= 0 && cells.every((cell) => cell === '' || isNumber(cell) || isNotFinite(cell))
  return asNumbers && cells.some(isNumber) ? first : -1
}

/**
 * Returns two rows with different whole numbers that round to the same double, such as 9007199254740992 and
 * 9007199254740993. A column with such numbers has identifiers, which must not be rounded.
 */
export function sameDouble(cells: readonly string[]): [i: number, j: number] | undefined {
  const rows = new Map<number, { i: number; key: string }>()
  for (const [j, cell] of cells.entries()) {
    const number = Number(cell)
    if (!isNumber(cell) || Math.abs(number) < 2 ** 53) continue
    const decimal = parseDecimal(cell)!
    if (!isWhole(decimal)) continue
    const key = decimalKey(decimal)
    const seen = rows.get(number)
    if (seen === undefined) rows.set(number, { i: j, key })
    else if (seen.key !== key) return [seen.i, j]
  }
  return undefined
}

/** The cells of the column with this name, one per row. */
export function columnOf(fnName: string, table: Table, name: string): string[] {
  const j = table.columns.indexOf(name)
  if (j < 0) throw unknownColumn(fnName, table.file, table.columns, name)
  return table.rows.map((row) => row[j] ?? '')
}

export function unknownColumn(fnName: string, file: string, columns: readonly string[], name: string): DataError {
  const what = `${showName(file)} has no column ${show(name)}. Its columns are ${showList(columns)}.`
  return new DataError(`${fnName}: ${what}`, { file, column: name })
}

/** Returns a DataError about the cell of row i. */
export function cellError(fnName: string, table: Table, i: number, column: string, what: string): DataError {
  return errorAt(fnName, cellPlace(table, i, column), what)
}

export function cellPlace(table: Table, i: number, column: string): DataPlace {
  const row = table.lines[i]
  return { file: table.file, column, ...(row === undefined ? {} : { row }) }
}

/** Throws unless `exclude` is an array of names of columns. */
export function checkExclude(fnName: string, table: Table, exclude: unknown): void {
  if (!Array.isArray(exclude)) {
    throw new TypeError(`${fnName}: exclude is ${show(exclude)}. Pass an array of column names.`)
  }
  for (const name of exclude as string[]) columnOf(fnName, table, name)
}

/** Throws unless `rows` has at least one index, and only indices of rows of the table. */
export function checkRows(fnName: string, table: Table, rows: readonly number[]): void {
  if (!Array.isArray(rows) || rows.length === 0) {
    const what = `the training rows are ${Array.isArray(rows) ? 'an empty array' : show(rows)}`
    throw new RangeError(`${fnName}: ${what}. Pass the indices of at least one row.`)
  }
  for (const i of rows as readonly unknown[]) {
    if (Number.isInteger(i) && (i as number) >= 0 && (i as number) < table.rows.length) continue
    const advice = `Pass integers from 0 to ${table.rows.length - 1}.`
    throw new RangeError(`${fnName}: ${show(i)} is not a row of ${showName(table.file)}. ${advice}`)
  }
}

/** The different nonempty texts, sorted by code unit. This order is the same in every locale. */
export function distinct(cells: readonly string[]): string[] {
  return [...new Set(cells)].filter((cell) => cell !== '').sort()
}

/** The index of the first text in a column in which at least 90 % of the nonempty cells are numbers, or −1. */
export function strayText(cells: readonly string[]): number {
  const full = cells.filter((cell) => cell !== '')
  const numbers = full.filter(isNumber).length
  if (numbers === full.length || numbers < 0.9 * full.length) return -1
  return cells.findIndex((cell) => cell !== '' && !isNumber(cell))
}
