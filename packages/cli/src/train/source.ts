/** The data of `gradus train`: a CSV file, or with --idx IDX files. Checks the options for them, reads and learns. */
import { guessTask, type Images, showName, type Table, type Task } from '@gradus/data'
import { readImages } from '@gradus/data/node'
import { FEW, type LearnOptions, LOSSES, type Trained, trainImages, trainTable } from '@gradus/tabular'
import { UsageError } from '../errors.js'
import type { Opened } from './checkpoint-file.js'
import { needsPart } from './options.js'
import { checkColumn, checkCsv, type Csv, csvWords, readTable } from '../input/csv.js'
import { plural } from '../output/text.js'

export interface Source extends Csv {
  idx?: true
  target?: string | undefined
  /** The texts of --exclude. Each is the name of a column, or several names with commas. */
  exclude: string[]
  task?: Task | undefined
  /** The files of --test: a CSV file, or images and labels. */
  test?: string[] | undefined
  /** The number of rows or images to learn from. */
  limit?: number | undefined
}

const refuse = (what: string) => new UsageError(`train: ${what}`)

/** Reads the files and learns from them. `checkSource` must have checked the options. */
export function learnFrom(
  data: readonly Opened[],
  test: readonly Opened[],
  source: Source,
  learning: LearnOptions,
): Promise<Trained> {
  return source.idx === true
    ? learnImages(data, test, source, learning)
    : learnTable(data[0]!, test[0], source, learning)
}

/** Refuses files and options that contradict each other, before anything is read. */
export function checkSource(file: string, labels: string | undefined, source: Source): void {
  const { idx, target, exclude, task, test } = source
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
    checkCsv('train', source, [file, ...(test ?? [])])
    return
  }
  const forTables = [
    target === undefined ? [] : `--target ${target}`,
    exclude.length === 0 ? [] : `--exclude ${exclude.join(',')}`,
    task === undefined ? [] : `--task ${task}`,
    csvWords(source).slice(0, 1),
  ].flat()
  if (forTables.length > 0) {
    throw refuse(`${forTables[0]} is for a CSV file, and --idx reads images. Leave one of them out.`)
  }
  if (labels === undefined) throw refuse(`--idx has one file, ${file}. Pass the images, then the labels.`)
  if (test !== undefined && test.length !== 2) {
    throw refuse(`--test has ${shown(test)}. Pass images, then labels, after those to learn from.`)
  }
}

async function learnTable(
  file: Opened,
  testFile: Opened | undefined,
  source: Source,
  learning: LearnOptions,
): Promise<Trained> {
  const { limit } = source
  const target = source.target!
  const table = first(await readTable(file.given, source, file.source), limit)
  checkColumn('train', table, target, '--target', source)
  const exclude = source.exclude.flatMap((text) => columnsIn(table, text, source))
  if (exclude.includes(target)) {
    throw refuse(`--exclude has the target, ${showName(target)}. Leave out the target, or pass another --target.`)
  }
  checkFit(table, source.task ?? guessTask(table, target), learning)
  const test = testFile === undefined ? undefined : await readTable(testFile.given, source, testFile.source)
  return trainTable(table, {
    ...{ target, exclude, header: source.header },
    ...(source.task === undefined ? {} : { task: source.task }),
    ...(test === undefined ? {} : { test }),
    ...learning,
  })
}

/** Refuses options that do not fit the data. */
function checkFit({ rows, file }: Table, task: Task, options: LearnOptions): void {
  const { loss, classWeights, folds, validation, schedule } = options
  if (schedule?.name === 'plateau' && validation === undefined && rows.length < FEW) throw needsPart(schedule, options)
  checkLoss(task, loss)
  if (classWeights !== undefined && task !== 'classification') {
    throw refuse(`--class-weights are for classification, and the task is ${task}. Leave them out.`)
  }
  if (folds !== undefined && folds > rows.length) {
    throw refuse(
      `--folds ${folds} is more than the ${plural(rows.length, 'row')} of ${file}. Pass ${rows.length} or less.`,
    )
  }
  if (rows.length === 1 && validation !== 0) {
    throw refuse(`${file} has one row, and none is left to validate on. Pass more rows, or --validation 0.`)
  }
}

function checkLoss(task: Task, loss: LearnOptions['loss']): void {
  const losses: readonly (typeof loss)[] = LOSSES[task]
  if (loss === undefined || losses.includes(loss)) return
  throw refuse(`--loss ${loss} does not fit ${task}. Pass ${losses.join(' or ')}.`)
}

/** The columns that a text of --exclude names: one if a column has this name, otherwise its parts between commas. */
function columnsIn(table: Table, text: string, csv: Csv): string[] {
  if (table.columns.includes(text)) return [text]
  const names = text.split(',').map((name) => name.trim())
  for (const name of names) checkColumn('train', table, name, '--exclude', csv)
  return names
}

function first(table: Table, limit = table.rows.length): Table {
  const count = table.rows.length
  if (limit > count) {
    throw refuse(`--limit ${limit} is more than the ${plural(count, 'row')} of ${table.file}. Pass ${count} or less.`)
  }
  return { ...table, rows: table.rows.slice(0, limit), lines: table.lines.slice(0, limit) }
}

async function learnImages(
  [file, labels]: readonly Opened[],
  test: readonly Opened[],
  { limit }: Source,
  learning: LearnOptions,
): Promise<Trained> {
  checkLoss('classification', learning.loss)
  const images = await firstImages(file!.given, labels!.given, limit)
  const more = test.length === 0 ? {} : { test: await readImages(test[0]!.given, test[1]!.given) }
  return trainImages(images, { ...learning, ...more })
}

async function firstImages(file: string, labels: string, limit: number | undefined): Promise<Images> {
  try {
    return await readImages(file, labels, limit === undefined ? {} : { count: limit })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw refuse(`--limit ${limit} is more than the images of ${file}. Pass a smaller number.`)
  }
}
