/** The learning rate over the epochs: that of the optimizer, or the last one a callback set, times schedule and plateau factor. */
import { show } from '@gradus/engine/errors'
import type { Progress } from './checkpoint.js'
import type { Run } from './run.js'

export interface Factors {
  schedule: number
  plateau: number
}

/** The learning rate as part of a run's progress. */
export interface Rate {
  /** The optimizer's rate before the run. */
  given: number
  /** The rate that the factors multiply, and the factors at the time it was set: only later changes of the factors count. */
  base: number
  since: Factors
  /** The rate that `fit` last gave the optimizer, and its factors. */
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
 * Notices a rate that a callback set. It applies at once and becomes the new base, so later changes of schedule and plateau
 * factor multiply it. A factor of 0 counts as 1 here, because a base cannot be recovered from 0.
 */
export function noticeRate({ optimizer }: Run, progress: Progress): void {
  const { rate } = progress
  const lr: unknown = optimizer.lr
  if (lr === rate.now) return
  if (!(typeof lr === 'number' && lr >= 0 && lr < Infinity)) {
    throw new RangeError(`fit: the learning rate was set to ${show(lr)}. Set optimizer.lr to a number of at least 0.`)
  }
  const { schedule } = rate.factors
  const plateau = progress.plateau.factor // it may have changed at the end of this epoch
  rate.base = rate.now = lr
  rate.since = { schedule: schedule === 0 ? 1 : schedule, plateau: plateau === 0 ? 1 : plateau }
}

/** Sets the optimizer's rate for the epoch that begins. */
export function beginRate(run: Run, progress: Progress): void {
  noticeRate(run, progress)
  const { optimizer, schedule, plateau } = run
  const { epoch, rate } = progress
  const factor: unknown = schedule === undefined ? 1 : schedule(epoch - 1)
  if (!(typeof factor === 'number' && factor >= 0)) {
    throw new RangeError(`fit: schedule(${epoch - 1}) returned ${show(factor)}. Return a number of at least 0.`)
  }
  rate.factors = { schedule: factor, plateau: progress.plateau.factor }
  const scheduled = rate.base * (factor / rate.since.schedule)
  optimizer.lr =
    plateau === undefined
      ? scheduled
      : Math.max(scheduled * (progress.plateau.factor / rate.since.plateau), Math.min(plateau.minLr, scheduled))
  rate.now = optimizer.lr
}

/** After the run the optimizer has its rate from before the run, or the last one a callback set. */
export function endRate({ optimizer }: Run, { rate }: Progress): void {
  if (optimizer.lr === rate.now) optimizer.lr = rate.base
}
