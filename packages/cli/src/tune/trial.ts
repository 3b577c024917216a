/**
 * One trial of `gradus tune`, which runs in a worker thread: trains with a setting and measures on the validation rows.
 */
import type { Table } from '@gradus/data'
import { type LearnOptions, type TableOptions, trainTable } from '@gradus/tabular'
import type { Task } from '@gradus/tune'

/** A setting of the search: the first four always, l2 and dropout if they are searched. */
export type Setting = Required<Pick<LearnOptions, 'lr' | 'hidden' | 'activation'>> & {
  batch: number
} & Pick<LearnOptions, 'l2' | 'dropout'>

/** The options of the training that are the same in all trials. */
export type Fixed = Required<Pick<TableOptions, 'target' | 'task' | 'optimizer' | 'epochs' | 'validation' | 'seed'>>

/** The data that all trials share. */
export interface Shared {
  table: Table
  training: Fixed
  /** The number of folds of a cross-validation; 0 without one. */
  folds: number
}

/** The setting as options of `trainTable`. */
export const learnOptions = ({ batch, ...setting }: Setting): LearnOptions => ({
  ...setting,
  model: 'network',
  batchSize: batch,
})

/**
 * The first repeat has the seed of the search, each further one the next number. The folds of a repeat share its seed.
 */
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
