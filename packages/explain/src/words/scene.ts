/** What an explanation is about: the graph, its backward pass, and which part of it is shown. */
import type { Value } from '@gradus/engine'
import type { BackwardEdge, BackwardStep } from '../backward-steps.js'
import type { Graph } from '../graph.js'
import { pathsDown } from '../paths.js'
import type { Writer } from './writer.js'

export interface Scene {
  readonly graph: Graph
  readonly root: Value
  /** Undefined if all leaves are explained. */
  readonly leaf: Value | undefined
  /** In the order of the backward pass. */
  readonly steps: readonly BackwardStep[]
  /** How often something arrives at each node, by its number. */
  readonly arrivals: Int32Array
  /** What had arrived at the operand before, for the operations that are shown. */
  readonly before: ReadonlyMap<BackwardEdge, number>
  /** The operations that are shown, operands before results; null stands for those that are left out there. */
  readonly operations: readonly (Value | null)[]
  readonly leftOut: number
  /** The leaves that are shown; with `leaf` only that. */
  readonly leaves: readonly Value[]
  /** Whether the node of this number lies on a path from the root to the leaf. */
  readonly leadsToLeaf: (number: number) => boolean
  readonly writer: Writer
  /** Hides results, and remembers them. */
  readonly blanks: Blanks | undefined
}

/** Gives out the numbers of the blanks. */
export interface Blanks {
  contribution(step: BackwardStep, edge: BackwardEdge): number
  /** For a second or later arrival, right after its contribution. `before` is what had arrived until then. */
  sum(edge: BackwardEdge, before: number): number
}

/** @param limit the most operations to show. */
export function sceneOf(
  graph: Graph,
  steps: readonly BackwardStep[],
  leaf: Value | undefined,
  limit: number,
  writer: Writer,
  blanks: Blanks | undefined,
): Scene {
  const { order } = graph
  const root = order.at(-1)!
  const toLeaf = leaf === undefined ? undefined : pathsDown(graph, leaf)
  const leadsToLeaf = (i: number): boolean => toLeaf === undefined || toLeaf[i]! > 0
  const all = order.filter((node, i) => node.op !== null && node !== leaf && leadsToLeaf(i))
  const leftOut = Math.max(0, all.length - limit)
  const first = Math.ceil(limit / 2)
  const operations = leftOut === 0 ? all : [...all.slice(0, first), null, ...all.slice(first + leftOut)]
  const leaves = leaf === undefined ? order.filter((node) => node.op === null) : [leaf]
  const { arrivals, before } = arrivalsOf(graph, steps, new Set(operations))
  return { graph, root, leaf, steps, arrivals, before, operations, leftOut, leaves, leadsToLeaf, writer, blanks }
}

/** How often something arrives at each node; and what was there before, for the operands of the operations that are shown. */
function arrivalsOf(
  { order, starts, operands }: Graph,
  steps: readonly BackwardStep[],
  shown: ReadonlySet<Value | null>,
) {
  const arrivals = new Int32Array(order.length)
  const sums = new Float64Array(order.length)
  const before = new Map<BackwardEdge, number>()
  steps.forEach(({ node, edges }, k) => {
    const isShown = shown.has(node)
    for (const edge of edges) {
      const to = operands[starts[order.length - 1 - k]! + edge.operand]!
      if (isShown) before.set(edge, sums[to]!)
      arrivals[to] = edge.arrival
      sums[to] = edge.sum
    }
  })
  return { arrivals, before }
}

export const stepOf = ({ graph, steps }: Scene, node: Value): BackwardStep =>
  steps[steps.length - 1 - graph.numbers.get(node)!]!

/** Whether something arrives at the node more than once. */
export const isReused = ({ graph, arrivals }: Scene, node: Value): boolean => arrivals[graph.numbers.get(node)!]! > 1
