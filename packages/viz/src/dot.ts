/** Writes a computation graph in DOT, the language of Graphviz. */
import { Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import { drawable, economies } from './effort.js'
import type { Box, Operand } from './near.js'
import { nearest } from './near.js'
import { BOX_WIDTH, nodeStatement, plain, portNames } from './node.js'
import { formatNumber } from './numbers.js'
import type { DotOptions } from './options.js'
import { settings } from './options.js'
import { ordered } from './order.js'
import type { Theme } from './theme.js'
import { FONT, FONT_SIZE, THEMES } from './theme.js'

/**
 * Returns DOT text that draws `root` and everything it was computed from.
 *
 * Each Value is one box with its label, op, data and grad (– if no gradient has arrived). Edges lead from operands to
 * results. Leaves are rounded, and the root has a thick border. Plain numbers are small boxes. Operands are numbered if
 * their order matters.
 *
 * A larger graph is cut down to the `limit` boxes nearest the root, and the drawing says so. The default limit is 200, or
 * fewer if the edges are so many or so long that Graphviz would need more than a few seconds. Graphs may have millions of
 * nodes. Labels may hold any text; the drawing shows 32 characters, and the tooltip 400.
 *
 * @throws TypeError if `root` is not a Value, or if an option is unknown or has the wrong type. RangeError if an option is
 * out of range.
 * @example
 * const x = new Value(-2, 'x'), y = new Value(5, 'y')
 * const dot = toDot(x.add(y), { theme: 'dark' })
 * dot.startsWith('digraph') // => true
 */
export function toDot(root: Value, options: DotOptions = {}): string {
  if (!(root instanceof Value)) throw new TypeError(`toDot: the root is ${show(root)}. Pass a Value.`)
  const all = settings(options)
  const theme = THEMES[all.theme]
  const pictureOf = (limit: number) => nearest(root, limit, all.expand, all.partials)
  const picture = options.limit === undefined ? drawable(pictureOf, all.limit, all.partials) : pictureOf(all.limit)

  const lines = ['digraph gradus {', ...preamble(all, theme)]
  const hints = economies(picture, all.partials)
  if (hints !== '') lines.push(`  graph [${hints}]`)
  const heading = all.title === '' ? [] : [plain(all.title)]
  if (picture.boxes.length < picture.total) {
    const [shown, total] = [picture.boxes.length, picture.total].map((n) => n.toLocaleString('en-US'))
    heading.push(`${shown} of ${total} nodes, nearest the root`)
  }
  if (heading.length > 0) lines.push(`  label="${heading.map((line) => `${line}\\l`).join('')}"`)
  for (const [box, { operands, isFixed }] of ordered(picture)) {
    lines.push(`  ${nodeStatement(box, box === picture.root, all, theme)}`)
    if (isFixed && hints === '') lines.push(`  ${box.id} [ordering=in]`)
    for (const edge of edges(box, operands, all)) lines.push(`  ${edge}`)
  }
  return [...lines, '}', ''].join('\n')
}

/** The default attributes of the graph, its nodes and its edges. */
function preamble({ direction }: Required<DotOptions>, theme: Theme): string[] {
  const text = `fontname="${FONT}" fontcolor="${theme.text}"`
  const [nodesep, ranksep] = direction === 'LR' ? [0.2, 0.45] : [0.3, 0.4]
  return [
    `  graph [rankdir=${direction} bgcolor="${theme.background}" pad=0.2 nodesep=${nodesep} ranksep=${ranksep} ` +
      `labelloc=t labeljust=l ${text} fontsize=${FONT_SIZE}]`,
    `  node [shape=record style=filled gradientangle=270 width=${BOX_WIDTH} color="${theme.border}" ${text} fontsize=${FONT_SIZE}]`,
    `  edge [color="${theme.line}" arrowsize=0.7 fontname="${FONT}" fontcolor="${theme.line}" fontsize=12]`,
  ]
}

/** The edges that end at a box. If some operands are not drawn, a dashed … stands for them. */
function edges(box: Box, operands: readonly Operand[], { digits, direction }: Required<DotOptions>): string[] {
  const ports = portNames(box) !== undefined
  const side = direction === 'LR' ? 'w' : 'n'
  const result = operands.map(({ index, box: operand, partial }) => {
    const label = partial === undefined ? '' : ` [label=" ∂ = ${formatNumber(partial, digits)} "]`
    return `${operand.id} -> ${box.id}${ports ? `:i${index}:${side}` : ''}${label}`
  })
  const hidden = box.arity - box.operands.length
  if (hidden === 0) return result
  const text = hidden === 1 ? '…' : `… ${hidden.toLocaleString('en-US')} operands`
  return [
    ...result,
    `${box.id}_more [shape=box style="rounded,dashed" width=0.3 height=0.3 label="${text}"]`,
    `${box.id}_more -> ${box.id} [style=dashed]`,
  ]
}
