/** Which way the edges of a graph go: from left to right where there is room for it. */
import { topologicalOrder, Value } from '@gradus/engine'
import { useMemo } from 'preact/hooks'
import { useIsNarrow } from '../controls/use-is-narrow.js'

/** A graph from left to right: its ends, what each operation on the longest path adds, and the scale at which it is easy to read. */
const [ENDS, LEVEL, SCALE] = [151, 232, 0.75]
/** The page at both sides of the graph, and the panel next to it on pages of at least some width. */
const [SIDES, PANEL, WITH_PANEL] = [62, 364, 960]
/** Narrower pages have graphs from top to bottom. */
const NARROW = 640
/** From top to bottom, a graph of more nodes per level would be wider than from left to right. */
const MOST_PER_LEVEL = 3

export function useDirection(root: Value): 'LR' | 'TB' {
  const width = useMemo(() => widthFor(root), [root])
  return useIsNarrow(width) ? 'TB' : 'LR'
}

/** The width of the page, in pixels, up to which the graph goes from top to bottom. */
export function widthFor(root: Value): number {
  const order = topologicalOrder(root)
  const levels = new Map<Value, number>()
  for (const node of order) {
    const below = node.inputs.map((input) => (input instanceof Value ? levels.get(input)! : 0))
    levels.set(node, node.op === null ? 0 : 1 + below.reduce((a, b) => Math.max(a, b), 0))
  }
  const depth = levels.get(root)!
  if (order.length > MOST_PER_LEVEL * depth) return NARROW
  const graph = SIDES + SCALE * (ENDS + LEVEL * depth)
  return Math.max(NARROW, graph < WITH_PANEL ? graph : graph + PANEL)
}
