/** Reads the journals of several machines as one search, for `gradus tune --merge`. */
import type { Table } from '@gradus/data'
import type { Json, MergedSearch } from '@gradus/tune'
import { UsageError } from '../errors.js'
import { readTable } from '../input/csv.js'
import { plural } from '../output/text.js'
import type { About } from './about.js'
import { readAbout, sharedOf } from './about.js'
import type { Options, Tune } from './options.js'
import type { Setting } from './trial.js'

/** The options that --merge accepts. All others are stored in the journals. */
const BESIDE = ['merge', 'out', 'test', 'json']

export interface Merged {
  about: About
  result: MergedSearch<Setting>
  /** The data; undefined if no file was given. */
  table?: Table
}

/**
 * Refuses options that do not fit --merge.
 *
 * @param given the names of the options that are on the command line
 */
export function checkMerge(file: string | undefined, { out, test }: Options, given: readonly string[]): void {
  const other = given.find((name) => !BESIDE.includes(name))
  if (other !== undefined) {
    const option = other === 'header' ? '--no-header' : `--${other.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`
    throw new UsageError(`tune: ${option} is stored in the journals that --merge reads. Leave one of them out.`)
  }
  const training = out !== undefined ? `--out ${out}` : test !== undefined ? `--test ${test}` : undefined
  if (file === undefined && training !== undefined) {
    throw new UsageError(`tune: ${training} trains with the best setting. Pass the CSV file too, before --merge.`)
  }
}

export async function mergeAll(tune: Tune, file: string | undefined, journals: string[]): Promise<Merged> {
  const result = tune.merge<Setting>(journals)
  const about = readAbout(result.about)
  if (about === undefined) {
    throw new Error(`tune: the journal ${journals[0]} was not written by gradus tune. Pass one that was.`)
  }
  if (file === undefined) return { about, result }
  const table = await readTable(file, about.csv)
  const data = sharedOf({ ...table, file: about.file }, about.folds, about) as unknown as Json
  tune.merge(journals, { data }) // throws if the data differ
  return { about, result, table }
}

/** A remark about the trials that no journal has; undefined if there are none. */
export function missingRemark({ missing, unfinished, trials }: MergedSearch<Setting>): string | undefined {
  if (missing.length === 0) return undefined
  const some = missing.slice(0, 20).join(', ') + (missing.length > 20 ? ', …' : '')
  const what = `${missing.length} of ${plural(missing.length + trials.length, 'trial')} are missing: ${some}.`
  if (unfinished.length === 0) return `${what} Pass the journals that have them.`
  return `${what} Run ${unfinished.map((shard) => `--shard ${shard}`).join(', ')} to the end, and merge again.`
}
