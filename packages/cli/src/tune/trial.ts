/** One trial of `gradus tune`, in a thread of its own: trains with a setting and measures on the validation rows. */
import type { Table } from '@gradus/data'
import { type LearnOptions, type TableOptions, trainTable } from '@gradus/tabular'
import type { Task } from '@gradus/tune'

/** What is searched: always the first four. */
export type Setting = Required<Pick<LearnOptions, 'lr' | 'hidden' | 'activation'>> & {
  batch: number
} & Pick<LearnOptions, 'l2' | 'dropout'>

/** How to train, the same in all trials; the share for validation and the seed too. */
export type Fixed = Required<Pick<TableOptions, 'target' | 'task' | 'optimizer' | 'epochs' | 'validation' | 'seed'>>

/** What all trials share. */
export interface Shared {
  table: Table
  training: Fixed
  /** How many parts a cross-validation has; 0 without one. */
  folds: number
}

/** A setting as the recipe takes it. */
export const learnOptions = ({ batch, ...setting }: Setting): LearnOptions => ({
  ...setting,
  model: 'network',
  batchSize: batch,
})

/** The first repeat has the seed, each further one the next. The folds of one cross-validation share a seed. */
const trial: Task<Setting, Shared> = async (setting, { data: { table, training, folds }, repeat }) => {
  const { validation: share, ...fixed } = training
  const round = folds === 0 ? repeat - 1 : Math.floor((repeat - 1) / folds)
  const { validation, history, epochs } = await trainTable(table, {
    ...fixed,
    ...learnOptions(setting),
    seed: training.seed + round,
    ...(folds === 0 ? { validation: share } : { folds, fold: ((repeat - 1) % folds) + 1 }),
  })
  const { loss, accuracy, r2 } = validation!.network!
  const quality = accuracy === undefined ? { r2 } : { accuracy }
  return { score: loss, ...quality, trainLoss: history!.epochs[epochs - 1]!.loss }
}

export default trial
