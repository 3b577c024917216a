/** The first line of a journal, which identifies its search. */
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { describeSpace } from './axis.js'
import type { Json } from './json.js'
import type { Plan } from './options.js'
import type { Shard } from './settings.js'
import type { Goal } from './trial.js'

const FORMAT = 'gradus search'
const VERSION = 2

/** Everything that determines the result of a search. The number of threads does not. */
export interface Identity {
  format: typeof FORMAT
  version: typeof VERSION
  /** SHA-256 of the file of the task. */
  task: string
  /** SHA-256 of the data as JSON; null without data. */
  data: string | null
  about: Json
  space: Record<string, string>
  method: 'random' | 'grid'
  perAxis?: number
  /** The number of trials in all shards together. For a grid with several rounds, those of the first round. */
  trials: number
  rounds: number
  keep?: number
  factor?: number
  repeats: number
  seed: number
  goal: Goal
  shard?: Shard
}

export function identity<P>(plan: Plan<P>): Identity {
  const { source, space, method, count, perAxis, rounds, keep, factor, repeats, seed, goal, data, about, shard } = plan
  return {
    format: FORMAT,
    version: VERSION,
    task: hash(source),
    data: hashOfData(data),
    about: about ?? null,
    space: describeSpace(space),
    method,
    ...(method === 'grid' ? { perAxis } : {}),
    trials: count,
    rounds,
    ...(rounds > 1 ? { keep, factor } : {}),
    repeats,
    seed,
    goal,
    ...(shard === undefined ? {} : { shard: { number: shard.number, of: shard.of } }),
  }
}

export const hashOfData = (data: Json | undefined): string | null =>
  data === undefined ? null : hash(JSON.stringify(data))

const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

/** The reason why a line is not the first line of a journal; undefined if it is. */
export function notAHead(line: unknown): string | undefined {
  const head = (line ?? {}) as Partial<Record<keyof Identity, unknown>>
  if (head.format !== FORMAT) return 'is not a journal of a search'
  if (head.version !== VERSION) return `has version ${String(head.version)}, not ${VERSION}`
  const counts = [head.trials, head.rounds, head.repeats].every((n) => Number.isSafeInteger(n) && (n as number) >= 1)
  const whole = counts && typeof head.space === 'object' && head.space !== null && head.about !== undefined
  return whole ? undefined : 'is damaged in line 1'
}

/** The first difference between two searches, in words. */
export function difference(theirs: Identity, own: Identity): string | undefined {
  if (theirs.task !== own.task) return 'its task is a different file, or the file was edited since'
  const about = isObject(theirs.about) && isObject(own.about) ? entries(theirs.about, own.about) : undefined
  if (about !== undefined) return about
  if (theirs.data !== own.data) return 'its data are different'
  // Random values are drawn axis by axis, so their order matters.
  const order = (space: object) => JSON.stringify(Object.keys(space))
  return (
    entries(theirs.space, own.space) ??
    (order(theirs.space) === order(own.space) ? entries(theirs, own) : 'its axes are in a different order')
  )
}

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function entries(theirs: object, own: object): string | undefined {
  const [a, b] = [new Map(Object.entries(theirs)), new Map(Object.entries(own))]
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    if (isDeepStrictEqual(a.get(key), b.get(key))) continue
    return `its ${key} is ${say(a.get(key), 'missing')}, but this search has ${say(b.get(key), 'none')}`
  }
  return undefined
}

const say = (value: unknown, otherwise: string): string =>
  value === undefined ? otherwise : typeof value === 'string' ? value : JSON.stringify(value)
