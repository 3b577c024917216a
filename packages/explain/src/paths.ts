/** The paths from the root to a node: their product of slopes is its gradient, summed over all of them. */
import { azmul, Value } from '@gradus/engine'
import { checkOptions, checkWhole, show } from '@gradus/engine/errors'
import { type BackwardStep, slopeOf, stepsOf } from './backward-steps.js'
import { checkRoot } from './check-root.js'
import { type Graph, graphOf } from './graph.js'

/** One edge of a path, from a node to one of its operands. */
export interface PathEdge {
  readonly node: Value
  /** The position among the operands, from 0. */
  readonly operand: number
  readonly input: Value
  readonly partial: number
}

/** A path from the root to a leaf. */
export interface Path {
  readonly edges: readonly PathEdge[]
  /** The product of the partials, from the root on; 0 if one of them is 0. */
  readonly product: number
}

/** All paths that come to the leaf by the same edge. */
export interface Branch {
  /** The node that uses the leaf, and the position of the leaf among its operands. */
  readonly node: Value
  readonly operand: number
  /** The number of paths; `Number.MAX_SAFE_INTEGER` if there are more than that. */
  readonly count: number
  /** What arrives by this edge in the backward pass: the sum over these paths. */
  readonly sum: number
}

export interface Paths {
  /** The number of paths; `Number.MAX_SAFE_INTEGER` if there are more than that. */
  readonly count: number
  /** Each path, undefined if there are more than `limit`. */
  readonly paths: readonly Path[] | undefined
  /** One entry per use of the leaf, in the order of the backward pass. */
  readonly branches: readonly Branch[]
}

/**
 * The paths from `root` to `leaf`, which may be any node. The sum of their products is the gradient. It may differ from
 * that of `backward()` by a rounding error, because `backward()` adds up at each node and not at the end. The number of
 * paths can be exponential in the size of the graph; so there is a list only if there are at most `limit` (40).
 *
 * @throws RangeError if the graph of `root` does not contain `leaf`.
 * @example
 * const x = new Value(3, 'x')
 * pathsTo(x.mul(x).add(x), x).paths.map((path) => path.product) // => [3, 3, 1]
 */
export function pathsTo(root: Value, leaf: Value, options: { limit?: number } = {}): Paths {
  checkRoot('pathsTo', root)
  checkOptions('pathsTo', options, ['limit'])
  const { limit = 40 } = options
  checkWhole('pathsTo', 'limit', limit, 1)
  const graph = graphOf(root)
  checkLeaf('pathsTo', leaf, graph)
  return pathsOf(graph, stepsOf(graph), leaf, limit)
}

/** `pathsTo` of a graph that is numbered already. */
export function pathsOf(graph: Graph, steps: readonly BackwardStep[], leaf: Value, limit: number): Paths {
  const toLeaf = pathsDown(graph, leaf)
  const count = toLeaf.at(-1)!
  const paths = count > limit ? undefined : list(graph, leaf, toLeaf)
  return { count, paths, branches: branchesAt(graph, steps, leaf) }
}

/** Refuses a leaf that does not belong to the graph. */
export function checkLeaf(where: string, leaf: unknown, { numbers }: Graph): void {
  if (!(leaf instanceof Value)) throw new TypeError(`${where}: the leaf is ${show(leaf)}. Pass a Value.`)
  if (numbers.has(leaf)) return
  const label = leaf.label === '' ? 'the leaf' : `the leaf ${show(leaf.label)}`
  throw new RangeError(`${where}: ${label} is not in the graph of the root. Pass a Value that the root was made of.`)
}

/** For each node, by its number: how many paths lead from there down to the leaf. */
export function pathsDown({ order, numbers, starts, operands }: Graph, leaf: Value): Float64Array {
  const counts = new Float64Array(order.length)
  counts[numbers.get(leaf)!] = 1
  for (let i = 0; i < order.length; i++) {
    for (let k = starts[i]!; k < starts[i + 1]!; k++) {
      if (operands[k]! >= 0) counts[i] = Math.min(counts[i]! + counts[operands[k]!]!, Number.MAX_SAFE_INTEGER)
    }
  }
  return counts
}

/** For each node, by its number: how many paths lead from the root down to it. */
function pathsFromRoot({ order, starts, operands }: Graph): Float64Array {
  const counts = new Float64Array(order.length)
  counts[order.length - 1] = 1
  for (let i = order.length - 1; i >= 0; i--) {
    for (let k = starts[i]!; k < starts[i + 1]!; k++) {
      const to = operands[k]!
      if (to >= 0) counts[to] = Math.min(counts[to]! + counts[i]!, Number.MAX_SAFE_INTEGER)
    }
  }
  return counts
}

function branchesAt(graph: Graph, steps: readonly BackwardStep[], leaf: Value): Branch[] {
  const { order, numbers, starts, operands } = graph
  const fromRoot = pathsFromRoot(graph)
  const number = numbers.get(leaf)!
  const branches: Branch[] = []
  for (let i = order.length - 1; i > number; i--) {
    for (let k = starts[i]!; k < starts[i + 1]!; k++) {
      if (operands[k] !== number) continue
      const operand = k - starts[i]!
      const edge = steps[order.length - 1 - i]!.edges.find((edge) => edge.operand === operand)
      branches.push({ node: order[i]!, operand, count: fromRoot[i]!, sum: edge?.contribution ?? 0 })
    }
  }
  return branches
}

/** Depth first and iterative, only through nodes that were made of the leaf. */
function list({ order, numbers }: Graph, leaf: Value, toLeaf: Float64Array): Path[] {
  const paths: Path[] = []
  const edges: PathEdge[] = []
  const products = [1]
  const next = [0] // for each node from the root down to where we stand: the operand to look at next
  while (next.length > 0) {
    const depth = next.length - 1
    const node = depth === 0 ? order.at(-1)! : edges[depth - 1]!.input
    if (node === leaf) paths.push({ edges: [...edges], product: products[depth]! })
    const operand = node === leaf ? node.inputCount : next[depth]!++
    if (operand >= node.inputCount) {
      next.pop()
      products.pop()
      edges.pop()
      continue
    }
    const input = node.input(operand)
    if (typeof input === 'number' || toLeaf[numbers.get(input)!] === 0) continue
    const partial = slopeOf(node, operand)
    edges.push({ node, operand, input, partial })
    products.push(azmul(products[depth]!, partial))
    next.push(0)
  }
  return paths
}
