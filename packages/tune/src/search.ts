/** The search: rounds of trials. Each round is planned from the seed and from the earlier trials. */
import { Random } from '@gradus/nn'
import type { Axis, Space } from './axis.js'
import { axes, describeSpace } from './axis.js'
import type { Journal } from './journal.js'
import { openJournal } from './journal.js'
import type { Json } from './json.js'
import type { Plan, SearchOptions } from './options.js'
import { plan } from './options.js'
import { combine, repeatSeeds } from './repeats.js'
import { planRound } from './settings.js'
import type { Threads } from './threads.js'
import { openThreads } from './threads.js'
import type { Goal, Outcome, PlannedTrial, Trial } from './trial.js'
import { ranked } from './trial.js'

/** The trials of a whole search, or of a part of it. */
export interface SearchTrials<P = Record<string, Json>> {
  goal: Goal
  /** The best trial. It is a failed one only if all trials of a shard failed. */
  best: Trial<P>
  /** The trials in the order of their numbers. */
  trials: Trial<P>[]
  /** The space of each round, as texts. */
  spaces: Record<string, string>[]
}

export interface SearchResult<P = Record<string, Json>> extends SearchTrials<P> {
  /** Whether all trials ran, or a signal ended the search early. */
  ended: 'trials' | 'signal'
}

/**
 * Searches for the setting of a task with the best score, on worker threads.
 *
 * The task is an ES module, because each thread loads it. Its default export is a function of the setting and of a
 * `TrialContext` (seed, repeat, data and so on). It returns a score, or an object with a `score` and other details. A
 * trial that throws, or whose score is not finite, is recorded as failed and does not end the search.
 *
 * Settings and seeds depend only on the seed of the search and the number of the trial. If the task gives the same
 * score for the same seed, the result is the same on any number of threads, and also if the search is interrupted and
 * continued.
 *
 * @param task the path of the module, relative to the working directory, or its file: URL
 * @throws TypeError and RangeError for options that do not fit together; Error if the task or the journal cannot be used
 * or every trial of the first round fails; the signal's reason if it ends the search before any trial has a score
 * @example
 * const { best } = await search('./task.js', { lr: logUniform(1e-4, 1), hidden: choice([[8], [16, 16]]) })
 */
export async function search<P>(
  task: string | URL,
  space: Space<P>,
  options: SearchOptions<P> = {},
): Promise<SearchResult<P>> {
  const run = plan(task, space, options)
  const { signal } = run
  signal?.throwIfAborted()
  const journal = openJournal(run)
  const threads = openThreads(run)
  const interruption = interrupted(signal)
  const found: Found<P> = { trials: [], spaces: [] }
  try {
    await Promise.race([allRounds(run, threads, journal, found), interruption.promise])
    return { ...summary(run, found), ended: 'trials' }
  } catch (error) {
    if (signal?.aborted !== true || error !== signal.reason || !succeeded(found.trials)) throw error
    return { ...summary(run, found), ended: 'signal' }
  } finally {
    interruption.forget()
    await threads.close()
    journal.close()
  }
}

/** The trials so far, in the order in which they finish, and the space of each round. */
interface Found<P> {
  trials: Trial<P>[]
  spaces: Record<string, string>[]
}

function summary<P>({ goal }: Plan<P>, { trials, spaces }: Found<P>): SearchTrials<P> {
  const byNumber = [...trials].sort((p, q) => p.number - q.number)
  return { goal, best: ranked(byNumber, goal)[0]!, trials: byNumber, spaces: [...spaces] }
}

async function allRounds<P>(run: Plan<P>, threads: Threads, journal: Journal, found: Found<P>): Promise<void> {
  const { goal, rounds, keep, shard } = run
  const draws = new Random(run.seed)
  for (let round = 1; round <= rounds; round++) {
    const best = ranked(found.trials, goal)
      .filter(({ score }) => score !== null)
      .slice(0, keep)
    const space = round === 1 ? run.space : narrowed(run, best, round)
    found.spaces.push(describeSpace(space))
    await oneRound(run, planRound(run, space, round, found.trials.length, draws), threads, journal, found)
    // If all trials of a shard failed, those of the others may still succeed.
    if (shard === undefined) checkSuccess(found.trials)
  }
}

/**
 * The part of the whole space around the best values. A round may leave the range of the round before, but not the
 * space.
 */
function narrowed<P>({ space, factor }: Plan<P>, best: readonly Trial<P>[], round: number): Space<P> {
  const around = ([name, axis]: [string, Axis<P[keyof P]>]) => {
    const values = best.map(({ settings }) => settings[name as keyof P])
    return [name, axis.narrow(values, factor ** (round - 1))]
  }
  return Object.fromEntries(axes(space).map(around)) as Space<P>
}

/** Runs the trials that the journal does not have, as many at a time as there are threads. */
async function oneRound<P>(
  { onTrial, repeats, signal }: Plan<P>,
  planned: readonly PlannedTrial<P>[],
  threads: Threads,
  journal: Journal,
  found: Found<P>,
): Promise<void> {
  let done = 0
  const finish = (trial: PlannedTrial<P>, outcome: Outcome, seconds: number | null): void => {
    if (signal?.aborted === true) return // the search has already returned its result
    const finished = { ...trial, ...outcome }
    if (seconds !== null) journal.add(finished)
    done++
    found.trials.push(finished)
    onTrial?.(finished, { done, total: planned.length, seconds })
  }
  const known = planned.map((trial) => journal.find(trial))
  for (const [i, trial] of planned.entries()) if (known[i] !== undefined) finish(trial, known[i], null)
  await Promise.all(
    planned.map(async (trial, i) => {
      if (known[i] !== undefined) return
      const seeds = repeatSeeds(trial.seed, repeats)
      const answers = await Promise.all(seeds.map((seed, r) => threads.run({ ...trial, seed, repeat: r + 1, repeats })))
      const seconds = answers.reduce((sum, answer) => sum + answer.seconds, 0)
      finish(trial, combine(answers.map(({ measured }) => measured)), seconds)
    }),
  )
}

const succeeded = (trials: readonly Trial<unknown>[]): boolean => trials.some(({ score }) => score !== null)

function checkSuccess(trials: readonly Trial<unknown>[]): void {
  if (succeeded(trials)) return
  const first = trials.reduce((p, q) => (q.number < p.number ? q : p))
  const all = trials.length === 1 ? 'the only trial' : `all ${trials.length} trials`
  throw new Error(
    `search: ${all} failed, the first with ${JSON.stringify(first.failed)}. Check the task and the space.`,
  )
}

/** A promise that rejects when the signal aborts. */
function interrupted(signal: AbortSignal | undefined): { promise: Promise<never>; forget(): void } {
  let stop = () => {}
  const promise = new Promise<never>((_, reject) => {
    stop = () => reject(signal!.reason as Error)
  })
  signal?.addEventListener('abort', stop)
  return { promise, forget: () => signal?.removeEventListener('abort', stop) }
}
