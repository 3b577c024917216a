/** What `gradus train` is given: a CSV file, or IDX files with --idx. Checks that the options fit, reads, prepares. */
import type { Images, Table, Task } from '@gradus/data'
import { guessTask } from '@gradus/data'
import { readCsv, readImages } from '@gradus/data/node'
import { UsageError } from './errors.js'
import { plural } from './io.js'
import type { Prepared } from './prepare.js'
import { prepareImages, prepareTable } from './prepare.js'

export interface Source {
  idx?: true
  target?: string
  exclude: string[]
  task?: Task
  header: boolean
  /** A CSV file, or images and labels. */
  test?: string[]
  /** How many rows or images to take. */
  limit?: number
  validation: number
  seed: number
}

const refuse = (what: string) => new UsageError(`train: ${what}`)

/** Reads and prepares the files, after `checkSource`. */
export function readSource(file: string, labels: string | undefined, source: Source): Promise<Prepared> {
  return source.idx === true ? readPictures(file, labels!, source) : readTable(file, source)
}

/** Refuses files and options that contradict each other, before anything is read. */
export function checkSource(file: string, labels: string | undefined, source: Source): void {
  const { idx, target, exclude, task, header, test } = source
  const shown = (files: string[]) => `${plural(files.length, 'file')} (${files.join(', ')})`
  if (idx !== true) {
    if (labels !== undefined) {
      throw refuse(
        `there is a second file, ${labels}, and no --idx. Pass --idx for images and labels, or one CSV file.`,
      )
    }
    if (target === undefined) {
      throw refuse(`--target is missing for ${file}. Pass the column to predict, or --idx for images.`)
    }
    if (test !== undefined && test.length !== 1) {
      throw refuse(`--test has ${shown(test)}. Pass one CSV file, after the one to learn from.`)
    }
    return
  }
  const forTables = [
    target === undefined ? [] : `--target ${target}`,
    exclude.length === 0 ? [] : `--exclude ${exclude.join(',')}`,
    task === undefined ? [] : `--task ${task}`,
    header ? [] : '--no-header',
  ].flat()
  if (forTables.length > 0) {
    throw refuse(`${forTables[0]} is for a CSV file, and --idx reads images. Leave one of them out.`)
  }
  if (labels === undefined) throw refuse(`--idx has one file, ${file}. Pass the images, then the labels.`)
  if (test !== undefined && test.length !== 2) {
    throw refuse(`--test has ${shown(test)}. Pass images, then labels, after those to learn from.`)
  }
}

async function readTable(file: string, source: Source): Promise<Prepared> {
  const { exclude, header, validation, seed, limit } = source
  const target = source.target!
  const table = first(await readCsv(file, { header }), limit)
  for (const name of exclude) checkColumn(table, name, '--exclude')
  checkColumn(table, target, '--target')
  const task = source.task ?? guessTask(table, target)
  const test = source.test === undefined ? undefined : await readCsv(source.test[0]!, { header })
  return prepareTable(table, { target, exclude, task, validation, seed }, test)
}

function first(table: Table, limit = table.rows.length): Table {
  const count = table.rows.length
  if (limit > count) {
    throw refuse(`--limit ${limit} is more than the ${plural(count, 'row')} of ${table.file}. Pass ${count} or less.`)
  }
  return { ...table, rows: table.rows.slice(0, limit), lines: table.lines.slice(0, limit) }
}

function checkColumn(table: Table, name: string, option: string): void {
  if (table.columns.includes(name)) return
  throw refuse(
    `${table.file} has no column "${name}". Pass ${option} with one of ${table.columns.slice(0, 40).join(', ')}.`,
  )
}

async function readPictures(file: string, labels: string, { limit, test, ...division }: Source): Promise<Prepared> {
  const images = await firstImages(file, labels, limit)
  return prepareImages(images, division, test === undefined ? undefined : await readImages(test[0]!, test[1]!))
}

async function firstImages(file: string, labels: string, limit: number | undefined): Promise<Images> {
  try {
    return await readImages(file, labels, limit === undefined ? {} : { count: limit })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw refuse(`--limit ${limit} is more than the images of ${file}. Pass a smaller number.`)
  }
}
