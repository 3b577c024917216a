/**
 * The file that takes down a search: a line that says which search it is, then a line per finished trial, all JSON. Each
 * line is on the disk before the search goes on, so that a crash can tear only the last one, which then does not count.
 */
import { createHash } from 'node:crypto'
import { appendFileSync, closeSync, fsyncSync, ftruncateSync, openSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { describeSpace } from './axis.js'
import { copy } from './json.js'
import type { Plan } from './options.js'
import type { Outcome, PlannedTrial, Trial } from './trial.js'

const FORMAT = 'gradus search'
const VERSION = 1
const NEWLINE = 0x0a

export interface Journal {
  /** What the file says of a trial; undefined if it has to be run. */
  find(trial: PlannedTrial<unknown>): Outcome | undefined
  add(trial: Trial<unknown>): void
  close(): void
}

/** Without a file nothing is known and nothing kept. */
const NOWHERE: Journal = { find: () => undefined, add: () => undefined, close: () => undefined }

/**
 * Opens the journal of a search, new or with trials in it.
 *
 * @throws Error if the file is something else, belongs to another search or cannot be written; its lines stay
 */
export function openJournal<P>(plan: Plan<P>): Journal {
  const path = plan.journal
  if (path === undefined) return NOWHERE
  const head = identity(plan)
  const { trials, bytes } = read(path, head)
  const writing = <T>(write: () => T): T => {
    try {
      return write()
    } catch (error) {
      const { message } = error as Error
      throw new Error(`search: the journal ${path} could not be written (${message}). Choose another place.`)
    }
  }
  const file = writing(() => openSync(path, 'a'))
  let open = true
  const add = (line: object) =>
    writing(() => {
      if (!open) return // a trial that finished while the search was being ended
      appendFileSync(file, `${JSON.stringify(line)}\n`)
      fsyncSync(file)
    })
  const close = () => {
    open = false
    closeSync(file)
  }
  writing(() => ftruncateSync(file, bytes)) // a torn line goes
  if (bytes === 0) add(head)
  return { find: (planned) => find(path, trials, planned), add, close }
}

interface Lines {
  /** By number, with the line where each was found. */
  trials: Map<number, { trial: Trial<unknown>; line: number }>
  /** How much of the file is whole lines. */
  bytes: number
}

function read(path: string, head: Identity): Lines {
  const trials: Lines['trials'] = new Map()
  const content = readBytes(path)
  const end = content.lastIndexOf(NEWLINE) + 1
  const lines = content.toString('utf8', 0, end).split('\n').slice(0, -1)
  if (lines.length === 0) {
    const torn = JSON.stringify(head).startsWith(content.toString('utf8'))
    if (!torn) throw refusal(path, 'is no journal of a search')
    return { trials, bytes: 0 }
  }
  checkHead(path, parse(lines[0]!), head)
  let bytes = end
  for (const [i, text] of lines.entries()) {
    if (i === 0) continue
    const trial = parse(text)
    if (trial === undefined && i === lines.length - 1) {
      bytes -= Buffer.byteLength(text) + 1
    } else if (isTrial(trial)) {
      trials.set(trial.number, { trial, line: i + 1 })
    } else throw refusal(path, `is damaged in line ${i + 1}`)
  }
  return { trials, bytes }
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw refusal(path, `cannot be read (${(error as Error).message})`)
  }
}

/** undefined if the text is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function isTrial(line: unknown): line is Trial<unknown> {
  const { number, score, failed, details } = (line ?? {}) as Record<string, unknown>
  const ended = typeof score === 'number' ? failed === undefined : score === null && typeof failed === 'string'
  return Number.isSafeInteger(number) && ended && (details === undefined || typeof details === 'object')
}

function find(path: string, trials: Lines['trials'], planned: PlannedTrial<unknown>): Outcome | undefined {
  const found = trials.get(planned.number)
  if (found === undefined) return undefined
  const { trial, line } = found
  for (const key of ['round', 'params', 'seed'] as const) {
    if (isDeepStrictEqual(trial[key], copy(planned[key]))) continue
    throw refusal(
      path,
      `is damaged in line ${line}: the ${key} of trial ${planned.number} are not those of this search`,
    )
  }
  const { score, failed, details } = trial
  return {
    score,
    ...(failed === undefined ? {} : { failed }),
    ...(details === undefined ? {} : { details }),
  }
}

/** What makes a search this search and no other. How many threads run it does not. */
function identity<P>(plan: Plan<P>) {
  const { source, space, method, trials, perAxis, rounds, keep, factor, seed, goal, data } = plan
  return {
    format: FORMAT,
    version: VERSION,
    task: hash(source),
    data: data === undefined ? null : hash(JSON.stringify(data)),
    space: describeSpace(space),
    method,
    ...(method === 'random' ? { trials } : { perAxis }),
    rounds,
    ...(rounds > 1 ? { keep, factor } : {}),
    seed,
    goal,
  }
}

type Identity = ReturnType<typeof identity>

const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

function checkHead(path: string, line: unknown, own: Identity): void {
  const theirs = (line ?? {}) as Partial<Identity>
  if (theirs.format !== FORMAT) throw refusal(path, 'is no journal of a search')
  if (theirs.version !== VERSION) throw refusal(path, `has version ${String(theirs.version)}, not ${VERSION}`)
  const why = difference(theirs, own)
  if (why === undefined) return
  throw new Error(
    `search: the journal ${path} belongs to another search (${why}). Pass what that one was given, or another file.`,
  )
}

/** The first thing in which two searches differ, in words. */
function difference(theirs: Partial<Identity>, own: Identity): string | undefined {
  if (theirs.task !== own.task) return 'its task is another, or was edited since'
  if (theirs.data !== own.data) return 'its data are others'
  return entries(theirs.space ?? {}, own.space) ?? entries(theirs, own)
}

function entries(theirs: object, own: object): string | undefined {
  const [a, b] = [new Map(Object.entries(theirs)), new Map(Object.entries(own))]
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    if (isDeepStrictEqual(a.get(key), b.get(key))) continue
    const say = (value: unknown) => (value === undefined ? 'not there' : String(value))
    return `its ${key} is ${say(a.get(key))}, and that of this search is ${say(b.get(key))}`
  }
  // Values by chance are drawn axis by axis.
  return [...a.keys()].join() === [...b.keys()].join() ? undefined : 'its axes have another order'
}

const refusal = (path: string, what: string): Error =>
  new Error(`search: the journal ${path} ${what}. Delete it to start over, or pass another file.`)
