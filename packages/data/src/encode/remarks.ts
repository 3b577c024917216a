/** What is not wrong with a table, but probably not meant: callers print it before they train. */
import { cellPlace, checkExclude, columnOf, isNumber, sameDouble } from '../csv/cells.js'
import type { Table } from '../csv/csv.js'
import { type DataPlace, showPlace } from '../error.js'
import { checkOptions, show } from '@gradus/engine/errors'
import { guessTask, keyFor, type Task } from './target.js'

export interface Remark extends DataPlace {
  /**
   * - `written number`: cells such as 12%, $5 or 1,234 make a column of numbers text.
   * - `mostly numbers`: half or more of the cells of a text column are numbers.
   * - `identifiers`: two whole numbers beyond 2^53 that one double would stand for.
   * - `one class`: two spellings of one number, such as 1 and 1.0, are one class.
   * - `new value`: a text that the encoding does not know counts as missing.
   */
  kind: 'written number' | 'mostly numbers' | 'identifiers' | 'one class' | 'new value'
  /** Whole sentences that begin with the place, ready to print: control characters are escaped. */
  text: string
}

export interface RemarksOptions {
  /** The column to predict, if there is one. */
  target?: string
  /** The task that the target sets. Default: what `guessTask` says. */
  task?: Task
  /** Columns that are not used and get no remark; the target gets one even if it is among them. Default none. */
  exclude?: string[]
}

/** A text column with fewer numbers than this share of its cells is meant as text. */
const suspiciousShare = 0.5

/**
 * Looks for columns that are probably meant as numbers but are text, and for numbers that are not what they seem. There
 * is at most one remark per column, about its first such cell:
 * - the column is text, half or more of its cells are numbers, plain or written as 12%, $5, 1,234 or 1'234, and some are
 *   written so;
 * - the column is text, and half or more of its cells are plain numbers;
 * - whole numbers beyond 2^53 are taken as texts, or rounded in a target of regression;
 * - two spellings of one number are one class of the target.
 *
 * Empty cells do not count.
 *
 * @throws DataError for an unknown column, and for what `guessTask` refuses; TypeError for unknown options, and for a task without
 * a target.
 * @example
 * const table = parseCsv('share,y\n12%,0\n7,1', { file: 'f.csv' })
 * remarksOn(table, { target: 'y' })[0].text // f.csv, line 2, column "share": "12%" is text, not a number. …
 */
export function remarksOn(table: Table, options: RemarksOptions = {}): Remark[] {
  checkOptions('remarksOn', options, ['target', 'task', 'exclude'])
  const { target, exclude = [] } = options
  checkExclude('remarksOn', table, exclude)
  if (target !== undefined) columnOf('remarksOn', table, target)
  else if (options.task !== undefined) {
    throw new TypeError(`remarksOn: the task is ${show(options.task)}, and there is no target. Pass target too.`)
  }
  const task = options.task ?? (target === undefined ? undefined : guessTask(table, target))
  return table.columns
    .filter((name) => !exclude.includes(name) || name === target)
    .flatMap((name) => remarkOn(table, name, name === target ? task : undefined) ?? [])
}

export function remarkAt(kind: Remark['kind'], place: DataPlace, what: string): Remark {
  return { kind, ...place, text: `${showPlace(place)}: ${what}` }
}

/** The remark on a column; `task` is given for the target. */
function remarkOn(table: Table, name: string, task: Task | undefined): Remark | undefined {
  const cells = columnOf('remarksOn', table, name)
  const at = (kind: Remark['kind'], i: number, what: string) => remarkAt(kind, cellPlace(table, i, name), what)
  const full = cells.filter((cell) => cell !== '')
  const numbers = full.filter(isNumber).length
  if (numbers < full.length) {
    const written = full.filter(isWrittenNumber).length
    if (numbers + written < suspiciousShare * full.length) return undefined
    if (written > 0) {
      const i = cells.findIndex(isWrittenNumber)
      const advice =
        'If it is meant as a number, write all numbers of the column with digits and a decimal point alone, such as 12 or 1234.5.'
      return at('written number', i, `${show(cells[i])} is text, not a number. ${advice}`)
    }
    const i = cells.findIndex((cell) => cell !== '' && !isNumber(cell))
    const what = `${show(cells[i])} makes the column text, although ${Math.floor((100 * numbers) / full.length)} % of its cells are numbers`
    return at('mostly numbers', i, `${what}. Correct such cells, or leave them empty if the value is missing.`)
  }
  const twins = sameDouble(cells)
  if (twins !== undefined && task !== 'classification') {
    const [i, j] = twins
    const what = `${show(cells[i])} and ${show(cells[j])} would be the same number, because a double has 53 bits`
    return task === 'regression'
      ? at('identifiers', i, `${what}, so the target is rounded. If these are classes, state the task classification.`)
      : at('identifiers', i, `${what}, so the column is taken as text. If these are amounts, write fewer digits.`)
  }
  return task === 'classification' ? oneClass(cells, at) : undefined
}

function oneClass(
  cells: readonly string[],
  at: (kind: Remark['kind'], i: number, what: string) => Remark,
): Remark | undefined {
  const keyOf = keyFor(cells)
  const names = new Map<string, string>()
  for (const cell of new Set(cells)) {
    const name = names.get(keyOf(cell))
    if (name === undefined) names.set(keyOf(cell), cell)
    else {
      const what = `${show(cell)} is the same number as ${show(name)}, so both are the class ${show(name)}`
      return at('one class', cells.indexOf(cell), `${what}. If they are two classes, add a letter to each.`)
    }
  }
  return undefined
}

const sign = '[+-]?\\s?'
const amount = "(\\d{1,3}([,.'’ \\u00a0\\u202f_]\\d{3})+([.,]\\d+)?|\\d+,\\d+|\\d+\\.?\\d*|\\.\\d+)"
const writtenNumber = new RegExp(`^${sign}[$€£¥]?\\s?${sign}${amount}\\s?[%‰$€£¥]?$`)

/** Whether people would read the cell as a number, although it is none: 12%, $5, 1,234, 1'234.5, 0,5. */
function isWrittenNumber(cell: string): boolean {
  // A long cell is no number that people write, and the pattern is not made for it.
  return cell.length <= 40 && writtenNumber.test(cell) && !isNumber(cell)
}
