/** Writes a drawing in DOT, the language of Graphviz. */
import type { Value } from '@gradus/engine'
import { type Palette, palettes } from '../colors.js'
import { describedOr } from '../describe/describe.js'
import type { Description } from '../describe/description.js'
import { FONT_SIZE, frameLabel, SMALL_SIZE } from '../describe/measure.js'
import type { DrawingOptions } from '../options.js'
import { edgeStatement } from './edge.js'
import { quoted } from './escape.js'
import { graphLabel } from './label.js'
import { node } from './node.js'
import { graphAttributes, nested } from './nested.js'

/** Graphviz knows the letter widths of this font. In SVG it becomes "Helvetica,sans-Serif". */
export const FONT = 'Helvetica'

/**
 * Returns DOT text that draws `root` and everything it was computed from, or a drawing that `describe` has returned.
 *
 * Each Value is one box with its label, op, data and grad (– if no gradient has arrived). Edges lead from operands to
 * results. Leaves are rounded, and the root has a thick border. Plain numbers are small boxes. Operands are numbered if
 * their order matters.
 *
 * A larger graph is cut down to the `limit` boxes nearest the root, and the drawing says so. The default limit is 200, or
 * fewer if the edges are so many or so long that Graphviz would need more than a few seconds. Graphs may have millions of
 * nodes. Labels may hold any text. The drawing shows the first 230 pixels of it, and the tooltip 400 characters.
 *
 * @throws TypeError if `root` is not a Value, or if an option is unknown or has the wrong type. RangeError if an option is
 * out of range, or for the theme 'page', because DOT has no CSS.
 * @example
 * const x = new Value(-2, 'x'), y = new Value(5, 'y')
 * const dot = toDot(x.add(y), { theme: 'dark' })
 * dot.startsWith('digraph') // => true
 */
export function toDot(root: Value | Description, options?: DrawingOptions): string {
  const description = describedOr('toDot', root, options)
  const { edges, direction, theme } = description
  if (theme === 'page') {
    throw new RangeError("toDot: the option theme is \"page\", and DOT has no CSS. Pass 'light' or 'dark'.")
  }
  const palette = palettes[theme]
  const label = graphLabel(description, palette)
  return [
    'digraph gradus {',
    ...preamble(description, palette).map((line) => `  ${line}`),
    ...(label === '' ? [] : [`  label=<${label}>`]),
    ...nested(
      description,
      (box) => node(box, direction, palette),
      (frame) =>
        `label="${quoted(frameLabel(frame).text)}" labeljust=l style=rounded color="${palette.border}" fontsize=${SMALL_SIZE}`,
    ),
    ...edges.map((edge) => `  ${edgeStatement(edge, direction, palette)}`),
    '}',
    '',
  ].join('\n')
}

/** The default attributes of the graph, its nodes and its edges. */
function preamble(description: Description, palette: Palette): string[] {
  const text = `fontname="${FONT}" fontcolor="${palette.text}"`
  return [
    `graph [${graphAttributes(description)} bgcolor="${palette.background}" pad=0.2 labelloc=t labeljust=l ${text} fontsize=${FONT_SIZE}]`,
    `node [shape=record style=filled gradientangle=270 color="${palette.border}" ${text} fontsize=${FONT_SIZE}]`,
    `edge [color="${palette.muted}" arrowsize=0.7 fontname="${FONT}" fontcolor="${palette.muted}" fontsize=${SMALL_SIZE}]`,
  ]
}
