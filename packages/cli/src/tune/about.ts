/** What `gradus tune` stores about itself in a journal, so that `--merge` can train with the best setting. */
import { basename } from 'node:path'
import type { Table } from '@gradus/data'
import { z } from 'zod'
import { type Csv, csvOf } from '../input/csv.js'
import { RATES } from '@gradus/tabular'
import type { Fixed, Shared } from './trial.js'

const schema = z.strictObject({
  program: z.literal('gradus tune'),
  /** The name of the file without its folder. */
  file: z.string(),
  /** How the file is written. */
  csv: z.strictObject({
    header: z.boolean(),
    delimiter: z.string().optional(),
    decimal: z.enum(['.', ',']).optional(),
    naValues: z.array(z.string()).optional(),
  }),
  folds: z.number().int().min(0),
  target: z.string(),
  task: z.enum(['classification', 'regression']),
  optimizer: z.enum(Object.keys(RATES) as [keyof typeof RATES]),
  epochs: z.number().int().min(1),
  validation: z.number().gt(0).lt(1),
  seed: z.number().int().min(0),
})

export type About = Omit<z.infer<typeof schema>, 'csv'> & { csv: Csv }

export const aboutOf = (file: string, csv: Csv, folds: number, training: Fixed): About => ({
  program: 'gradus tune',
  file: basename(file),
  csv: csvOf(csv),
  folds,
  ...fixed(training),
})

/** Reads what a journal stores; undefined if another program wrote it. */
export const readAbout = (about: unknown): About | undefined => schema.safeParse(about).data as About | undefined

/** The entries in a fixed order, because journals compare them as text. */
export const fixed = ({ target, task, optimizer, epochs, validation, seed }: Fixed): Fixed => ({
  ...{ target, task, optimizer, epochs, validation, seed },
})

/** The data that all trials share. The folder of the file is left out, because it differs between machines. */
export const sharedOf = (table: Table, folds: number, training: Fixed): Shared => ({
  table: { ...table, file: basename(table.file) },
  training: fixed(training),
  folds,
})
