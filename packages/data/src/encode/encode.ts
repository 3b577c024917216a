/** Decides how the columns of a table become inputs of a network. row-encoder.ts applies it; target.ts has the target. */
import { cellError, checkExclude, checkRows, columnOf, distinct, hasDecimalComma, isNumber, notFinite, notNumber, numberAdvice, sameDouble, strayText } from '../csv/cells.js' // oxfmt-ignore
import type { Table } from '../csv/csv.js'
import { DataError } from '../error.js'
import { checkOptions, show, showName } from '@gradus/engine/errors'
import { meanAndScale } from './scale.js'

/** How one column becomes inputs. A number column is one input, (x − mean) / scale. A text column is one 0/1 input per value. */
export type Column =
  | { name: string; kind: 'number'; mean: number; scale: number }
  | { name: string; kind: 'text'; values: string[] }

/** How a table becomes inputs. Plain JSON, so that it can be saved with the model. */
export interface Encoding {
  /** The columns that are used, in the order of their inputs. */
  columns: Column[]
  /** The columns that are not used, with the reason. Excluded columns are not listed. */
  ignored: { name: string; why: string }[]
  /** The used columns with missing cells, and their number in the whole table. */
  missing: { name: string; count: number }[]
}

/** A column with more different texts than this has names, not categories. */
const mostValues = 20

/**
 * Returns an encoding, which says how the columns of a table become inputs.
 * - A column of decimal numbers is standardized with the mean and the standard deviation (divisor n) of the training rows.
 *   If it is constant there, its scale is 1 and it encodes as 0.
 * - A column in which two different whole numbers beyond 2^53 round to the same double has identifiers. It counts as text.
 * - Any other column is one-hot over its different texts, which are sorted. A column with more than 20 different texts, or
 *   with a different text in every row, is ignored.
 * - A column without cells is ignored, and so is a number column that is empty in all training rows.
 * - A missing number encodes as 0, which is the training mean. A missing text encodes as all zeros.
 *
 * @param rows the indices of the training rows. Other rows have no influence on mean and scale.
 * @param options `exclude`: the names of columns to leave out, such as the target. Default none.
 * @throws DataError for a text in a column with 90 % or more numbers, for a NaN or an infinity in a column of numbers, for an
 * unknown column in `exclude`, and if no column is left. RangeError for rows that do not exist. TypeError for unknown
 * options.
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
    const cells = encoding.ignored.map(
      ({ name }) => columnOf('fitEncoding', table, name).find((cell) => cell !== '') ?? '',
    )
    const advice = numberAdvice(
      cells.find(hasDecimalComma) ?? '',
      'Add one with numbers or with a few different texts.',
    )
    throw new DataError(`fitEncoding: ${what}. ${advice}`, { file: table.file })
  }
  return encoding
}

function fitColumn(table: Table, rows: readonly number[], name: string): Column | { name: string; why: string } {
  const cells = columnOf('fitEncoding', table, name)
  const full = cells.filter((cell) => cell !== '')
  if (full.length === 0) return { name, why: 'every cell is empty' }

  const advice =
    'Correct it, leave the cell empty or pass the text in naValues (--na-values) if the value is missing, or leave the column out (exclude, --exclude).'
  const wrong = notFinite(cells)
  if (wrong >= 0) throw cellError('fitEncoding', table, wrong, name, `${notNumber(cells[wrong]!)}. ${advice}`)
  const stray = strayText(cells)
  if (stray >= 0) {
    const what = `${notNumber(cells[stray]!)}, though most of the column is. ${numberAdvice(cells[stray]!, advice)}`
    throw cellError('fitEncoding', table, stray, name, what)
  }
  if (full.every(isNumber) && sameDouble(cells) === undefined) {
    const known = rows.map((i) => cells[i]!).filter((cell) => cell !== '')
    if (known.length === 0) return { name, why: 'every cell in the training rows is empty' }
    return { name, kind: 'number', ...meanAndScale(known.map(Number)) }
  }

  // Values from validation rows leak no information: they say which texts exist, but not how often or with which target.
  // The weights of a value that is in no training row keep their initial numbers.
  const values = distinct(cells)
  if (values.length <= mostValues && values.length < full.length) return { name, kind: 'text', values }
  const texts = values.length === 1 ? '1 text' : `${values.length} different texts`
  return { name, why: `${texts} in ${full.length === 1 ? '1 row' : `${full.length} rows`}` }
}
