/** The chain rule with numbers: `explain`. */
import { Value } from '@gradus/engine'
import { checkOptions, checkWhole, mustBeList, oneOf, show } from '@gradus/engine/errors'
import { type BackwardStep, stepsOf } from '../backward-steps.js'
import { checkRoot } from '../check-root.js'
import { graphOf, type Graph } from '../graph.js'
import { checkLeaf } from '../paths.js'
import { type Format, layouts, type Section } from './layout.js'
import { mistakesSection } from './mistakes.js'
import { namesOf } from './names.js'
import { backwardSection, forwardSection, gradientSection, titleSection } from './passes.js'
import { pathsSection } from './paths.js'
import { type Blanks, sceneOf } from './scene.js'
import { checkDigits, Writer } from './writer.js'

export interface ExplainOptions {
  /** `text` for a terminal (the default), `markdown` with formulas between dollar signs, or `latex`: one `align*`. */
  format?: Format
  /** The number of significant digits, 1 to 17; default 4. */
  digits?: number
  /** The most operations that are shown; default 40. */
  limit?: number
  /** In Markdown and LaTeX: one color for each of at most 8 leaves, or one for positive and one for negative numbers. */
  color?: 'none' | 'leaf' | 'sign'
  /** The colors of leaves: names, or `#` and six digits. Names that KaTeX and LaTeX's xcolor know unless given. */
  palette?: readonly string[]
}

/**
 * Explains a gradient: the value of each node, then the backward pass with one line for each use of the chain rule, the
 * result, each path to a leaf that is reached in several ways, and what two common mistakes would give. With `leaf`,
 * which may be any node, only what leads to it is shown. Nodes without a label are called v1, v2, …
 *
 * @throws TypeError if `root` or `leaf` is not a Value or an option is unknown; RangeError if `leaf` is not in the graph or
 * an option has a wrong value.
 * @example
 * const [x, y, z] = [new Value(-2, 'x'), new Value(5, 'y'), new Value(-4, 'z')]
 * const q = x.add(y)
 * q.label = 'q'
 * explain(q.mul(z)).includes('∂f/∂x = ∂f/∂q · ∂q/∂x = −4 · 1 = −4') // => true
 */
export function explain(root: Value, options?: ExplainOptions): string
export function explain(root: Value, leaf: Value | undefined, options?: ExplainOptions): string
export function explain(root: Value, second?: Value | ExplainOptions, third?: ExplainOptions): string {
  const [leaf, options] = leafAndOptions(second, third)
  return explanation('explain', root, leaf, options)
}

/** Sorts out the arguments of `explain` and of `exercise`: the leaf may be left out. */
export function leafAndOptions<T extends object>(
  second: Value | T | undefined,
  third: T | undefined,
): [Value | undefined, T] {
  if (third !== undefined || second === undefined || second instanceof Value) {
    return [second as Value | undefined, third ?? ({} as T)]
  }
  return [undefined, second]
}

/** With `blanksFor` the results are hidden. */
export function explanation(
  where: string,
  root: Value,
  leaf: Value | undefined,
  options: ExplainOptions,
  blanksFor?: (steps: readonly BackwardStep[], nameOf: (node: Value) => string) => Blanks,
): string {
  checkRoot(where, root)
  checkOptions(where, options, ['format', 'digits', 'limit', 'color', 'palette'])
  const { format = 'text', digits = 4, limit = 40, color = 'none', palette } = options
  oneOf(where, 'format', format, ['text', 'markdown', 'latex'])
  oneOf(where, 'color', color, ['none', 'leaf', 'sign'])
  checkDigits(where, digits)
  checkWhole(where, 'limit', limit, 1)
  if (format === 'text' && color !== 'none') {
    throw new RangeError(
      `${where}: color is "${color}", and plain text has none. Pass format "markdown" or "latex" too.`,
    )
  }
  checkPalette(where, color, palette)
  const graph = graphOf(root)
  if (leaf !== undefined) checkLeaf(where, leaf, graph)
  const nameOf = namesOf(graph.order)
  const writer = new Writer(format !== 'text', {
    root,
    nameOf,
    digits,
    leafColors: color === 'leaf' ? leafColors(where, graph, palette ?? COLORS) : new Map(),
    signColors: color === 'sign' ? { positive: 'orange', negative: 'blue' } : undefined,
  })
  const steps = stepsOf(graph)
  const blanks = blanksFor?.(steps, nameOf)
  const scene = sceneOf(graph, steps, leaf, limit, writer, blanks)
  const sections: (Section | undefined)[] = [titleSection(scene)]
  if (root.op !== null) sections.push(forwardSection(scene), backwardSection(scene))
  if (blanks === undefined) sections.push(gradientSection(scene), pathsSection(scene), mistakesSection(scene))
  if (writer.rounded) {
    sections.push({ title: '', lines: [{ words: `Numbers are rounded to ${digits} significant digits.` }] })
  }
  return layouts[format](
    sections.filter((section): section is Section => section !== undefined && section.lines.length > 0),
  )
}

/** In the hues of the palette of drawings. */
const COLORS = ['blue', 'orange', 'teal', 'violet', 'olive', 'magenta', 'red', 'brown']

/** One color for each leaf. @throws RangeError if there are more leaves than colors */
function leafColors(where: string, { order }: Graph, palette: readonly string[]): Map<Value, string> {
  const leaves = order.filter((node) => node.op === null)
  if (leaves.length > palette.length) {
    throw new RangeError(
      `${where}: the graph has ${leaves.length} leaves, and there are ${palette.length} colors. Pass color "sign", or a longer palette.`,
    )
  }
  return new Map(leaves.map((leaf, i) => [leaf, palette[i]!]))
}

/** A color goes into the LaTeX as it is. */
function checkPalette(where: string, color: string, palette: unknown): void {
  if (palette === undefined) return
  if (color !== 'leaf') {
    throw new RangeError(
      `${where}: palette is for the colors of leaves, and color is "${color}". Pass color "leaf" too.`,
    )
  }
  if (!Array.isArray(palette)) throw mustBeList(where, 'palette', palette, 'colors')
  for (const one of palette) {
    if (typeof one === 'string' && /^(#[0-9a-f]{6}|[a-z]+)$/i.test(one)) continue
    throw new RangeError(`${where}: a color is ${show(one)}. Pass a name such as red, or # and six digits.`)
  }
}
