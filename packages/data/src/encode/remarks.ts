/** Finds what is not an error in a table but probably a mistake. Programs print these remarks before they train. */
import { cellPlace, checkExclude, columnOf, isNumber, numberAdvice, sameDouble } from '../csv/cells.js'
import type { Table } from '../csv/csv.js'
import { type DataPlace, showPlace } from '../error.js'
import { checkOptions, show } from '@gradus/engine/errors'
import { guessTask, keyFor, type Task } from './target.js'

export interface Remark extends DataPlace {
  /**
   * - `written number`: cells such as 12%, $5 or 1,234 turn a column of numbers into text.
   * - `mostly numbers`: half or more of the cells of a text column are numbers.
   * - `identifiers`: two whole numbers beyond 2^53 round to the same double.
   * - `one class`: two spellings of one number, such as 1 and 1.0, are one class.
   * - `new value`: a text that is not in the encoding counts as missing.
   */
  kind: 'written number' | 'mostly numbers' | 'identifiers' | 'one class' | 'new value'
  /** The remark to print. It begins with the place, and control characters are escaped. */
  text: string
}

export interface RemarksOptions {
  /** The column to predict. Default none. */
  target?: string
  /** The task of the target. Default: the result of `guessTask`. */
  task?: Task
  /** Columns that are not used and get no remark. The target gets remarks even if it is listed here. Default none. */
  exclude?: string[]
}

/** A text column with a smaller share of numbers is probably meant as text. */
const suspiciousShare = 0.5

/**
 * Returns remarks on columns that are text but probably meant as numbers, and on numbers that will be rounded or merged.
 * Each column has at most one remark, about the first cell with one of these properties:
 * - It is written as 12%, $5, 1,234 or 1'234. The column is text, and at least half of its cells are such or plain numbers.
 * - It is not a number. The column is text, and at least half of its cells are plain numbers.
 * - It is a whole number beyond 2^53 that is taken as text, or that is rounded because it is a target of regression.
 * - It is the same number as another class of the target in a different spelling.
 *
 * Empty cells do not count.
 *
 * @throws DataError for an unknown column, and the errors of `guessTask`. TypeError for unknown options, and for a task
 * without a target.
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

/** The remark on a column, if there is one. `task` is defined only for the target. */
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
      return at('written number', i, `${show(cells[i])} is text, not a number. ${numberAdvice(cells[i]!, advice)}`)
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
const amount = "(\\d{1,3}([,.'’ \\u00a0\\u202f_]\\d{3})+([.,]\\d+)?|\\d*,\\d+|\\d+\\.?\\d*|\\.\\d+)"
const writtenNumber = new RegExp(`^${sign}[$€£¥]?\\s?${sign}${amount}\\s?[%‰$€£¥]?$`)

/** Whether people read the cell as a number but `isNumber` does not: 12%, $5, 1,234, 1'234.5, 0,5. */
function isWrittenNumber(cell: string): boolean {
  // The pattern could be slow on long cells, and people do not write such numbers.
  return cell.length <= 40 && writtenNumber.test(cell) && !isNumber(cell)
}
