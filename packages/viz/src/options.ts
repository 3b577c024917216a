/** What can be asked of `toDot`, and the refusal of what cannot. */
import { checkOptions, show } from '@gradus/engine/errors'
import type { ThemeName } from './theme.js'
import { THEMES } from './theme.js'

export interface DotOptions {
  /** Write the local derivative ∂out/∂in on each edge that leads from a Value; default false. */
  partials?: boolean
  /** Draw a `dot` node as the × and + nodes that it stands for; default false. */
  expand?: boolean
  /**
   * At most so many boxes, the ones nearest the root: a whole number from 1, or Infinity. Default: 200, or as many as
   * Graphviz draws in seconds if that is fewer, because edges are very many or very long.
   */
  limit?: number
  /** Significant digits of the numbers, 1 to 17; default 4. The tooltip has them all. */
  digits?: number
  /** Operands left of results, or above them; default 'LR'. */
  direction?: 'LR' | 'TB'
  /** A line above the drawing; default none. */
  title?: string
  /** Colors on white or on near-black; default 'light'. */
  theme?: ThemeName
}

const DEFAULTS: Required<DotOptions> = {
  partials: false,
  expand: false,
  limit: 200,
  digits: 4,
  direction: 'LR',
  title: '',
  theme: 'light',
}

/** The options with the defaults filled in. @throws TypeError or RangeError on what `toDot` cannot do. */
export function settings(options: DotOptions): Required<DotOptions> {
  checkOptions('toDot', options, Object.keys(DEFAULTS))
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  const all = { ...DEFAULTS, ...Object.fromEntries(given) } as Required<DotOptions>
  for (const key of ['partials', 'expand'] as const) {
    if (typeof all[key] !== 'boolean') throw wrong(key, all[key], 'true or false')
  }
  if (all.limit !== Infinity && !isWhole(all.limit, 1, Infinity)) {
    throw wrong('limit', all.limit, 'a whole number from 1, or Infinity')
  }
  if (!isWhole(all.digits, 1, 17)) throw wrong('digits', all.digits, 'a whole number from 1 to 17')
  if (all.direction !== 'LR' && all.direction !== 'TB') throw wrong('direction', all.direction, "'LR' or 'TB'")
  if (typeof all.title !== 'string') throw wrong('title', all.title, 'a string')
  if (!Object.hasOwn(THEMES, all.theme)) throw wrong('theme', all.theme, "'light' or 'dark'")
  return all
}

const isWhole = (x: number, low: number, high: number): boolean => Number.isInteger(x) && x >= low && x <= high

function wrong(key: string, value: unknown, what: string): Error {
  const message = `toDot: the option ${key} is ${show(value)}. Pass ${what}.`
  return typeof value === 'number' || typeof value === 'string' ? new RangeError(message) : new TypeError(message)
}
