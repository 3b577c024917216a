/** The text of a graph: `formula` of a Value, and each derivative of `derive`. */
import { type Value, topologicalOrder } from '@gradus/engine'
import { checkBoolean, oneOf, show } from '@gradus/engine/errors'
import type { Formula, FormulaOptions } from '../formula.js'
import { LATEX, PLAIN, TEXT } from './languages.js'
import { Names } from './names.js'
import { simplify } from './simplify.js'
import { write } from './write.js'

/** @param variables in a product the leaves stand in this order; by name unless given */
export function formulaOf(where: string, root: Value, options: FormulaOptions, variables?: readonly Value[]): Formula {
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
