/** The options of `gradus tune`, and the search space that they describe. */
import type { Task } from '@gradus/data'
import type { ActivationName } from '@gradus/nn'
import { RATES } from '@gradus/tabular'
import type { Axis, Shard, Space } from '@gradus/tune'
import { InvalidArgumentError } from 'commander'
import { UsageError } from '../errors.js'
import type { Csv } from '../input/csv.js'
import type { Range, Values } from './ranges.js'
import { layersText, typed } from './ranges.js'
import type { Setting } from './trial.js'

/** The package @gradus/tune, which is loaded only when it is needed, because other commands should not wait for it. */
export type Tune = typeof import('@gradus/tune')

export const TRIALS = 20

/** The values to try by default. */
export const HIDDEN = [[8], [16], [32], [16, 16]]
export const ACTIVATIONS: ActivationName[] = ['tanh', 'relu']
export const BATCHES = [8, 16, 32]

/** The values to try if --search names them. */
export const MORE = ['l2', 'dropout'] as const
export const L2: Range = { low: 0.01, high: 10, zero: true }
export const DROPOUTS = [0, 0.2, 0.5]

/**
 * With fewer rows, one split ranks the settings mostly by chance. A fifth of them is less than 200, and on 200 rows the
 * standard error of an accuracy of 90 % is 2 percentage points. Good settings differ by less than that.
 */
export const SMALL = 1000
const FOLDS = 5
export const VALIDATION = 0.2

export interface Options extends Csv {
  target?: string
  task?: Task
  method: 'random' | 'grid'
  trials?: number
  perAxis?: number
  rounds: number
  lr?: Values<number> | Range
  hidden?: Values<number[]>
  activation?: Values<ActivationName>
  batch?: Values<number> | Range
  l2?: Values<number> | Range
  dropout?: Values<number> | Range
  search: (typeof MORE)[number][]
  optimizer: keyof typeof RATES
  epochs: number
  folds?: number
  repeats?: number
  validation?: number
  seed: number
  workers?: number
  journal?: string
  shard?: Shard
  merge?: string[]
  test?: string
  out?: string
  json?: true
}

/** A range from two decades below the usual learning rate to one above. */
export const ends = (usual: number): Range => ({ low: usual / 100, high: usual * 10, zero: false })

/** "2/8" → part 2 of 8. */
export function shardOf(text: string): Shard {
  const [, number, of] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number)
  if (number !== undefined && number >= 1 && number <= of!) return { number, of: of! }
  throw new InvalidArgumentError('Pass the number of a part and the number of parts, such as 2/8.')
}

const refuse = (what: string) => new UsageError(`tune: ${what}`)

/** Refuses options that contradict each other. */
export function checkUse(options: Options): void {
  const { method, trials, perAxis, rounds, validation, folds, search } = options
  if (method === 'grid' && trials !== undefined) {
    throw refuse('--trials is for a random search, and a grid tries all its combinations. Leave it out.')
  }
  if (method === 'random' && perAxis !== undefined) {
    throw refuse('--per-axis is for a grid. Pass --method grid, or leave it out.')
  }
  if (method === 'random' && (trials ?? TRIALS) < rounds) {
    throw refuse(`${trials ?? TRIALS} trials are too few for ${rounds} rounds. Pass one per round or more.`)
  }
  if (validation === 0) throw refuse('--validation is 0, which leaves no rows to measure on. Pass a share above 0.')
  if (validation !== undefined && folds !== undefined) {
    throw refuse(
      `--folds ${folds} measures on every row, and --validation ${validation} on a part of them. Leave one of the two out.`,
    )
  }
  for (const name of search) {
    const given = options[name]
    if (given === undefined) continue
    throw refuse(
      `--${name} ${typed(given)} names the values to try, and --search ${name} takes the usual range. Leave one of them out.`,
    )
  }
  if (perAxis !== undefined && Object.values(choicesOf(options)).every((choice) => 'values' in choice)) {
    throw refuse(`--per-axis ${perAxis} is for ranges, and all options have values. Pass a range, or leave it out.`)
  }
  checkDropout(options)
  checkShard(options)
}

function checkDropout({ hidden, dropout, search }: Options): void {
  const drops =
    dropout === undefined ? search.includes('dropout') : 'low' in dropout || dropout.values.some((x) => x > 0)
  if (!drops || hidden?.values.some((sizes) => sizes.length === 0) !== true) return
  const what = dropout === undefined ? '--search dropout' : `--dropout ${typed(dropout)}`
  const networks = typed(hidden, layersText)
  throw refuse(`${what} leaves out hidden units, and --hidden ${networks} has none. Leave one of them out.`)
}

function checkShard({ shard, rounds, method, trials = TRIALS, journal, out, test }: Options): void {
  if (shard === undefined) return
  const part = `--shard ${shard.number}/${shard.of}`
  if (rounds > 1) {
    throw refuse(`${part} is part of one round, and --rounds is ${rounds}. Leave one of them out.`)
  }
  if (method === 'random' && shard.of > trials) {
    throw refuse(`${trials} trials are too few for ${shard.of} shards. Pass one per shard or more.`)
  }
  if (journal === undefined) throw refuse(`${part} needs --journal FILE, which --merge reads. Pass it.`)
  const whole = out !== undefined ? `--out ${out}` : test !== undefined ? `--test ${test}` : undefined
  if (whole !== undefined) {
    throw refuse(
      `${part} does not find the best setting of the whole search, which ${whole} needs. Pass ${whole.split(' ')[0]} with --merge.`,
    )
  }
}

/** How a setting is measured: on each of `folds` folds, or if that is 0 on one split, and how often. */
export interface Measuring {
  folds: number
  repeats: number
  validation: number
}

/** The way to measure that the options ask for. By default small data are measured five times. */
export function measuring({ folds, repeats, validation }: Options, rows: number): Measuring {
  const small = rows < SMALL
  const parts = folds ?? (small && validation === undefined ? Math.min(FOLDS, rows) : 0)
  return {
    folds: parts,
    repeats: repeats ?? (small && parts === 0 ? FOLDS : 1),
    validation: validation ?? VALIDATION,
  }
}

/** The values or the range of each hyper-parameter. */
function choicesOf({ lr, hidden, activation, batch, l2, dropout, optimizer, search }: Options) {
  const [penalty, share] = [
    l2 ?? (search.includes('l2') ? L2 : undefined),
    dropout ?? (search.includes('dropout') ? { values: DROPOUTS } : undefined),
  ]
  const choices: Record<string, Values<unknown> | Range> = {
    lr: lr ?? ends(RATES[optimizer]),
    hidden: hidden ?? { values: HIDDEN },
    activation: activation ?? { values: ACTIVATIONS },
    batch: batch ?? { values: BATCHES },
    ...(penalty === undefined ? {} : { l2: penalty }),
    ...(share === undefined ? {} : { dropout: share }),
  }
  return choices
}

export function spaceOf({ choice, integer, logUniform, orZero, uniform }: Tune, options: Options): Space<Setting> {
  const axis = (name: string, given: Values<unknown> | Range): Axis<unknown> => {
    if ('values' in given) return choice(given.values)
    const { low, high, zero } = given
    if (name === 'batch') return integer(low, high)
    if (name === 'dropout') return uniform(low, high)
    return zero ? orZero(logUniform(low, high)) : logUniform(low, high)
  }
  const axes = Object.entries(choicesOf(options)).map(([name, given]) => [name, axis(name, given)])
  return Object.fromEntries(axes) as Space<Setting>
}
