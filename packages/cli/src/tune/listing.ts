/** What a search has found, for people. */
import type { SearchResult } from '@gradus/tune'
import { columns } from '../io.js'
import type { Tune } from './options.js'
import type { Setting, Shared } from './trial.js'

const MOST_ROWS = 20

/** The best trials as a table. */
export function listing(tune: Tune, result: SearchResult<Setting>): string {
  const [head, ...rows] = tune.table(result)
  const names: Record<string, string> = { score: 'validation loss', trainLoss: 'training loss', r2: 'R²' }
  const hidden = head!.indexOf('hidden')
  const shown = rows
    .slice(0, MOST_ROWS)
    .map((row) => row.map((cell, j) => (j === hidden ? cell.slice(1, -1) || 'none' : cell)))
  const more = rows.length - shown.length
  const lines = columns([head!.map((name) => names[name] ?? name), ...shown])
  return more === 0 ? lines : `${lines}\n… and ${more} more; --json has them all`
}

/** What `gradus train` is to be told, to do what a trial did. */
export function trainOptions(training: Shared['training'], setting: Setting, header: boolean): string[] {
  const values = { ...training, ...setting, hidden: setting.hidden.join(',') || 'none' }
  const names = [
    'target',
    'task',
    'hidden',
    'activation',
    'optimizer',
    'lr',
    'epochs',
    'batch',
    'l2',
    'dropout',
    'validation',
    'seed',
  ] as const
  const given = names.filter((name) => values[name] !== undefined)
  return [...given.flatMap((name) => [`--${name}`, String(values[name])]), ...(header ? [] : ['--no-header'])]
}

/** A word as a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w.,/:=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
