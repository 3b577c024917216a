/** How a table becomes inputs and targets, as one plain object that is saved with the model. */
import { checkExclude } from '../csv/cells.js'
import type { Table } from '../csv/csv.js'
import { type Column, type Encoding, fitEncoding } from './encode.js'
import { DataError } from '../error.js'
import { checkOptions, show, showName } from '@gradus/engine/errors'
import { fitTarget, guessTask, keyFor, type TargetEncoding, type Task } from './target.js'

/** Plain JSON. `encode` and `rowEncoder` apply `inputs`. `encodeTarget` applies `target`, and `decodeTarget` inverts it. */
export interface TableEncoding {
  /** The version of this format. */
  version: 1
  inputs: Encoding
  target: TargetEncoding
}

export interface FitTableOptions {
  /** The column to predict. */
  target: string
  /** The task of the target. Default: the result of `guessTask`. */
  task?: Task
  /** The columns to leave out. Default none. */
  exclude?: string[]
  /** The indices of the training rows, which determine means and scales. Default all rows. */
  rows?: readonly number[]
}

/**
 * Returns the results of `fitEncoding` and `fitTarget` as one object. The target is not an input.
 *
 * @throws the errors of `fitEncoding`, `fitTarget` and `guessTask`. TypeError for unknown options. RangeError for an unknown
 * task, for rows that do not exist, and if the target is excluded.
 * @example
 * const table = parseCsv('size,color,y\n1,red,no\n3,blue,yes\n2,red,no')
 * const { inputs, target } = fitTable(table, { target: 'y' })
 * inputNames(inputs) // ['size', 'color=blue', 'color=red']
 */
export function fitTable(table: Table, options: FitTableOptions): TableEncoding {
  checkOptions('fitTable', options, ['target', 'task', 'exclude', 'rows'])
  const { target, exclude = [], rows = table.rows.map((_, i) => i) } = options
  if (typeof target !== 'string') {
    throw new TypeError(`fitTable: target is ${show(target)}. Pass the name of the column to predict.`)
  }
  checkExclude('fitTable', table, exclude)
  if (exclude.includes(target)) {
    throw new RangeError(`fitTable: the target ${show(target)} is excluded. Take it out of exclude.`)
  }
  const task = options.task ?? guessTask(table, target)
  const encoding = fitTarget(table, target, rows, task)
  return { version: 1, inputs: fitEncoding(table, rows, { exclude: [target, ...exclude] }), target: encoding }
}

/**
 * Returns a value, such as the result of JSON.parse, after checking that it is a TableEncoding.
 *
 * @param name the name of the source in messages, such as a file name. Default 'the encoding'.
 * @throws DataError that names the first wrong place, such as `inputs.columns[2].scale`. Also for another version.
 * @example
 * readTableEncoding(JSON.parse(text), 'model.json')
 */
export function readTableEncoding(json: unknown, name = 'the encoding'): TableEncoding {
  const refuse: Refuse = (at, what) => {
    throw new DataError(`readTableEncoding: ${showName(name)} is damaged: ${at} ${what}. Fit the table again.`, {
      file: name,
    })
  }
  // The version is checked first, because another version may have other keys.
  const version = isObject(json) ? json.version : undefined
  if (version !== 1 && Number.isSafeInteger(version)) {
    const what = `${showName(name)} has version ${show(version)}, and this release reads version 1`
    throw new DataError(`readTableEncoding: ${what}. Fit the table again.`, { file: name })
  }
  const { inputs, target } = objectWith(json, 'the encoding', ['version', 'inputs', 'target'], refuse)
  if (version !== 1) refuse('version', `is ${show(version)}, not 1`)
  checkInputs(inputs, refuse)
  checkTarget(target, refuse)
  if ((inputs as Encoding).columns.some((column) => column.name === (target as TargetEncoding).name)) {
    refuse('target.name', `is ${show((target as TargetEncoding).name)}, which is a column of the inputs too`)
  }
  return json as TableEncoding
}

/** Throws a DataError about a place. */
type Refuse = (at: string, what: string) => never

function checkInputs(inputs: unknown, refuse: Refuse): void {
  const { columns, ignored, missing } = objectWith(inputs, 'inputs', ['columns', 'ignored', 'missing'], refuse)
  listOf(columns, 'inputs.columns', 1, refuse).forEach((column, i) => {
    checkColumn(column, `inputs.columns[${i}]`, refuse)
  })
  checkDistinct((columns as Column[]).map(({ name }) => name), (i) => `inputs.columns[${i}].name`, refuse) // oxfmt-ignore
  listOf(ignored, 'inputs.ignored', 0, refuse).forEach((entry, i) => {
    const at = `inputs.ignored[${i}]`
    const { name, why } = objectWith(entry, at, ['name', 'why'], refuse)
    checkText(name, `${at}.name`, refuse)
    checkText(why, `${at}.why`, refuse)
  })
  listOf(missing, 'inputs.missing', 0, refuse).forEach((entry, i) => {
    const at = `inputs.missing[${i}]`
    const { name, count } = objectWith(entry, at, ['name', 'count'], refuse)
    checkText(name, `${at}.name`, refuse)
    if (!Number.isSafeInteger(count) || (count as number) < 1) refuse(`${at}.count`, `is ${show(count)}, not 1 or more`)
  })
}

function checkColumn(column: unknown, at: string, refuse: Refuse): void {
  const kind = isObject(column) ? column.kind : undefined
  if (kind === 'text') {
    const { name, values } = objectWith(column, at, ['name', 'kind', 'values'], refuse)
    checkText(name, `${at}.name`, refuse)
    checkTexts(values, `${at}.values`, 1, refuse)
    return
  }
  const { name, mean, scale } = objectWith(column, at, ['name', 'kind', 'mean', 'scale'], refuse)
  if (kind !== 'number') refuse(`${at}.kind`, `is ${show(kind)}, not "number" or "text"`)
  checkText(name, `${at}.name`, refuse)
  checkScale(mean, scale, at, refuse)
}

function checkTarget(target: unknown, refuse: Refuse): void {
  const task = isObject(target) ? target.task : undefined
  if (task === 'classification') {
    const { name, classes } = objectWith(target, 'target', ['task', 'name', 'classes'], refuse)
    checkText(name, 'target.name', refuse)
    const texts = checkTexts(classes, 'target.classes', 2, refuse)
    // keyFor, because 1 and 1.0 are the same class.
    checkDistinct(texts.map(keyFor(texts)), (i) => `target.classes[${i}]`, refuse)
    return
  }
  const { name, mean, scale } = objectWith(target, 'target', ['task', 'name', 'mean', 'scale'], refuse)
  if (task !== 'regression') refuse('target.task', `is ${show(task)}, not "classification" or "regression"`)
  checkText(name, 'target.name', refuse)
  checkScale(mean, scale, 'target', refuse)
}

function checkScale(mean: unknown, scale: unknown, at: string, refuse: Refuse): void {
  if (!Number.isFinite(mean)) refuse(`${at}.mean`, `is ${show(mean)}, not a finite number`)
  if (!Number.isFinite(scale) || !((scale as number) > 0)) refuse(`${at}.scale`, `is ${show(scale)}, not a number above 0`)
} // oxfmt-ignore

function checkText(value: unknown, at: string, refuse: Refuse): void {
  if (typeof value !== 'string' || value === '') refuse(at, `is ${show(value)}, not a text with characters`)
}

function checkTexts(value: unknown, at: string, least: number, refuse: Refuse): string[] {
  const list = listOf(value, at, least, refuse)
  list.forEach((text, i) => {
    checkText(text, `${at}[${i}]`, refuse)
  })
  checkDistinct(list, (i) => `${at}[${i}]`, refuse)
  return list as string[]
}

function checkDistinct(list: readonly unknown[], at: (i: number) => string, refuse: Refuse): void {
  const seen = new Map<unknown, number>()
  list.forEach((value, i) => {
    const twin = seen.get(value)
    if (twin !== undefined) refuse(at(i), `is the same as ${at(twin)}`)
    seen.set(value, i)
  })
}

function listOf(value: unknown, at: string, least: number, refuse: Refuse): unknown[] {
  if (!Array.isArray(value)) return refuse(at, `is ${show(value)}, not an array`)
  if (value.length < least) return refuse(at, `has ${value.length} entries, not ${least} or more`)
  return value
}

/** Returns the object if it has exactly these keys. */
function objectWith(value: unknown, at: string, keys: readonly string[], refuse: Refuse): Record<string, unknown> {
  if (!isObject(value)) return refuse(at, `is ${show(value)}, not an object`)
  const lacking = keys.find((key) => !Object.hasOwn(value, key))
  if (lacking !== undefined) refuse(at, `has no ${show(lacking)}`)
  const foreign = Object.keys(value).find((key) => !keys.includes(key))
  if (foreign !== undefined) refuse(at, `has an unknown key ${show(foreign)}`)
  return value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
