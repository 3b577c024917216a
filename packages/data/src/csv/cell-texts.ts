/** Turns cells as a file writes them into cells as the rest of this package reads them. Used for each table that is read. */
import { show } from '@gradus/engine/errors'
import { errorAt } from '../error.js'
import type { CsvOptions } from './csv.js'
import { isDecimal } from './decimal.js'

/** A number with thousands separators, such as 1.234.567,8. */
const grouped = /^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/

/** Returns the text for each cell: '' for one of `naValues`, and a decimal point for a decimal comma. */
export function cellTexts(
  fnName: string,
  columns: readonly string[],
  file: string,
  options: CsvOptions,
): ((cell: string, j: number, line: number) => string) | undefined {
  const { decimal = '.', naValues = [] } = options
  const missing = new Set(naValues.map((text) => text.trim()))
  const plain = (cell: string): string => (missing.has(cell) ? '' : cell)
  if (decimal === '.') return missing.size === 0 ? undefined : plain
  return (cell: string, j: number, line: number): string => {
    if (missing.has(cell)) return ''
    // "1.234" could be 1234 or 1.234, so we do not guess. A date such as 24.12.2024 is a text.
    if (cell.includes('.') && (isDecimal(cell) || grouped.test(cell))) {
      const what = `${show(cell)} has a point, and the decimal sign is a comma. Remove the thousands separators, or leave out decimal (--decimal).`
      throw errorAt(fnName, { file, row: line, column: columns[j]! }, what)
    }
    const point = cell.replace(',', '.')
    return isDecimal(point) ? point : cell
  }
}
