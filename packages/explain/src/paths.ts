/** The paths from the root to a node: their product of slopes is its gradient, summed over all of them. */
import { azmul, topologicalOrder, Value } from '@gradus/engine'
import { checkOptions, checkWhole, show } from '@gradus/engine/errors'
import { backwardSteps, slopeOf } from './backward-steps.js'
import { checkRoot } from './check-root.js'

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
  const order = topologicalOrder(root)
  checkLeaf('pathsTo', leaf, order)
  const toLeaf = pathsFrom(order, leaf)
  const count = toLeaf.get(root)!
  return { count, paths: count > limit ? undefined : list(root, leaf, toLeaf), branches: branchesAt(root, leaf) }
}

/** Refuses a leaf that does not belong to the graph. */
export function checkLeaf(where: string, leaf: unknown, order: readonly Value[]): void {
  if (!(leaf instanceof Value)) throw new TypeError(`${where}: the leaf is ${show(leaf)}. Pass a Value.`)
  if (order.includes(leaf)) return
  const label = leaf.label === '' ? 'the leaf' : `the leaf ${show(leaf.label)}`
  throw new RangeError(`${where}: ${label} is not in the graph of the root. Pass a Value that the root was made of.`)
}

/** For each node that was made of `leaf`, and for `leaf` itself: the number of paths from there to `leaf`. */
export function pathsFrom(order: readonly Value[], leaf: Value): Map<Value, number> {
  const counts = new Map([[leaf, 1]])
  for (const node of order) {
    let count = 0
    for (const input of node.inputs) if (typeof input !== 'number') count += counts.get(input) ?? 0
    if (count > 0) counts.set(node, Math.min(count, Number.MAX_SAFE_INTEGER))
  }
  return counts
}

function branchesAt(root: Value, leaf: Value): Branch[] {
  const fromRoot = new Map([[root, 1]])
  const branches: Branch[] = []
  for (const { node, edges } of backwardSteps(root)) {
    const count = fromRoot.get(node)!
    node.inputs.forEach((input, operand) => {
      if (typeof input === 'number') return
      fromRoot.set(input, Math.min((fromRoot.get(input) ?? 0) + count, Number.MAX_SAFE_INTEGER))
      if (input !== leaf) return
      const sum = edges.find((edge) => edge.operand === operand)?.contribution ?? 0
      branches.push({ node, operand, count, sum })
    })
  }
  return branches
}

/** Depth first and iterative, only through nodes that were made of the leaf. */
function list(root: Value, leaf: Value, toLeaf: ReadonlyMap<Value, number>): Path[] {
  const paths: Path[] = []
  const edges: PathEdge[] = []
  const products = [1]
  const next = [0] // for each node from the root down to where we stand: the operand to look at next
  while (next.length > 0) {
    const depth = next.length - 1
    const node = depth === 0 ? root : edges[depth - 1]!.input
    const { inputs } = node
    if (node === leaf && next[depth] === 0) paths.push({ edges: [...edges], product: products[depth]! })
    const operand = next[depth]!++
    if (operand >= inputs.length) {
      next.pop()
      products.pop()
      edges.pop()
      continue
    }
    const input = inputs[operand]!
    if (typeof input === 'number' || !toLeaf.has(input)) continue
    const partial = slopeOf(node, operand, inputs)
    edges.push({ node, operand, input, partial })
    products.push(azmul(products[depth]!, partial))
    next.push(0)
  }
  return paths
}
