/** Reads the lines of a journal: the identity of the search, then one trial per line. */
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import type { Identity } from './identity.js'
import { notAHead } from './identity.js'
import { combine } from './repeats.js'
import type { Measurement, Outcome, Trial } from './trial.js'

const NEWLINE = 0x0a

/** Makes the error for a journal that cannot be used. The argument says what is wrong. */
export type Refusal = (what: string) => Error

export interface Line {
  trial: Trial<unknown>
  /** The number of the line, counted from 1. */
  line: number
}

export interface Lines {
  /** undefined if the first line is torn or missing. */
  head: Identity | undefined
  /** The trials by number. */
  trials: Map<number, Line>
  /** The number of bytes in complete lines. */
  bytes: number
}

/**
 * Reads a journal. A last line that is not complete is ignored.
 *
 * @param start the first line that is expected; a file that ends within it is a new journal
 */
export function readJournal(path: string, refuse: Refusal, start?: string): Lines {
  const trials: Lines['trials'] = new Map()
  const content = readBytes(path, refuse)
  const end = content.lastIndexOf(NEWLINE) + 1
  const lines = content.toString('utf8', 0, end).split('\n').slice(0, -1)
  if (lines.length === 0) {
    if (start?.startsWith(content.toString('utf8')) === false) throw refuse('is not a journal of a search')
    return { head: undefined, trials, bytes: 0 }
  }
  const first = parse(lines[0]!)
  const why = notAHead(first)
  if (why !== undefined) throw refuse(why)
  const head = first as Identity
  let bytes = end
  for (const [i, text] of lines.entries()) {
    if (i === 0) continue
    const trial = parse(text)
    if (trial === undefined && i === lines.length - 1) {
      bytes -= Buffer.byteLength(text) + 1
    } else if (isTrial(trial, head.repeats)) {
      trials.set(trial.number, { trial, line: i + 1 })
    } else throw refuse(`is damaged in line ${i + 1}`)
  }
  return { head, trials, bytes }
}

/** The result of a trial, without its plan. */
export function outcomeOf({ score, failed, details, standardError, repeats }: Outcome): Outcome {
  return {
    score,
    ...(failed === undefined ? {} : { failed }),
    ...(standardError === undefined ? {} : { standardError }),
    ...(details === undefined ? {} : { details }),
    ...(repeats === undefined ? {} : { repeats }),
  }
}

function readBytes(path: string, refuse: Refusal): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw refuse(`cannot be read (${(error as Error).message})`)
  }
}

/** The value of the text; undefined if it is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function isTrial(line: unknown, count: number): line is Trial<unknown> {
  const { number, repeats, ...outcome } = (line ?? {}) as Trial<unknown>
  if (!Number.isSafeInteger(number) || !isMeasurement(outcome)) return false
  if (count === 1) return repeats === undefined
  if (!Array.isArray(repeats) || repeats.length !== count || !repeats.every(isMeasurement)) return false
  return isDeepStrictEqual(outcomeOf({ ...outcome, repeats }), outcomeOf(combine(repeats)))
}

function isMeasurement(value: unknown): value is Measurement {
  const { score, failed, details } = (value ?? {}) as Record<string, unknown>
  const ended = typeof score === 'number' ? failed === undefined : score === null && typeof failed === 'string'
  return ended && (details === undefined || (typeof details === 'object' && details !== null))
}
