/** The options of `search`, and their checks. */
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { checkOptions, checkWhole, oneOf, show } from '@gradus/engine/errors'
import type { Space } from './axis.js'
import { axes } from './axis.js'
import type { Json } from './json.js'
import { checkJson } from './json.js'
import type { Shard } from './settings.js'
import { combinations } from './settings.js'
import type { Goal, Trial } from './trial.js'

export interface SearchOptions<P = Record<string, Json>> {
  /** Whether to try random settings, or every combination of evenly spaced values; default 'random'. */
  method?: 'random' | 'grid'
  /** Number of settings that a random search tries, in all rounds together; default 20. */
  trials?: number
  /** Number of values that a grid has on each axis of numbers; default 3. */
  perAxis?: number
  /**
   * Number of rounds, from coarse to fine: each one searches around the best trials of the rounds before; default 1.
   */
  rounds?: number
  /** Number of best trials that a later round searches around; default 3. */
  keep?: number
  /** The fraction of its range that an axis of numbers keeps from one round to the next; default ½. */
  factor?: number
  /**
   * Number of times that each setting is tried with different seeds; its score is the mean. Default 1. The second
   * argument of the task has the number of the repeat, to be used as the seed of a split or as the fold of a
   * cross-validation.
   */
  repeats?: number
  /**
   * Runs only a part of the trials, such as { number: 2, of: 8 }, so that several machines share a search of one round.
   */
  shard?: Shard
  /** Seed of the settings and of the seeds that the trials get; default 1. */
  seed?: number
  /** Number of threads; default: one less than the cores, at least one. The result does not depend on it. */
  workers?: number
  /** Which scores are better; default 'minimize'. */
  goal?: Goal
  /**
   * Data for the trials. Each thread gets them once, and each trial finds them frozen as `data` in its second argument.
   */
  data?: Json
  /** JSON that the first line of the journal stores, such as how to use the result. */
  about?: Json
  /**
   * Stops the search and its threads. The search then returns the trials so far, or rejects with the signal's reason if
   * no trial has a score.
   */
  signal?: AbortSignal
  /** Called after each trial, in the order in which they finish. */
  onTrial?: (trial: Trial<P>, progress: SearchProgress) => unknown
  /** File that records each finished trial. If it exists, the search continues from it. */
  journal?: string
}

export interface SearchProgress {
  /** Number of trials of this round that are finished. */
  done: number
  /** Number of trials of this round. */
  total: number
  /** Seconds that the trial took; null if it comes from the journal. */
  seconds: number | null
}

const OPTIONS = [
  'method',
  'trials',
  'perAxis',
  'rounds',
  'keep',
  'factor',
  'repeats',
  'shard',
  'seed',
  'workers',
  'goal',
  'data',
  'about',
  'signal',
  'onTrial',
  'journal',
]

/** Options that need no default. */
type Given = 'shard' | 'data' | 'about' | 'signal' | 'onTrial' | 'journal'
type Defaulted =
  | 'method'
  | 'trials'
  | 'perAxis'
  | 'rounds'
  | 'keep'
  | 'factor'
  | 'repeats'
  | 'seed'
  | 'workers'
  | 'goal'

/** A search: its task, its space and its options, checked and complete. */
export type Plan<P> = Required<Pick<SearchOptions<P>, Defaulted>> & {
  [K in Given]: SearchOptions<P>[K] | undefined
} & {
  /** The module of the task: its path, its URL and its bytes. */
  file: string
  url: string
  source: Buffer
  space: Space<P>
  /** Number of trials in the first round of a grid, or of all trials in a random search. */
  count: number
}

/** Checks the options of a search, alone and together, and completes them. */
export function plan<P>(task: string | URL, space: Space<P>, options: SearchOptions<P>): Plan<P> {
  checkOptions('search', options, OPTIONS)
  checkSpace(space)
  const { method = 'random', rounds = 1, keep = 3, factor = 0.5, seed = 1, goal = 'minimize' } = options
  const { trials = 20, perAxis = 3, workers = Math.max(1, availableParallelism() - 1) } = options
  const { repeats = 1, shard, data, about, signal, onTrial, journal } = options
  oneOf('search', 'method', method, ['random', 'grid'])
  oneOf('search', 'goal', goal, ['minimize', 'maximize'])
  checkWhole('search', 'trials', trials, 1)
  checkWhole('search', 'perAxis', perAxis, 1)
  checkWhole('search', 'rounds', rounds, 1)
  checkWhole('search', 'keep', keep, 1)
  checkWhole('search', 'repeats', repeats, 1)
  checkWhole('search', 'seed', seed, 0)
  checkWhole('search', 'workers', workers, 1)
  if (!(factor > 0 && factor <= 1)) {
    throw new RangeError(`search: factor is ${show(factor)}. Pass a number above 0, at most 1.`)
  }
  if (data !== undefined) checkJson('search', 'data', data)
  if (about !== undefined) checkJson('search', 'about', about)

  // An option that would be ignored is a mistake.
  const unused = (name: 'trials' | 'perAxis' | 'keep' | 'factor', why: string) => {
    if (options[name] === undefined) return
    throw new RangeError(`search: ${name} is ${show(options[name])}, and ${why}. Leave it out.`)
  }
  if (method === 'grid') unused('trials', 'a grid tries all its combinations')
  else unused('perAxis', 'only a grid has values per axis')
  if (rounds === 1) {
    unused('keep', 'a search of one round does not narrow its space')
    unused('factor', 'a search of one round does not narrow its space')
  }
  if (method === 'random' && trials < rounds) {
    throw new RangeError(`search: ${trials} trials are too few for ${rounds} rounds. Pass one trial per round or more.`)
  }
  const count = method === 'grid' ? combinations(space, perAxis).length : trials
  if (shard !== undefined) checkShard(shard, count, rounds)
  const file = moduleFile(task)
  const url = pathToFileURL(file).href
  const source = readTask(file)
  return {
    file,
    url,
    source,
    space,
    method,
    trials,
    perAxis,
    count,
    rounds,
    keep,
    factor,
    repeats,
    shard,
    seed,
    workers,
    goal,
    data,
    about,
    signal,
    onTrial,
    journal,
  }
}

function checkSpace<P>(space: Space<P>): void {
  if (typeof space !== 'object' || space === null || axes(space).length === 0) {
    throw new TypeError(`search: the space is ${show(space)}. Pass an object such as { lr: logUniform(0.001, 1) }.`)
  }
  for (const [name, axis] of axes(space)) {
    const methods = ['sample', 'grid', 'narrow', 'describe'] as const
    if (methods.every((method) => typeof (axis as Partial<typeof axis> | null)?.[method] === 'function')) continue
    throw new TypeError(`search: ${name} is ${show(axis)}. Pass uniform, logUniform, integer or choice.`)
  }
}

function checkShard(shard: Shard, count: number, rounds: number): void {
  const { number, of } = (shard ?? {}) as Partial<Shard>
  const fits = (n: unknown): n is number => Number.isSafeInteger(n) && (n as number) >= 1
  if (!fits(number) || !fits(of) || number > of) {
    const text = typeof shard === 'object' && shard !== null ? JSON.stringify(shard) : show(shard)
    throw new RangeError(
      `search: shard is ${text}. Pass the number of a part and the number of parts, such as { number: 2, of: 8 }.`,
    )
  }
  if (rounds > 1) {
    throw new RangeError(
      `search: shard is ${number} of ${of}, and each of ${rounds} rounds needs the results of all shards. Leave out shard or rounds.`,
    )
  }
  if (of > count) {
    throw new RangeError(`search: ${count} trials are too few for ${of} shards. Pass one trial per shard or more.`)
  }
}

function moduleFile(task: string | URL): string {
  const refuse = () =>
    new TypeError(`search: the task is ${show(String(task))}. Pass the path or the file: URL of an ES module.`)
  if (typeof task !== 'string' && !(task instanceof URL)) throw refuse()
  if (typeof task === 'string' && !task.startsWith('file:')) {
    if (task === '') throw refuse()
    return resolve(task)
  }
  const url = new URL(task)
  if (url.protocol !== 'file:') throw refuse()
  return fileURLToPath(url)
}

function readTask(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    const { message } = error as Error
    throw new Error(`search: the task ${file} cannot be read (${message}). Pass the path of an ES module.`)
  }
}
