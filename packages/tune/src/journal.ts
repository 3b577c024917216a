/**
 * The file that records a search. Its first line identifies the search, and each further line is a finished trial, all
 * as JSON. Each line is on the disk before the search continues. So a crash can damage only the last line, which then
 * is ignored.
 */
import { appendFileSync, closeSync, fsyncSync, ftruncateSync, openSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { difference, identity } from './identity.js'
import { copy } from './json.js'
import type { Lines } from './journal-file.js'
import { outcomeOf, readJournal } from './journal-file.js'
import type { Plan } from './options.js'
import type { Outcome, PlannedTrial, Trial } from './trial.js'

export interface Journal {
  /** The recorded result of a trial; undefined if the trial has to run. */
  find(trial: PlannedTrial<unknown>): Outcome | undefined
  add(trial: Trial<unknown>): void
  close(): void
}

/** The journal of a search without a file. */
const NOWHERE: Journal = { find: () => undefined, add: () => undefined, close: () => undefined }

/**
 * Opens the journal of a search, new or with trials in it.
 *
 * @throws Error if the file is not a journal, belongs to another search or cannot be written; its lines stay
 */
export function openJournal<P>(plan: Plan<P>): Journal {
  const path = plan.journal
  if (path === undefined) return NOWHERE
  const own = copy(identity(plan))
  const { head, trials, bytes } = readJournal(path, (what) => refusal(path, what), JSON.stringify(own))
  const why = head === undefined ? undefined : difference(head, own)
  if (why !== undefined) {
    throw new Error(
      `search: the journal ${path} belongs to another search (${why}). Pass the same task, space and options, or another file.`,
    )
  }
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
      if (!open) return // the trial finished while the search was ending
      appendFileSync(file, `${JSON.stringify(line)}\n`)
      fsyncSync(file)
    })
  const close = () => {
    open = false
    closeSync(file)
  }
  writing(() => ftruncateSync(file, bytes)) // removes an incomplete line
  if (bytes === 0) add(own)
  return { find: (planned) => find(path, trials, planned), add, close }
}

function find(path: string, trials: Lines['trials'], planned: PlannedTrial<unknown>): Outcome | undefined {
  const found = trials.get(planned.number)
  if (found === undefined) return undefined
  const { trial, line } = found
  for (const key of ['round', 'settings', 'seed'] as const) {
    if (isDeepStrictEqual(trial[key], copy(planned[key]))) continue
    throw refusal(
      path,
      `is damaged in line ${line}: the ${key} of trial ${planned.number} are not those of this search`,
    )
  }
  return outcomeOf(trial)
}

const refusal = (path: string, what: string): Error =>
  new Error(`search: the journal ${path} ${what}. Delete it to start over, or pass another file.`)
