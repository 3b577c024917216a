/** The tables of `gradus tune`: the rows to learn from, and the rows of --test. */
import { realpath } from 'node:fs/promises'
import type { Table } from '@gradus/data'
import { trainTable } from '@gradus/tabular'
import { UsageError } from '../errors.js'
import { checkColumn, type Csv, readTable } from '../input/csv.js'
import { STDIN } from '../input/stdin.js'
import { noteColumns } from '../output/report.js'
import { note } from '../output/streams.js'
import { plural } from '../output/text.js'
import type { Shared } from './trial.js'

export function checkTable(table: Table, target: string, folds: number | undefined, csv: Csv): void {
  const { file, rows } = table
  checkColumn('tune', table, target, '--target', csv)
  if (rows.length < 2) {
    throw new Error(
      `tune: ${file} has ${plural(rows.length, 'row')}, and needs at least 2, one of them to measure on. Pass more rows.`,
    )
  }
  if (folds !== undefined && folds > rows.length) {
    throw new UsageError(
      `tune: --folds ${folds} is more than the ${rows.length} rows of ${file}. Pass ${rows.length} or less.`,
    )
  }
}

export async function readTest(
  file: string | undefined,
  test: string | undefined,
  csv: Csv,
): Promise<Table | undefined> {
  if (test === undefined) return undefined
  const table = await readTable(test, csv)
  if (file !== undefined && file !== STDIN && test !== STDIN && (await realpath(file)) === (await realpath(test))) {
    throw new UsageError(
      `tune: --test ${test} has the rows that the trials learn from. Pass rows that no trial has seen.`,
    )
  }
  return table
}

/** Trains a linear model on one part of the rows, which finds faults of the data before any thread starts. */
export async function tryOut({ table, training, folds }: Shared, test: Table | undefined): Promise<void> {
  const { target, task, validation, seed } = training
  const { model, remarks } = await trainTable(table, {
    ...{ target, task, seed, model: 'linear' },
    ...(folds === 0 ? { validation } : { folds, fold: 1 }),
    ...(test === undefined ? {} : { test }),
  })
  for (const { text } of remarks) note(text)
  noteColumns(model.encoding.inputs)
}
