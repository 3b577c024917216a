/** One trial of `gradus tune`, in a thread of its own: trains with a setting and measures on the validation rows. */
import type { Table } from '@gradus/data'
import type { Task } from '@gradus/tune'
import type { Training } from '../training.js'
import { train } from '../training.js'

/** What is searched: always the first four. */
export type Setting = Required<Pick<Training, 'lr' | 'hidden' | 'activation' | 'batch'>> &
  Pick<Training, 'l2' | 'dropout'>

/** What all trials share: the table, and how to train. The seed too: the best trial can be had again by `gradus train`. */
export interface Shared {
  table: Table
  training: Omit<Training, keyof Setting | 'onEpoch' | 'onStep'>
}

const trial: Task<Setting, Shared> = async (setting, { data: { table, training } }) => {
  const { kept, score } = await train(table, { ...training, ...setting })
  const quality = training.task === 'classification' ? { accuracy: score } : { r2: score }
  return { score: kept.validationLoss!, ...quality, trainLoss: kept.loss }
}

export default trial
