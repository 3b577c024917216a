/**
 * A graph as a formula. To read the source: formula-of.ts, simplify.ts with terms.ts, rules.ts and spell.ts (a graph that is
 * shorter to write), names.ts, write.ts with languages.ts (its text).
 */
import { Value } from '@gradus/engine'
import { checkOptions, show } from '@gradus/engine/errors'
import { formulaOf } from './formula/formula-of.js'
import type { Renamed } from './formula/names.js'

export { latexName, latexNumber, latexText } from './formula/latex.js'
export type { Renamed } from './formula/names.js'

/** The options of `formula`, and of `derive` in @gradus/expression. */
export interface FormulaOptions {
  /** 'text' (default), which `parseExpression` reads; 'plain' for people, such as x^2 · y; 'latex' for math mode. */
  language?: 'text' | 'plain' | 'latex'
  /** Whether to collect equal terms and factors, and to write it as a mathematician would. Default true. */
  simplify?: boolean
  /** The width in characters above which the parts that a formula repeats become lines `t1 = …`. Default 120; Infinity: never. */
  shareAbove?: number
  /** The most characters that the text may have, lines of parts included. Default 10,000. */
  limit?: number
  /** A color for each leaf that should have one, for LaTeX: a name, or `#` and six digits. */
  colors?: ReadonlyMap<Value, string>
}

/** What `formula` returns. */
export interface Formula {
  /** All of it: a line for each shared part, then the formula. */
  readonly text: string
  /** The shared parts, each made of those before it. Empty unless the formula is long. */
  readonly parts: readonly { readonly name: string; readonly text: string }[]
  /** The formula, made of the shared parts. Without parts it is the text. */
  readonly result: string
  /** Leaves whose label is not a name, is taken by another leaf, or is the name of a constant or function. */
  readonly renamed: readonly Renamed[]
}

/**
 * The graph of a Value as a formula. Leaves are written by their label, or as a number if they have none. The graph of a
 * derivative is a graph like any other.
 *
 * Simplified, the formula has the same value to twelve digits wherever no intermediate result is 0, infinite or NaN. With
 * `simplify: false`, `parseExpression` makes exactly the same function of the text.
 *
 * @throws RangeError if the text would be longer than `limit`.
 * @example
 * const [x, y] = [new Value(3, 'x'), new Value(4, 'y')]
 * formula(x.mul(x).mul(y.add(y))).text // => '2 * x^2 * y'
 * formula(x.div(y).sqrt(), { language: 'latex' }).text // => '\\sqrt{\\frac{x}{y}}'
 */
export function formula(root: Value, options: FormulaOptions = {}): Formula {
  if (!(root instanceof Value)) throw new TypeError(`formula: the argument is ${show(root)}. Pass a Value.`)
  checkOptions('formula', options, ['language', 'simplify', 'shareAbove', 'limit', 'colors'])
  return formulaOf('formula', root, options)
}
