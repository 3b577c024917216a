/**
 * A graph as a formula: `formula`, and `derive` for the derivatives of an expression. To read the source: simplify.ts with
 * terms.ts, rules.ts and spell.ts (a graph that is shorter to write), names.ts, write.ts with languages.ts (its text).
 */
import { grad, type Scalar, table, topologicalOrder, Value, withGraph } from '@gradus/engine'
import { checkBoolean, checkOptions, oneOf, show } from '@gradus/engine/errors'
import { parseExpression } from './expression.js'
import { LATEX, PLAIN, TEXT } from './formula/languages.js'
import { Names, type Renamed } from './formula/names.js'
import { simplify } from './formula/simplify.js'
import { write } from './formula/write.js'

export { latexName, latexNumber, latexText } from './formula/latex.js'
export type { Renamed } from './formula/names.js'

/** The options of `formula` and `derive`. */
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

/**
 * The derivative of an expression in each of its variables, in the order in which they first appear.
 *
 * @throws ExpressionError if the expression cannot be read; RangeError if a derivative would be longer than `limit`.
 * @example
 * derive('x^2 * y') // => { x: '2 * x * y', y: 'x^2' }
 */
export function derive(expression: string, options: Omit<FormulaOptions, 'colors'> = {}): Record<string, string> {
  checkOptions('derive', options, ['language', 'simplify', 'shareAbove', 'limit'])
  const { names, evaluate } = parseExpression(expression)
  const isFunction = names.find((name) => Object.hasOwn(table, name))
  if (isFunction !== undefined) {
    throw new RangeError(
      `derive: the function ${isFunction} has no arguments. Write ${isFunction}(…), or choose another name for the variable.`,
    )
  }
  const leaves = names.map((name) => new Value(1, name))
  const slopes = withGraph('derive', () => {
    const y = evaluate(Object.fromEntries(leaves.map((leaf) => [leaf.label, leaf])) as Record<string, Scalar>)
    return typeof y === 'number' ? [] : grad(y, leaves)
  })
  const texts = slopes.map((slope) => formulaOf('derive', slope, options, leaves).text)
  return Object.fromEntries(names.map((name, i) => [name, texts[i]!]))
}

/** @param variables in a product the leaves stand in this order; by name unless given */
function formulaOf(where: string, root: Value, options: FormulaOptions, variables?: readonly Value[]): Formula {
  const { language = 'text', simplify: simplifies = true, shareAbove = 120, limit = 10_000, colors } = options
  oneOf(where, 'language', language, ['text', 'plain', 'latex'])
  checkBoolean(where, 'simplify', simplifies)
  checkCharacters(where, 'shareAbove', shareAbove, 0)
  checkCharacters(where, 'limit', limit, 1)
  checkColors(where, language, colors)
  const rules = { text: TEXT, plain: PLAIN, latex: LATEX }[language]
  const graph = simplifies ? simplify(root, variables ?? byName(leavesOf(root)), limit) : root
  if (graph !== undefined) {
    const names = new Names(leavesOf(graph), rules, colors)
    const written = write(graph, names, rules, { limit, shareAbove })
    if (written !== undefined) {
      return { text: rules.lines(written.parts, written.result), ...written, renamed: names.renamed }
    }
  }
  throw new RangeError(
    `${where}: the formula is longer than ${limit} characters. Write a smaller part of the graph, or raise the limit.`,
  )
}

const leavesOf = (root: Value): Value[] => topologicalOrder(root).filter(({ op, label }) => op === null && label !== '')

/** In the order of their labels, w2 before w10. */
function byName(leaves: readonly Value[]): Value[] {
  const keyOf = (label: string) => label.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(16, '0'))
  const keys = new Map(leaves.map((leaf) => [leaf, keyOf(leaf.label)]))
  return [...leaves].sort((a, b) => (keys.get(a)! < keys.get(b)! ? -1 : keys.get(a)! > keys.get(b)! ? 1 : 0))
}

function checkCharacters(where: string, name: string, value: unknown, least: number): void {
  if (typeof value === 'number' && value >= least) return
  throw new RangeError(`${where}: ${name} is ${show(value)}. Pass a number of characters, ${least} or more.`)
}

/** A color goes into the LaTeX as it is. */
function checkColors(where: string, language: string, colors: FormulaOptions['colors']): void {
  if (colors === undefined) return
  if (language !== 'latex') {
    throw new RangeError(`${where}: the text of a formula has no colors. Pass language: 'latex', or leave colors out.`)
  }
  if (!(colors instanceof Map))
    throw new TypeError(`${where}: colors is ${show(colors)}. Pass a Map of leaves to colors.`)
  for (const color of colors.values()) {
    if (typeof color === 'string' && /^(#[0-9a-f]{6}|[a-z]+)$/i.test(color)) continue
    throw new RangeError(`${where}: a color is ${show(color)}. Pass a name such as red, or # and six digits.`)
  }
}
