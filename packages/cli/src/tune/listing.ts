/** The result of a search, for people. */
import type { SearchTrials } from '@gradus/tune'
import { type Csv, csvWords } from '../input/csv.js'
import { columns } from '../output/text.js'
import type { Tune } from './options.js'
import { layersText } from './ranges.js'
import type { Fixed, Setting } from './trial.js'

const MOST_ROWS = 20

/** A table of the best trials. */
export function listing(tune: Tune, result: SearchTrials<Setting>): string {
  const [head, ...rows] = tune.table(result)
  const names: Record<string, string> = { score: 'validation loss', trainLoss: 'training loss', r2: 'R²' }
  const hidden = head!.indexOf('hidden')
  const shown = rows
    .slice(0, MOST_ROWS)
    .map((row) => row.map((cell, j) => (j === hidden ? layersText(JSON.parse(cell) as number[]) : cell)))
  const more = rows.length - shown.length
  const lines = columns([head!.map((name) => names[name] ?? name), ...shown])
  return more === 0 ? lines : `${lines}\n… and ${more} more. --json prints all of them.`
}

/** A sentence that says what the losses of a table are the mean of; undefined if each was measured once. */
export function measuredHow(folds: number, result: SearchTrials<Setting>): string | undefined {
  const count = result.trials[0]!.repeats?.length
  if (count === undefined) return undefined
  const times = count / folds
  const over = folds === 0 ? `${count} splits` : times === 1 ? `${folds} folds` : `${times} times ${folds} folds`
  return `Each validation loss is the mean over ${over}, ± its standard error.`
}

/** The edges beyond which other values exist. A penalty and dropout end at 0, and a batch at 1. */
export function edgesOf(tune: Tune, result: SearchTrials<Setting>) {
  const least: Record<string, number> = { l2: 0, dropout: 0, batch: 1 }
  return tune.edges(result).filter(({ name, value }) => value !== least[name])
}

/** A remark about each value of the best setting that lies at the edge of its range. */
export const edgeRemarks = (tune: Tune, result: SearchTrials<Setting>): string[] =>
  edgesOf(tune, result).map(({ name, value, end, axis }) => {
    const list = /^choice\(\[(.*)\]\)$/.exec(axis)?.[1]?.replaceAll(', ', ',')
    const [, low, high] = /(?:niform|integer)\(([^,]+), ([^)]+)\)/.exec(axis) ?? []
    const where = list === undefined ? `at the ${end === 'low' ? 'lower' : 'upper'} edge of ${low}..${high}`   : `the ${end}est of ${list}` // oxfmt-ignore
    return `The best ${name}, ${+value.toPrecision(4)}, is ${where}. Better values may lie beyond it: try a wider --${name}.`
  })

/** The options of `gradus train` that train with a setting. */
export function trainOptions({ validation, ...fixed }: Fixed, folds: number, setting: Setting, csv: Csv): string[] {
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
  return [...given.flatMap((name) => [`--${name}`, String(values[name])]), ...csvWords(csv)]
}
