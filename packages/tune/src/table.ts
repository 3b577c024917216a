/** Formats a search as a table. */
import { checkOptions, show } from '@gradus/engine/errors'
import type { SearchTrials } from './search.js'
import { ranked } from './trial.js'

export interface TableOptions {
  /** Significant digits of numbers; default 4. With 17, all digits are shown. */
  digits?: number
}

/**
 * The trials as rows of text, best first, under a row of names. The columns are: number, round (if there are several),
 * hyper-parameters, score (with ± the standard error if the trials have repeats), details that are numbers, texts or
 * booleans, and the reason of a failure (if a trial failed).
 *
 * @example
 * for (const row of table(result)) console.log(row.join('\t'))
 */
export function table<P>(
  result: Pick<SearchTrials<P>, 'goal' | 'trials' | 'spaces'>,
  options: TableOptions = {},
): string[][] {
  checkOptions('table', options, ['digits'])
  const { digits = 4 } = options
  if (!(Number.isInteger(digits) && digits >= 1 && digits <= 17)) {
    throw new RangeError(`table: digits is ${show(digits)}. Pass a whole number from 1 to 17.`)
  }
  const trials = ranked(result.trials, result.goal)
  const details = [...new Set(trials.flatMap((trial) => plain(trial.details).map(([name]) => name)))]
  const columns: [string, (trial: (typeof trials)[number]) => unknown][] = [
    ['trial', ({ number }) => number],
    ...(result.spaces.length > 1 ? [['round', ({ round }) => round] as (typeof columns)[number]] : []),
    ...Object.keys(result.spaces[0]!).map((name): (typeof columns)[number] => [
      name,
      ({ settings }) => settings[name as keyof P],
    ]),
    ['score', ({ score, standardError }) => (standardError === undefined ? score : withError(score!, standardError))],
    ...details.map((name): (typeof columns)[number] => [name, (trial) => trial.details?.[name]]),
    ...(trials.some(({ score }) => score === null)
      ? [['failed', ({ failed }) => failed] as (typeof columns)[number]]
      : []),
  ]
  const cell = (value: unknown): string => {
    if (value === undefined || value === null) return ''
    if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(+value.toPrecision(digits))
    return typeof value === 'string' ? value : JSON.stringify(value)
  }
  /**
   * The standard error to two digits, and the score with as many decimals, such as 0.041 ± 0.012. Numbers that
   * JavaScript writes with an exponent keep it.
   */
  function withError(score: number, error: number): string {
    const decimals = 1 - Math.floor(Math.log10(error))
    const fine = digits - 1 - Math.floor(Math.log10(Math.abs(score)))
    if (!(error > 0 && decimals <= Math.min(fine, 7))) return `${cell(score)} ± ${+error.toPrecision(2)}`
    const rounded = (x: number) => (decimals < 0 ? String(Math.round(x)) : x.toFixed(decimals))
    return `${rounded(score)} ± ${rounded(error)}`
  }
  return [columns.map(([name]) => name), ...trials.map((trial) => columns.map(([, read]) => cell(read(trial))))]
}

const plain = (details: object | undefined): [string, unknown][] =>
  Object.entries(details ?? {}).filter(([, value]) => typeof value !== 'object')
