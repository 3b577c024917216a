/** A table as examples: CSV text of the user, or iris. Numbers are standardized, texts become one 0/1 input per value. */
import {
  encode,
  encodeTarget,
  fitTable,
  guessTask,
  inputNames,
  parseCsv,
  remarksOn,
  split,
  type Table,
  type TableEncoding,
  type Task,
} from '@gradus/data'
import type { OwnData } from './messages.js'
import { inPageWords } from './page-words.js'

export interface TableExamples {
  readonly encoding: TableEncoding
  readonly rows: readonly number[][]
  readonly names: readonly string[]
  /** Class indices, or standardized numbers. */
  readonly targets: readonly number[]
  readonly train: readonly number[]
  readonly validation: readonly number[]
  /** The inputs that come from the first two columns of numbers, if there are two. */
  readonly plane: readonly [number, number] | undefined
  readonly notes: readonly string[]
}

/** More numbers than this would fill the memory of the page. */
const MOST_NUMBERS = 2e7

export function tableExamples(own: OwnData, share: number, seed: number): TableExamples {
  const { name, text, target, decimal = '.' } = own
  const table = parseCsv(text, { file: name, decimal })
  const { task, labels } = taskOf(table, own)
  const { train, validation } = split(table.rows.length, share, { seed, ...(labels && { labels }) })
  const encoding = own.encoding ?? fitTable(table, { target, task, rows: train })
  const names = inputNames(encoding.inputs)
  if (names.length * table.rows.length > MOST_NUMBERS) {
    throw new RangeError(
      `Data: ${table.rows.length} rows with ${names.length} inputs are too many for a page. Leave out rows, or columns with texts.`,
    )
  }
  const notes = remarksOn(table, { target, task }).map((remark) => inPageWords(remark.text))
  if (decimal === ',') notes.unshift('The numbers of this table have decimal commas. The page reads 1,5 as 1.5.')
  const number = table.columns.find((column) => column.trim() !== '' && Number.isFinite(Number(column)))
  if (number !== undefined) {
    notes.push(
      `The first line is taken as the names of the columns, and “${number}” is a number. If this line is a row of data, put a line with names above it.`,
    )
  }
  for (const { name, why } of encoding.inputs.ignored) notes.push(`The column “${name}” is not used: ${why}.`)
  for (const { name, count } of encoding.inputs.missing) {
    const cells = count === 1 ? '1 cell is empty' : `${count} cells are empty`
    const kind = encoding.inputs.columns.find((column) => column.name === name)!.kind
    notes.push(
      `${cells} in the column “${name}”. ${kind === 'number' ? 'The mean' : 'None of the values'} stands there.`,
    )
  }
  return {
    encoding,
    names,
    rows: encode(table, encoding.inputs, { onRemark: (remark) => void notes.push(remark.text) }),
    targets: encodeTarget(table, encoding.target),
    ...{ train, validation, notes },
    plane: firstTwoNumbers(encoding),
  }
}

/** The task, and the class of each row if there are classes. */
function taskOf(table: Table, { target, encoding }: OwnData): { task: Task; labels?: number[] } {
  const task = encoding?.target.task ?? guessTask(table, target)
  if (task === 'regression') return { task }
  return { task, labels: encodeTarget(table, (encoding ?? fitTable(table, { target, task })).target) }
}

function firstTwoNumbers({ inputs: { columns } }: TableEncoding): readonly [number, number] | undefined {
  const places: number[] = []
  let at = 0
  for (const column of columns) {
    if (column.kind === 'number') places.push(at)
    at += column.kind === 'number' ? 1 : column.values.length
  }
  const [first, second] = places
  return first === undefined || second === undefined ? undefined : [first, second]
}
