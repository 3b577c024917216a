/** Combines the journals of a search that ran in several parts. */
import { isDeepStrictEqual } from 'node:util'
import { checkOptions, show } from '@gradus/engine/errors'
import type { Identity } from './identity.js'
import { difference, hashOfData } from './identity.js'
import type { Line } from './journal-file.js'
import { readJournal } from './journal-file.js'
import type { Json } from './json.js'
import { checkJson } from './json.js'
import type { SearchTrials } from './search.js'
import { inShard } from './settings.js'
import type { Trial } from './trial.js'
import { ranked } from './trial.js'

export interface MergeOptions {
  /** The data of the search. If given, they must be the data that the journals were made with. */
  data?: Json
}

export interface MergedSearch<P = Record<string, Json>> extends SearchTrials<P> {
  /** The option `about` of the search; null without it. */
  about: Json
  /** The numbers of the trials that no journal has. */
  missing: number[]
  /** The shards of the missing trials, such as "3/8". It is empty if the journals have different numbers of shards. */
  unfinished: string[]
}

/**
 * Returns the result of a search of one round from several journals: those of its shards, or of a run that was stopped.
 * The files do not change. A trial may be in several journals if they agree on it.
 *
 * @throws Error if a file is not a journal, belongs to another search, has several rounds, or contradicts another file; or if
 * there is no trial
 * @example
 * const { best, missing } = merge(['shard-1.jsonl', 'shard-2.jsonl'])
 */
export function merge<P>(journals: readonly string[], options: MergeOptions = {}): MergedSearch<P> {
  checkOptions('merge', options, ['data'])
  if (!Array.isArray(journals) || journals.length === 0 || !journals.every((path) => typeof path === 'string')) {
    throw new TypeError(`merge: the journals are ${show(journals)}. Pass an array of file names, one or more.`)
  }
  const parts = journals.map(readPart)
  const [first] = parts as [Part, ...Part[]]
  for (const part of parts.slice(1)) checkSame(part, first)
  const { head } = first
  if (options.data !== undefined) checkData(first, options.data)

  const trials = new Map<number, Line & { path: string }>()
  for (const { path, lines } of parts) {
    for (const [number, line] of lines) {
      const before = trials.get(number)
      if (before === undefined) trials.set(number, { ...line, path })
      else if (!isDeepStrictEqual(before.trial, line.trial)) {
        throw refusal(path, `has a trial ${number} in line ${line.line} that differs from the one in line ${before.line} of ${before.path}`, 'journals of one search, run by one version of Gradus') // oxfmt-ignore
      }
    }
  }
  if (trials.size === 0) throw new Error('merge: the journals have no trial. Run the search first.')
  const sorted = [...trials.values()].map(({ trial }) => trial as Trial<P>).sort((p, q) => p.number - q.number)
  const missing = Array.from({ length: head.trials }, (_, i) => i + 1).filter((number) => !trials.has(number))
  return {
    goal: head.goal,
    best: ranked(sorted, head.goal)[0]!,
    trials: sorted,
    spaces: [head.space],
    about: head.about,
    missing,
    unfinished: unfinished(parts, missing),
  }
}

interface Part {
  path: string
  head: Identity
  lines: Map<number, Line>
}

function readPart(path: string): Part {
  const refuse = (what: string) => refusal(path, what, 'a file that search wrote as its journal')
  const { head, trials } = readJournal(path, refuse)
  if (head === undefined) throw refuse('is not there, or is empty')
  const { shard, rounds } = head
  if (rounds > 1) {
    throw refusal(path, `has ${rounds} rounds, and only a search of one round runs in parts`, 'a journal of one round')
  }
  for (const [number, { line, trial }] of trials) {
    const ours = number >= 1 && number <= head.trials && (shard === undefined || inShard(number, shard))
    const names = Object.keys((trial.settings ?? {}) as object)
    if (!ours || trial.round !== 1 || !isDeepStrictEqual(names, Object.keys(head.space))) {
      throw refuse(`is damaged in line ${line}: trial ${number} does not belong to this search`)
    }
  }
  return { path, head, lines: trials }
}

function checkSame({ path, head }: Part, first: Part): void {
  const { shard: _, ...search } = head
  const { shard: __, ...other } = first.head
  const why = difference(search as Identity, other as Identity)
  if (why !== undefined) {
    throw refusal(path, `belongs to another search than ${first.path} (${why.replace('this search', 'the other search')})`, 'journals of one search') // oxfmt-ignore
  }
}

function checkData({ path, head }: Part, data: Json): void {
  checkJson('merge', 'data', data)
  if (hashOfData(data) !== head.data) {
    throw refusal(path, 'belongs to a search in other data', 'the data of the search')
  }
}

/** The shards with missing trials, if all journals have the same number of shards. */
function unfinished(parts: readonly Part[], missing: readonly number[]): string[] {
  const of = parts[0]!.head.shard?.of
  if (of === undefined || parts.some(({ head }) => head.shard?.of !== of)) return []
  const numbers = Array.from({ length: of }, (_, i) => i + 1)
  return numbers
    .filter((number) => missing.some((trial) => inShard(trial, { number, of })))
    .map((number) => `${number}/${of}`)
}

const refusal = (path: string, what: string, pass: string): Error =>
  new Error(`merge: the journal ${path} ${what}. Pass ${pass}.`)
