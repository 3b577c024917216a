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
/** From top to bottom, a graph with more nodes beside each other would be wider than from left to right. */
const MOST_BESIDE = 6

export function useDirection(root: Value): 'LR' | 'TB' {
  const width = useMemo(() => widthFor(root), [root])
  return useIsNarrow(width) ? 'TB' : 'LR'
}

/** The width of the page, in pixels, up to which the graph goes from top to bottom. */
export function widthFor(root: Value): number {
  /** How far a node is from the root, on the longest path. The layout has it there too. */
  const levels = new Map([[root, 0]])
  for (const node of topologicalOrder(root).reverse()) {
    for (const input of node.inputs) {
      if (input instanceof Value) levels.set(input, Math.max(levels.get(input) ?? 0, levels.get(node)! + 1))
    }
  }
  const beside = new Map<number, number>()
  for (const level of levels.values()) beside.set(level, (beside.get(level) ?? 0) + 1)
  const most = [...beside.values()].reduce((a, b) => Math.max(a, b))
  const width = SIDES + SCALE * (ENDS + LEVEL * (beside.size - 1)) + PANEL
  return width <= WITH_PANEL || most > MOST_BESIDE ? NARROW : width
}
