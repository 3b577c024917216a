/** A drawing as text, for screen readers, terminals and logs. */
import type { Value } from '@gradus/engine'
import { showName } from '@gradus/engine/errors'
import { counted, shorten } from './describe/content.js'
import { describedOr } from './describe/describe.js'
import type { Box, Description, Edge } from './describe/description.js'
import type { DrawingOptions } from './options.js'

/**
 * Returns the drawing of `root`, or one that `describe` has returned, as text: how many nodes and edges it has, what is left out,
 * and a line for each box with its operands and its users. The options are those of `describe`.
 *
 * @throws TypeError if `root` is not a Value, or if an option is unknown or has the wrong type. RangeError if an option is
 * out of range.
 * @example
 * const x = new Value(3, 'x')
 * outline(x.mul(x).add(1)).split('\n') // => ['4 nodes, 4 edges', 'n0: x, data 3, grad –, to n1, n1', 'n1: ×, data 9, grad –, from n0, n0, to n2', 'n2_c1: 1, to n2', 'n2: +, data 10, grad –, from n1, n2_c1']
 */
export function outline(root: Value | Description, options?: DrawingOptions): string {
  const description = describedOr('outline', root, options)
  const { title, counts, notes, boxes, edges, frames } = description
  const operands = new Map<string, string[]>(boxes.map(({ id }) => [id, []]))
  const users = new Map<string, string[]>(boxes.map(({ id }) => [id, []]))
  for (const edge of edges) {
    operands.get(edge.to)!.push(withText(edge.from, edge))
    users.get(edge.from)!.push(edge.to)
  }
  const parents = new Map(frames.map((frame) => [frame.id, frame]))
  const inside = ({ frame }: Box): string[] => {
    const names: string[] = []
    for (let id = frame; id !== undefined; id = parents.get(id)!.parent) names.unshift(parents.get(id)!.name)
    return names
  }
  const list = (word: string, items: readonly string[]) => (items.length === 0 ? [] : [`${word} ${items.join(', ')}`])
  return [
    ...(title === '' ? [] : [showName(shorten(title))]),
    `${counted(counts.graph.nodes, 'node')}, ${counted(counts.graph.edges, 'edge')}`,
    ...notes.map(showName),
    ...boxes.map((box) => {
      const texts = box.lines.flatMap(({ cells }) => cells.map(({ text }) => showName(text)))
      const parts = [
        ...texts,
        ...list('from', operands.get(box.id)!),
        ...list('to', users.get(box.id)!),
        ...list('in', inside(box).map(showName)),
      ]
      return `${box.id}: ${parts.join(', ')}`
    }),
  ].join('\n')
}

const withText = (id: string, { text }: Edge): string => (text === '' ? id : `${id} (${text})`)
