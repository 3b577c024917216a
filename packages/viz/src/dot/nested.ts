/** What the drawing in DOT and the graph layout have in common, so that boxes stand at the same places in both. */
import type { Frame } from '../choose/frames.js'
import type { Box, Description } from '../describe/description.js'

/** How Graphviz saves time in a drawing with many long edges. */
const HINTS = { all: '', less: ' nslimit=2', least: ' nslimit=2 mclimit=0.05 splines=line outputorder=edgesfirst' }

/** The attributes of the graph that decide where boxes stand. */
export function graphAttributes({ direction, effort }: Description): string {
  const [nodesep, ranksep] = direction === 'LR' ? [0.2, 0.45] : [0.3, 0.4]
  return `rankdir=${direction} nodesep=${nodesep} ranksep=${ranksep}${HINTS[effort]}`
}

/** The statements of boxes in their frames, and the boxes whose operands keep their order. */
export function nested(
  { boxes, frames, fixed, effort }: Description,
  node: (box: Box) => string,
  attributes: (frame: Frame) => string,
): string[] {
  const inside = (id: string | undefined, indent: string): string[] => [
    ...boxes.filter(({ frame }) => frame === id).map((box) => `${indent}${node(box)}`),
    ...frames
      .filter(({ parent }) => parent === id)
      .flatMap((frame) => [
        `${indent}subgraph cluster_${frame.id} {`,
        `${indent}  graph [${attributes(frame)}]`,
        ...inside(frame.id, `${indent}  `),
        `${indent}}`,
      ]),
  ]
  const order = effort === 'all' ? [...fixed].map((id) => `  ${id} [ordering=in]`) : []
  return [...inside(undefined, '  '), ...order]
}
