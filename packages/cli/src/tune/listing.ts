/** What a search has found, for people. */
import { showName } from '@gradus/data'
import type { SearchTrials } from '@gradus/tune'
import { columns } from '../output/text.js'
import type { Tune } from './options.js'
import { layersText } from './ranges.js'
import type { Fixed, Setting } from './trial.js'

const MOST_ROWS = 20

/** The best trials as a table. */
export function listing(tune: Tune, result: SearchTrials<Setting>): string {
  const [head, ...rows] = tune.table(result)
  const names: Record<string, string> = { score: 'validation loss', trainLoss: 'training loss', r2: 'R²' }
  const hidden = head!.indexOf('hidden')
  const shown = rows
    .slice(0, MOST_ROWS)
    .map((row) => row.map((cell, j) => (j === hidden ? layersText(JSON.parse(cell) as number[]) : cell)))
  const more = rows.length - shown.length
  const lines = columns([head!.map((name) => names[name] ?? name), ...shown])
  return more === 0 ? lines : `${lines}\n… and ${more} more; --json has them all`
}

/** How the losses of a table came about, if each is a mean. */
export function measuredHow(folds: number, result: SearchTrials<Setting>): string | undefined {
  const count = result.trials[0]!.repeats?.length
  if (count === undefined) return undefined
  const times = count / folds
  const over = folds === 0 ? `${count} splits` : times === 1 ? `${folds} folds` : `${times} times ${folds} folds`
  return `Each validation loss is the mean over ${over}, ± its standard error.`
}

/** Edges beyond which something can be tried: no penalty or dropout is below 0, and no batch below 1. */
export function edgesOf(tune: Tune, result: SearchTrials<Setting>) {
  const least: Record<string, number> = { l2: 0, dropout: 0, batch: 1 }
  return tune.edges(result).filter(({ name, value }) => value !== least[name])
}

/** A remark on each value of the best setting at the edge of its range. */
export const edgeRemarks = (tune: Tune, result: SearchTrials<Setting>): string[] =>
  edgesOf(tune, result).map(({ name, value, end, axis }) => {
    const list = /^choice\(\[(.*)\]\)$/.exec(axis)?.[1]?.replaceAll(', ', ',')
    const [, low, high] = /(?:niform|integer)\(([^,]+), ([^)]+)\)/.exec(axis) ?? []
    const where = list === undefined ? `at the ${end === 'low' ? 'lower' : 'upper'} edge of ${low}..${high}`   : `the ${end}est of ${list}` // prettier-ignore
    return `The best ${name}, ${+value.toPrecision(4)}, is ${where}. Better ones may lie beyond: try a wider --${name}.`
  })

/** What `gradus train` is to be told, to train with a setting. */
export function trainOptions(
  { validation, ...fixed }: Fixed,
  folds: number,
  setting: Setting,
  header: boolean,
): string[] {
  const division = folds === 0 ? { validation } : { folds }
  const values: Record<string, unknown> = {
    ...{ ...fixed, ...setting, ...division },
    ...{ model: 'network', hidden: setting.hidden.join(',') || 'none' },
  }
  const names = [
    'target',
    'task',
    'model',
    'hidden',
    'activation',
    'optimizer',
    'lr',
    'epochs',
    'batch',
    'l2',
    'dropout',
    'validation',
    'folds',
    'seed',
  ]
  const given = names.filter((name) => values[name] !== undefined)
  return [...given.flatMap((name) => [`--${name}`, String(values[name])]), ...(header ? [] : ['--no-header'])]
}

/** A word as a shell takes it. Control characters are written as bash and its kin read them in $'…'. */
export const quoted = (word: string): string => {
  if (/^[\w.,/:=+-]+$/.test(word)) return word
  if (showName(word) !== word) return `$'${showName(word.replace(/[\\']/g, '\\$&'))}'`
  return `'${word.replaceAll("'", "'\\''")}'`
}
