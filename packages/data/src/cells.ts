/** What a cell is, and how to find columns: shared by encode.ts (inputs) and target.ts. */
import type { Table } from './csv.js'
import { DataError, errorAt } from './error.js'
import { show, showList, showName } from './options.js'

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** Whether a trimmed cell is a finite decimal number; not '', 'Infinity', '0x10' or '1_000', which Number() may accept. */
export function isNumber(cell: string): boolean {
  return decimal.test(cell) && Number.isFinite(Number(cell))
}

/** The cells of the column with this name, one per row. */
export function columnOf(fnName: string, table: Table, name: string): string[] {
  const j = table.columns.indexOf(name)
  if (j < 0) {
    const what = `${showName(table.file)} has no column ${show(name)}. Its columns are ${showList(table.columns)}.`
    throw new DataError(`${fnName}: ${what}`, { file: table.file, column: name })
  }
  return table.rows.map((row) => row[j] ?? '')
}

/** An error about the cell of row i. */
export function cellError(fnName: string, table: Table, i: number, column: string, what: string): DataError {
  const row = table.lines[i]
  return errorAt(fnName, { file: table.file, column, ...(row === undefined ? {} : { row }) }, what)
}

/** Refuses a missing, foreign or empty choice of rows. */
export function checkRows(fnName: string, table: Table, rows: readonly number[]): void {
  if (!Array.isArray(rows) || rows.length === 0) {
    const what = `the training rows are ${Array.isArray(rows) ? 'an empty array' : show(rows)}`
    throw new RangeError(`${fnName}: ${what}. Pass the indices of at least one row.`)
  }
  for (const i of rows as readonly unknown[]) {
    if (Number.isInteger(i) && (i as number) >= 0 && (i as number) < table.rows.length) continue
    const advice = `Give integers from 0 to ${table.rows.length - 1}.`
    throw new RangeError(`${fnName}: ${show(i)} is no row of ${showName(table.file)}. ${advice}`)
  }
}

/** The different texts that are not empty, sorted by code unit: the same on every machine and in every language. */
export function distinct(cells: readonly string[]): string[] {
  return [...new Set(cells)].filter((cell) => cell !== '').sort()
}

/** The first cell that is no number in a column that is otherwise (90 % or more) made of numbers; −1 if there is none. */
export function strayText(cells: readonly string[]): number {
  const full = cells.filter((cell) => cell !== '')
  const numbers = full.filter(isNumber).length
  if (numbers === full.length || numbers < 0.9 * full.length) return -1
  return cells.findIndex((cell) => cell !== '' && !isNumber(cell))
}
