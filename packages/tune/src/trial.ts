/** A trial is one run of the task with one setting. Here are its types, and the ranking of trials. */
import type { Json } from './json.js'

/** The part of a trial that is known before it runs. */
export interface PlannedTrial<P = Record<string, Json>> {
  /** The number of the trial, counted from 1 through all rounds. */
  number: number
  /** The number of the round, counted from 1. */
  round: number
  settings: P
  /** Seed for all random choices of the task. */
  seed: number
}

/** The result of one run of the task. */
export interface Measurement {
  /** The score; null if the run failed. */
  score: number | null
  /** The reason of the failure. */
  failed?: string
  /** Everything that the task returned besides the score. */
  details?: { [key: string]: Json }
}

/**
 * The result of a trial. With repeats, its score is the mean of their scores, and its details are the means of the
 * details that are numbers in every repeat. If one repeat failed, the trial failed.
 */
export interface Outcome extends Measurement {
  /** Standard error of the score: the standard deviation of the repeats (divisor n − 1) divided by √n. */
  standardError?: number
  /** The result of each repeat. */
  repeats?: Measurement[]
}

export interface Trial<P = Record<string, Json>> extends PlannedTrial<P>, Outcome {}

/** The second argument of a task. */
export interface TrialContext<D = Json> {
  /**
   * Seed for all random choices of the task. It is the same in every run of the search, and different for each repeat.
   */
  seed: number
  number: number
  round: number
  /**
   * The number of the repeat, from 1 to `repeats`. Use it as the seed of a split or as the number of a fold. Then all
   * settings are compared on the same rows.
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

/** A score, alone or with details, which are stored as JSON. */
export type Scored = number | { score: number; [detail: string]: unknown }

export type Goal = 'minimize' | 'maximize'

/** The trials from the best to the failed ones. With equal scores, the lower number comes first. */
export function ranked<T extends Trial<unknown>>(trials: readonly T[], goal: Goal): T[] {
  const sign = goal === 'minimize' ? 1 : -1
  const cost = ({ score }: T): number => (score === null ? Infinity : sign * score)
  return [...trials].sort((p, q) => {
    const [a, b] = [cost(p), cost(q)]
    return a < b ? -1 : a > b ? 1 : p.number - q.number
  })
}
