/** What the journal of `gradus tune` says of itself, so that `--merge` knows how to train with the best setting. */
import { basename } from 'node:path'
import type { Table } from '@gradus/data'
import { z } from 'zod'
import { RATES } from '@gradus/tabular'
import type { Fixed, Shared } from './trial.js'

const schema = z.strictObject({
  program: z.literal('gradus tune'),
  /** Without its folder. */
  file: z.string(),
  header: z.boolean(),
  folds: z.number().int().min(0),
  target: z.string(),
  task: z.enum(['classification', 'regression']),
  optimizer: z.enum(Object.keys(RATES) as [keyof typeof RATES]),
  epochs: z.number().int().min(1),
  validation: z.number().gt(0).lt(1),
  seed: z.number().int().min(0),
})

export type About = z.infer<typeof schema>

export const aboutOf = (file: string, header: boolean, folds: number, training: Fixed): About => ({
  program: 'gradus tune',
  file: basename(file),
  header,
  folds,
  ...fixed(training),
})

/** undefined if another program made the journal. */
export const readAbout = (about: unknown): About | undefined => schema.safeParse(about).data

/** The entries in one order, since journals compare them as text. */
export const fixed = ({ target, task, optimizer, epochs, validation, seed }: Fixed): Fixed => ({
  ...{ target, task, optimizer, epochs, validation, seed },
})

/** What the trials share. The folder of the file does not matter: other machines have other folders. */
export const sharedOf = (table: Table, folds: number, training: Fixed): Shared => ({
  table: { ...table, file: basename(table.file) },
  training: fixed(training),
  folds,
})
