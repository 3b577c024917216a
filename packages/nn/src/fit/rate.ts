/** The learning rate over the epochs: the optimizer's, or the last that a callback set, times a schedule and the plateau rule. */
import { show } from '@gradus/engine/errors'
import type { Progress } from './checkpoint.js'
import type { Run } from './run.js'

export interface Factors {
  schedule: number
  plateau: number
}

/** Part of the progress of a run. */
export interface Rate {
  /** What the optimizer came with. */
  given: number
  /** What the factors multiply, and what they were when it was set: it is multiplied by what they have changed by since. */
  base: number
  since: Factors
  /** What `fit` gave the optimizer last, and the factors in it. */
  now: number
  factors: Factors
}

export const firstRate = ({ optimizer: { lr } }: Run): Rate => ({
  given: lr,
  base: lr,
  since: { schedule: 1, plateau: 1 },
  now: lr,
  factors: { schedule: 1, plateau: 1 },
})

/**
 * Notices a rate that a callback gave the optimizer. It holds at once and is the new base: from then on it changes as the
 * schedule and the plateau rule change. (A factor of 0 counts as 1 here, since nothing comes back from it.)
 */
export function noticeRate({ optimizer }: Run, progress: Progress): void {
  const { rate } = progress
  const lr: unknown = optimizer.lr
  if (lr === rate.now) return
  if (!(typeof lr === 'number' && lr >= 0 && lr < Infinity)) {
    throw new RangeError(`fit: the learning rate was set to ${show(lr)}. Set optimizer.lr to a number of at least 0.`)
  }
  const { schedule } = rate.factors
  const plateau = progress.plateau.factor // it may have changed at the end of this epoch, before the rate was set
  rate.base = rate.now = lr
  rate.since = { schedule: schedule === 0 ? 1 : schedule, plateau: plateau === 0 ? 1 : plateau }
}

/** Gives the optimizer its rate for the epoch that begins. */
export function beginRate(run: Run, progress: Progress): void {
  noticeRate(run, progress)
  const { optimizer, schedule, plateau } = run
  const { epoch, rate } = progress
  const factor: unknown = schedule === undefined ? 1 : schedule(epoch - 1)
  if (!(typeof factor === 'number' && factor >= 0)) {
    throw new RangeError(`fit: schedule(${epoch - 1}) gave ${show(factor)}. Return a number of at least 0.`)
  }
  rate.factors = { schedule: factor, plateau: progress.plateau.factor }
  const scheduled = rate.base * (factor / rate.since.schedule)
  optimizer.lr =
    plateau === undefined
      ? scheduled
      : Math.max(scheduled * (progress.plateau.factor / rate.since.plateau), Math.min(plateau.minLr, scheduled))
  rate.now = optimizer.lr
}

/** After the run the optimizer has the rate that it came with, or the last that a callback set. */
export function endRate({ optimizer }: Run, { rate }: Progress): void {
  if (optimizer.lr === rate.now) optimizer.lr = rate.base
}
