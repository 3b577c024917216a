/** The options of a drawing, their defaults and their checks. */
import { type Group, Value } from '@gradus/engine'
import { checkBoolean, checkOptions, checkWhole, oneOf, show } from '@gradus/engine/errors'
import type { ThemeName } from './colors.js'

/**
 * How much a drawing shows of a graph:
 * - `ops`: every op is a box.
 * - `expanded`: ops on lists (`dot`, `mean`, `norm`) are drawn as × and +.
 * - `neurons`, `layers`: each neuron or each layer of a network is a box, with its parameters.
 * - `groups`: each outermost group is a box.
 * - a function: each group for which it returns true is a box.
 * - `folded`: equal parts are drawn once, as "× N", and straight chains of ops as one box.
 */
export type Detail = 'ops' | 'expanded' | 'neurons' | 'layers' | 'groups' | 'folded' | ((group: Group) => boolean)

export interface DrawingOptions {
  /** How much to show. Default 'ops'. */
  detail?: Detail
  /** The node in the center of the drawing. The default draws from the root. */
  around?: Value
  /** The most edges between `around` and what is drawn. Default 2. */
  radius?: number
  /**
   * The most boxes to draw, a whole number from 1, or Infinity. A larger graph is cut down to the boxes nearest the root.
   * Default 200, or fewer if the edges are so many or so long that the graph layout would need more than a few seconds.
   */
  limit?: number
  /** Plain numbers: a small box for each use, or hidden and counted. Default 'each'. */
  constants?: 'each' | 'hidden'
  /** Whether edges show the local derivative ∂result/∂operand. Edges from plain numbers do not. Default false. */
  partials?: boolean
  /** Whether edges show what they add to the gradient of the operand: partial · gradient of the result. Default false. */
  contributions?: boolean
  /**
   * What colors mean: `kind`, the kind of box; `sign`, the sign of contributions and gradients, with their size as the width
   * of edges; `leaf`, one color for each leaf and its edges, for at most 8 leaves. Default 'kind'.
   */
  color?: 'kind' | 'leaf' | 'sign'
  /** The leaves that are trained. They are drawn as parameters, and the other leaves as inputs. */
  parameters?: readonly Value[]
  /**
   * Whether groups that are not collapsed are drawn as frames around their boxes. Boxes then stand less in order. Default
   * false.
   */
  frames?: boolean
  /** The number of significant digits, 1 to 17. The tooltip shows all digits. Default 4. */
  digits?: number
  /** The direction of the edges: 'LR' from left to right, 'TB' from top to bottom. Default 'LR'. */
  direction?: 'LR' | 'TB'
  /** The line above the drawing. Default '', which draws none. */
  title?: string
  /**
   * The colors: 'light' has a white background, 'dark' an almost black one, 'page' takes CSS variables such as
   * --gradus-text from the page around an inline SVG. Default 'light'.
   */
  theme?: ThemeName
}

/** The options with defaults. */
export interface Settings extends Required<Omit<DrawingOptions, 'around' | 'parameters' | 'limit'>> {
  readonly around: Value | undefined
  readonly parameters: ReadonlySet<Value> | undefined
  readonly limit: number | undefined
}

/** The names of all options. */
export const DRAWING_KEYS = [
  'detail', 'around', 'radius', 'limit', 'constants', 'partials', 'contributions', 'color', 'parameters', 'frames', 'digits',
  'direction', 'title', 'theme',
] as const satisfies readonly (keyof DrawingOptions)[] // oxfmt-ignore

const DETAILS = ['ops', 'expanded', 'neurons', 'layers', 'groups', 'folded']

/** Refuses anything but a Value as the root of a drawing. */
export function checkRoot(where: string, root: unknown): asserts root is Value {
  if (!(root instanceof Value)) throw new TypeError(`${where}: the root is ${show(root)}. Pass a Value.`)
}

/** Returns the options with defaults filled in. @throws TypeError or RangeError for an option that is wrong. */
export function settings(where: string, options: DrawingOptions): Settings {
  checkOptions(where, options, DRAWING_KEYS)
  const { detail = 'ops', around, radius, limit, parameters } = options
  const { constants = 'each', partials = false, contributions = false, color = 'kind', frames = false } = options
  const { digits = 4, direction = 'LR', title = '', theme = 'light' } = options
  if (typeof detail !== 'function') oneOf(where, 'the option detail', detail, DETAILS)
  if (around !== undefined && !(around instanceof Value)) {
    throw new TypeError(`${where}: the option around is ${show(around)}. Pass a Value of the graph.`)
  }
  if (radius !== undefined) {
    checkWhole(where, 'the option radius', radius, 0)
    if (around === undefined)
      throw new TypeError(`${where}: the option radius needs a center. Pass the option around too.`)
  }
  if (limit !== undefined && limit !== Infinity) checkWhole(where, 'the option limit', limit, 1)
  oneOf(where, 'the option constants', constants, ['each', 'hidden'])
  checkBoolean(where, 'the option partials', partials)
  checkBoolean(where, 'the option contributions', contributions)
  oneOf(where, 'the option color', color, ['kind', 'leaf', 'sign'])
  checkBoolean(where, 'the option frames', frames)
  if (!(Number.isInteger(digits) && digits >= 1 && digits <= 17)) {
    throw new RangeError(`${where}: the option digits is ${show(digits)}. Pass a whole number from 1 to 17.`)
  }
  oneOf(where, 'the option direction', direction, ['LR', 'TB'])
  if (typeof title !== 'string') throw new TypeError(`${where}: the option title is ${show(title)}. Pass a string.`)
  oneOf(where, 'the option theme', theme, ['light', 'dark', 'page'])
  const trained = parameters === undefined ? undefined : new Set(checkedParameters(where, parameters))
  return {
    detail, around, radius: radius ?? 2, limit, constants, partials, contributions, color, parameters: trained, frames, digits,
    direction, title, theme,
  } // oxfmt-ignore
}

function checkedParameters(where: string, parameters: unknown): readonly Value[] {
  if (!Array.isArray(parameters)) {
    throw new TypeError(`${where}: the option parameters is ${show(parameters)}. Pass an array of Values.`)
  }
  const wrong = parameters.findIndex((p) => !(p instanceof Value))
  if (wrong >= 0) {
    throw new TypeError(
      `${where}: element ${wrong} of the option parameters is ${show(parameters[wrong])}. Pass Values.`,
    )
  }
  return parameters as Value[]
}
