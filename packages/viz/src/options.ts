/** The options of `toDot`, their defaults and their checks. */
import { checkOptions, show } from '@gradus/engine/errors'
import type { ThemeName } from './theme.js'
import { THEMES } from './theme.js'

export interface DotOptions {
  /** Whether edges show the local derivative ∂result/∂operand. Edges from plain numbers do not. Default false. */
  partials?: boolean
  /** Whether a `dot` node is drawn as × and + nodes. Default false. */
  expand?: boolean
  /**
   * The most boxes to draw, a whole number from 1, or Infinity. A larger graph is cut down to the boxes nearest the root.
   * Default 200, or fewer if the edges are so many or so long that Graphviz would need more than a few seconds.
   */
  limit?: number
  /** The number of significant digits, 1 to 17. The tooltip shows all digits. Default 4. */
  digits?: number
  /** The direction of the edges: 'LR' from left to right, 'TB' from top to bottom. Default 'LR'. */
  direction?: 'LR' | 'TB'
  /** The line above the drawing. Default '', which draws none. */
  title?: string
  /** The colors: 'light' has a white background, 'dark' an almost black one. Default 'light'. */
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

/** Returns the options with defaults filled in. @throws TypeError or RangeError for an option that `toDot` rejects. */
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
