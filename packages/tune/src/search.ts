/** The search itself: rounds of trials, each round planned from the seed and from what came before. */
import { Random } from '@gradus/nn'
import type { Axis, Space } from './axis.js'
import { axes, describeSpace } from './axis.js'
import type { Journal } from './journal.js'
import { openJournal } from './journal.js'
import type { Json } from './json.js'
import type { Plan, SearchOptions } from './options.js'
import { plan } from './options.js'
import type { Threads } from './threads.js'
import { openThreads } from './threads.js'
import type { Goal, Outcome, PlannedTrial, Trial } from './trial.js'
import { ranked } from './trial.js'

const MOST_TRIALS = 10_000

export interface SearchResult<P = Record<string, Json>> {
  goal: Goal
  best: Trial<P>
  /** In the order of their numbers. */
  trials: Trial<P>[]
  /** What each round searched. */
  spaces: Record<string, string>[]
}

/**
 * Looks for the setting of a task with the best score, on worker threads.
 *
 * The task is an ES module, because each thread loads it for itself. Its default export is a function of the setting and
 * of `{ seed, number, round, data }` that gives a score, or an object with a `score` and whatever else is worth keeping.
 * A trial that throws, or has no finite score, is recorded as failed and does not end the search.
 *
 * Settings and seeds come from the seed of the search and the number of the trial alone, so a task that does the same
 * with the same seed makes the result the same, on any number of threads, interrupted and resumed or not.
 *
 * @param task path (from the working directory) or file: URL of the module
 * @throws TypeError and RangeError for options that do not fit together; Error if the task or the journal cannot be used
 * or every trial of the first round fails; the signal's reason if it ends the search
 * @example
 * const { best } = await search('./task.js', { lr: logUniform(1e-4, 1), hidden: choice([[8], [16, 16]]) })
 */
export async function search<P>(
  task: string | URL,
  space: Space<P>,
  options: SearchOptions<P> = {},
): Promise<SearchResult<P>> {
  const run = plan(task, space, options)
  run.signal?.throwIfAborted()
  const journal = openJournal(run)
  const threads = openThreads(run)
  const interruption = interrupted(run.signal)
  try {
    return await Promise.race([allRounds(run, threads, journal), interruption.promise])
  } finally {
    interruption.forget()
    await threads.close()
    journal.close()
  }
}

async function allRounds<P>(run: Plan<P>, threads: Threads, journal: Journal): Promise<SearchResult<P>> {
  const { goal, rounds, keep } = run
  const draws = new Random(run.seed)
  const trials: Trial<P>[] = []
  const spaces: Record<string, string>[] = []
  for (let round = 1; round <= rounds; round++) {
    const best = ranked(trials, goal)
      .filter(({ score }) => score !== null)
      .slice(0, keep)
    const space = round === 1 ? run.space : narrowed(run, best, round)
    const planned = settings(run, space, round).map((params, i): PlannedTrial<P> => {
      const number = trials.length + i + 1
      return { number, round, params: params(randomFrom(draws)), seed: draws.uint32() }
    })
    spaces.push(describeSpace(space))
    trials.push(...(await oneRound(run, planned, threads, journal)))
    checkSuccess(trials)
  }
  return { goal, best: ranked(trials, goal)[0]!, trials, spaces }
}

/** A generator of its own for each trial, so that no trial's draws depend on how many another one made. */
const randomFrom = (draws: Random): Random => new Random(draws.uint32() * 2 ** 21 + (draws.uint32() >>> 11))

/** The whole space around the best values: a round may leave the range of the one before, but not the space. */
function narrowed<P>({ space, factor }: Plan<P>, best: readonly Trial<P>[], round: number): Space<P> {
  const around = ([name, axis]: [string, Axis<P[keyof P]>]) => {
    const values = best.map(({ params }) => params[name as keyof P])
    return [name, axis.narrow(values, factor ** (round - 1))]
  }
  return Object.fromEntries(axes(space).map(around)) as Space<P>
}

/** What each trial of a round is to try; chance comes in when the trial is numbered. */
function settings<P>(run: Plan<P>, space: Space<P>, round: number): ((random: Random) => P)[] {
  if (run.method === 'grid') return combinations(run, space).map((params) => () => params)
  const { trials, rounds } = run
  const count = Math.floor((trials * round) / rounds) - Math.floor((trials * (round - 1)) / rounds)
  const sample = (random: Random): P =>
    Object.fromEntries(axes(space).map(([name, axis]) => [name, axis.sample(random)])) as P
  return new Array<typeof sample>(count).fill(sample)
}

/** Every combination of the values on the axes; the last axis changes fastest. */
function combinations<P>({ perAxis }: Plan<P>, space: Space<P>): P[] {
  const grids = axes(space).map(([name, axis]) => [name, axis.grid(perAxis)] as const)
  const count = grids.reduce((product, [, values]) => product * values.length, 1)
  if (count > MOST_TRIALS) {
    throw new RangeError(
      `search: the grid has ${count} combinations. Lower perAxis or search at random; ${MOST_TRIALS} is the most.`,
    )
  }
  let rows: [string, P[keyof P]][][] = [[]]
  for (const [name, values] of grids) {
    rows = rows.flatMap((row) => values.map((value): [string, P[keyof P]][] => [...row, [name, value]]))
  }
  return rows.map((row) => Object.fromEntries(row) as P)
}

/** Runs what the journal does not have, as many at a time as there are threads. */
async function oneRound<P>(
  { onTrial }: Plan<P>,
  planned: readonly PlannedTrial<P>[],
  threads: Threads,
  journal: Journal,
): Promise<Trial<P>[]> {
  let done = 0
  const finish = (trial: PlannedTrial<P>, outcome: Outcome, seconds: number | null): Trial<P> => {
    const finished = { ...trial, ...outcome }
    if (seconds !== null) journal.add(finished)
    done++
    onTrial?.(finished, { done, total: planned.length, seconds })
    return finished
  }
  const known = planned.map((trial) => journal.find(trial))
  const resumed = planned.map((trial, i) => (known[i] === undefined ? undefined : finish(trial, known[i], null)))
  return Promise.all(
    planned.map(async (trial, i) => {
      if (resumed[i] !== undefined) return resumed[i]
      const { outcome, seconds } = await threads.run(trial)
      return finish(trial, outcome, seconds)
    }),
  )
}

function checkSuccess(trials: readonly Trial<unknown>[]): void {
  if (trials.some(({ score }) => score !== null)) return
  const all = trials.length === 1 ? 'the only trial' : `all ${trials.length} trials`
  const why = JSON.stringify(trials[0]!.failed)
  throw new Error(`search: ${all} failed, the first with ${why}. Look at the task, or at the space.`)
}

/** A promise that a signal rejects. */
function interrupted(signal: AbortSignal | undefined): { promise: Promise<never>; forget(): void } {
  let stop = () => {}
  const promise = new Promise<never>((_, reject) => {
    stop = () => reject(signal!.reason as Error)
  })
  signal?.addEventListener('abort', stop)
  return { promise, forget: () => signal?.removeEventListener('abort', stop) }
}
