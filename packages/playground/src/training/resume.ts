/** How `fit` continues from a kept step with the same bits. */
import type { Checkpoint, EpochRecord } from '@gradus/nn'

export interface Resume {
  /** Without its records, which are the same in all kept steps. */
  readonly checkpoint: Checkpoint
  /** The passes before this call of `fit`, and the settings of this call. */
  readonly base: number
  readonly key: string
}

export const withoutRecords = (checkpoint: Checkpoint): Checkpoint => ({
  ...checkpoint,
  progress: { ...checkpoint.progress, records: [] },
})

/** The checkpoint with the present parameters, the present rate and the records of all passes so far. */
export function checkpointAt(
  { checkpoint, base }: Resume,
  parameters: Float64Array,
  rate: number,
  records: readonly EpochRecord[],
): Checkpoint {
  const one = { schedule: 1, plateau: 1 }
  const progress = {
    ...checkpoint.progress,
    records: records.slice(base).map((record) => ({ ...record, epoch: record.epoch - base })),
    rate: { given: rate, base: rate, now: rate, since: one, factors: one },
  }
  return { ...checkpoint, parameters: [...parameters], progress: progress as Checkpoint['progress'] }
}
