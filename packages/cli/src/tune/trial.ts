/** One trial of `gradus tune`, in a thread of its own: trains with a setting and measures on the validation rows. */
import type { Table } from '@gradus/data'
import type { Task } from '@gradus/tune'
import { prepareTable } from '../prepare.js'
import type { Training } from '../training.js'
import { learn } from '../training.js'

/** What is searched: always the first four. */
export type Setting = Required<Pick<Training, 'lr' | 'hidden' | 'activation' | 'batch'>> &
  Pick<Training, 'l2' | 'dropout'>

/** How to train, the same in all trials; the share for validation and the seed too. */
export type Fixed = Pick<Training, 'target' | 'task' | 'optimizer' | 'epochs' | 'validation' | 'seed'>

/** What all trials share. */
export interface Shared {
  table: Table
  training: Fixed
  /** How many parts a cross-validation has; 0 without one. */
  folds: number
}

/**
 * The first repeat has the seed, each further one the next. So `gradus train --seed` does the same as a repeat on a
 * split. All folds of one cross-validation share the division of the rows.
 */
const trial: Task<Setting, Shared> = async (setting, { data: { table, training, folds }, repeat }) => {
  const { seed } = training
  const division =
    folds === 0
      ? { seed: seed + repeat - 1 }
      : { seed: seed + Math.floor((repeat - 1) / folds), fold: { number: ((repeat - 1) % folds) + 1, of: folds } }
  const prepared = prepareTable(table, { ...training, ...division })
  const { kept, score } = await learn(prepared, { ...training, ...setting, seed: seed + repeat - 1 })
  const quality = training.task === 'classification' ? { accuracy: score } : { r2: score }
  return { score: kept.validationLoss!, ...quality, trainLoss: kept.loss }
}

export default trial
