/** How a table's columns become numbers for a network's inputs; row-encoder.ts applies it. The target has target.ts. */
import { cellError, checkExclude, checkRows, columnOf, distinct, isNumber, notFinite, notNumber, sameDouble, strayText } from '../csv/cells.js' // prettier-ignore
import type { Table } from '../csv/csv.js'
import { DataError } from '../error.js'
import { checkOptions, show, showName } from '@gradus/engine/errors'
import { meanAndScale } from './scale.js'

/** How one column becomes numbers: a number column one, (x − mean) / scale; a text column one 0 or 1 per value. */
export type Column =
  { name: string; kind: 'number'; mean: number; scale: number } | { name: string; kind: 'text'; values: string[] }

/** How a table becomes numbers. Plain JSON, so that it can travel in a model file. */
export interface Encoding {
  /** The columns used, in the order of their numbers. */
  columns: Column[]
  /** The columns not used, and why; excluded ones are not mentioned. */
  ignored: { name: string; why: string }[]
  /** The used columns with missing cells, and how many in the whole table. */
  missing: { name: string; count: number }[]
}

/** More different texts than this are names rather than categories. */
const mostValues = 20

/**
 * Decides how a table becomes numbers.
 * - A column whose cells are all decimal numbers is standardized with the mean and standard deviation (divisor n) of
 *   the training rows; a column that is constant there has scale 1, so that it encodes as 0.
 * - Whole numbers beyond 2^53 are identifiers, and so texts, if two different ones in the column would be one double.
 * - Any other column is one-hot over its different texts, sorted; but with more than 20 of them, or a different one in
 *   every row, it is ignored. So is a column without any cell to learn from.
 * - A missing cell encodes as the training mean, that is 0, or as all zeros in a text column.
 *
 * @param rows indices of the training rows. Other rows have no influence on mean and scale.
 * @param options `exclude`: names of columns to leave out, such as the target.
 * @throws DataError for a cell that is no number in a column with 90 % or more numbers, for a NaN or an infinity in a
 * column of numbers, for an unknown column in `exclude`, and if no column is left; RangeError for rows that do not exist; TypeError for unknown options.
 * @example
 * const table = parseCsv('size,color\n1,red\n3,blue\n2,red')
 * fitEncoding(table, [0, 1]).columns
 * // [{ name: 'size', kind: 'number', mean: 2, scale: 1 }, { name: 'color', kind: 'text', values: ['blue', 'red'] }]
 */
export function fitEncoding(table: Table, rows: readonly number[], options: { exclude?: string[] } = {}): Encoding {
  checkOptions('fitEncoding', options, ['exclude'])
  checkRows('fitEncoding', table, rows)
  const { exclude = [] } = options
  checkExclude('fitEncoding', table, exclude)

  const encoding: Encoding = { columns: [], ignored: [], missing: [] }
  for (const name of table.columns) {
    if (exclude.includes(name)) continue
    const column = fitColumn(table, rows, name)
    if ('why' in column) {
      encoding.ignored.push(column)
      continue
    }
    encoding.columns.push(column)
    const count = columnOf('fitEncoding', table, name).filter((cell) => cell === '').length
    if (count > 0) encoding.missing.push({ name, count })
  }
  if (encoding.columns.length === 0) {
    const reasons = encoding.ignored.map(({ name, why }) => `${show(name)} (${why})`).join(', ')
    const what = `${showName(table.file)} has no column to learn from${reasons === '' ? '' : `; ignored: ${reasons}`}`
    throw new DataError(`fitEncoding: ${what}. Add one with numbers or with a few different texts.`, {
      file: table.file,
    })
  }
  return encoding
}

function fitColumn(table: Table, rows: readonly number[], name: string): Column | { name: string; why: string } {
  const cells = columnOf('fitEncoding', table, name)
  const full = cells.filter((cell) => cell !== '')
  if (full.length === 0) return { name, why: 'every cell is empty' }

  const advice =
    'Correct it, leave the cell empty if the value is missing, or leave the column out (exclude, --exclude).'
  const wrong = notFinite(cells)
  if (wrong >= 0) throw cellError('fitEncoding', table, wrong, name, `${notNumber(cells[wrong]!)}. ${advice}`)
  const stray = strayText(cells)
  if (stray >= 0) {
    const what = `${notNumber(cells[stray]!)}, though most of the column is. ${advice}`
    throw cellError('fitEncoding', table, stray, name, what)
  }
  if (full.every(isNumber) && sameDouble(cells) === undefined) {
    const known = rows.map((i) => cells[i]!).filter((cell) => cell !== '')
    if (known.length === 0) return { name, why: 'every cell in the training rows is empty' }
    return { name, kind: 'number', ...meanAndScale(known.map(Number)) }
  }

  // The values of all rows are no leak: they say which texts are allowed, as a list of choices would, and nothing about
  // how often or with which target they occur. The weights of a value that training lacks are never trained.
  const values = distinct(cells)
  if (values.length <= mostValues && values.length < full.length) return { name, kind: 'text', values }
  const texts = values.length === 1 ? '1 text' : `${values.length} different texts`
  return { name, why: `${texts} in ${full.length === 1 ? '1 row' : `${full.length} rows`}` }
}
