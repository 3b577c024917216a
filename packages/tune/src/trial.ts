/** One run of the task with one setting, and how runs are ranked. */
import type { Json } from './json.js'

/** What is known of a trial before it runs. */
export interface PlannedTrial<P = Record<string, Json>> {
  /** Counted from 1 through all rounds. */
  number: number
  /** Counted from 1. */
  round: number
  settings: P
  /** For whatever the task does by chance. */
  seed: number
}

/** What one run of the task came to. */
export interface Measurement {
  /** null if it failed. */
  score: number | null
  /** Why it failed. */
  failed?: string
  /** What the task returned besides the score. */
  details?: { [key: string]: Json }
}

/**
 * What a trial came to. With repeats, the score is the mean over them, the details are the means of those that are
 * numbers in all of them, and a trial of which one repeat failed has failed.
 */
export interface Outcome extends Measurement {
  /** Of the mean over the repeats: their standard deviation (divisor n − 1) divided by √n. */
  standardError?: number
  /** What each repeat came to. */
  repeats?: Measurement[]
}

export interface Trial<P = Record<string, Json>> extends PlannedTrial<P>, Outcome {}

/** What a trial can find out besides its parameters. */
export interface TrialContext<D = Json> {
  /** For whatever the task does by chance; the same in every run of the search. Each repeat has another. */
  seed: number
  number: number
  round: number
  /**
   * Counted from 1 to `repeats`. Repeat 3 of one trial is compared with repeat 3 of all others, so the task divides its
   * data by this number, as the seed of a split or the number of a fold.
   */
  repeat: number
  repeats: number
  /** The `data` of the search, frozen. */
  data: D
}

/**
 * What the module of a task exports by default.
 *
 * @example
 * const task: Task<{ lr: number }> = async ({ lr }, { seed }) => (await train(lr, seed)).validationLoss
 * export default task
 */
export type Task<P, D = Json> = (settings: P, context: TrialContext<D>) => Scored | Promise<Scored>

/** A score, alone or with whatever else is worth keeping; that is kept as JSON can say it. */
export type Scored = number | { score: number; [detail: string]: unknown }

export type Goal = 'minimize' | 'maximize'

/** Best first, failed ones last; where scores are equal, the lower number first. */
export function ranked<T extends Trial<unknown>>(trials: readonly T[], goal: Goal): T[] {
  const sign = goal === 'minimize' ? 1 : -1
  const cost = ({ score }: T): number => (score === null ? Infinity : sign * score)
  return [...trials].sort((p, q) => {
    const [a, b] = [cost(p), cost(q)]
    return a < b ? -1 : a > b ? 1 : p.number - q.number
  })
}
