/**
 * The backward pass as a list. The order and the arithmetic are those of `backward()` in the engine: the last node of the
 * topological order comes first, a node with gradient 0 passes nothing on, and 0 times an infinite slope is 0.
 */
import { azmul, type Value } from '@gradus/engine'
import { oneOf } from '@gradus/engine/errors'
import { checkRoot } from './check-root.js'
import { type Graph, graphOf } from './graph.js'

/** One node passes its gradient on to its operands. */
export interface BackwardStep {
  readonly node: Value
  /** ∂root/∂node: the sum of everything that arrived. */
  readonly gradient: number
  /** What the node passes on, in the order of its operands. Numbers among them receive nothing. Empty for a leaf. */
  readonly edges: readonly BackwardEdge[]
}

/** One contribution to the gradient of an operand. */
export interface BackwardEdge {
  /** The position among the operands, from 0. */
  readonly operand: number
  readonly input: Value
  /** The local derivative ∂node/∂operand. */
  readonly partial: number
  /** gradient · partial, or 0 if either is 0. */
  readonly contribution: number
  /** 1 for the first contribution that arrives at this input, 2 for the second, … */
  readonly arrival: number
  /** What has arrived at the input so far, this contribution included. */
  readonly sum: number
}

/**
 * The backward pass from `root`, step by step, in the order that `backward()` takes. The last `sum` at an input is the
 * gradient that `backward()` gives it, bit for bit. Leaves `grad` and `hasGrad` alone.
 *
 * @throws TypeError if `root` is not a Value.
 * @example
 * const x = new Value(3, 'x')
 * const [first, second] = backwardSteps(x.mul(x).add(x))
 * first.edges.map((edge) => edge.contribution) // => [1, 1]
 * second.edges.map((edge) => [edge.partial, edge.arrival, edge.sum]) // => [[3, 2, 4], [3, 3, 7]]
 */
export function backwardSteps(root: Value): BackwardStep[] {
  checkRoot('backwardSteps', root)
  return stepsOf(graphOf(root))
}

/** What the backward pass would give with a common mistake in it. */
export type Mistake = 'overwrite' | 'early'

/**
 * The same list with one of two common mistakes. `overwrite` assigns a contribution to the gradient (`=`) instead of adding
 * it (`+=`). `early` goes through the nodes breadth first: a node passes its gradient on too early, as soon as its turn
 * comes, and what arrives later is lost on the way. For comparison with `backwardSteps`, in words and in drawings.
 *
 * @throws TypeError if `root` is not a Value.
 * @example
 * const a = new Value(3, 'a')
 * const b = a.mul(2)
 * const d = b.mul(b.add(1))
 * backwardSteps(d).at(-1).gradient // => 26
 * mistakenSteps(d, 'overwrite').at(-1).gradient // => 12
 * mistakenSteps(d, 'early').at(-1).gradient // => 14
 */
export function mistakenSteps(root: Value, mistake: Mistake): BackwardStep[] {
  checkRoot('mistakenSteps', root)
  oneOf('mistakenSteps', 'mistake', mistake, ['overwrite', 'early'])
  const steps: BackwardStep[] = []
  sweep(graphOf(root), mistake, steps)
  return steps
}

/** `backwardSteps` of a graph that is numbered already. */
export function stepsOf(graph: Graph): BackwardStep[] {
  const steps: BackwardStep[] = []
  sweep(graph, undefined, steps)
  return steps
}

/** The gradient that each node passes on in a mistaken pass, or has at the end if it is a leaf; by the numbers of the nodes. */
export const mistakenGradients = (graph: Graph, mistake: Mistake): Float64Array => sweep(graph, mistake)

/** Lets each node pass on what has arrived until then, and adds what happens to `steps`. Returns what they had at their turn. */
function sweep(graph: Graph, mistake: Mistake | undefined, steps?: BackwardStep[]): Float64Array {
  const { order, starts, operands } = graph
  const received = new Float64Array(order.length)
  const passedOn = new Float64Array(order.length)
  const arrivals = new Int32Array(order.length)
  received[order.length - 1] = 1 // ∂root/∂root
  for (const i of mistake === 'early' ? breadthFirst(graph) : backward(order.length)) {
    const node = order[i]!
    const gradient = (passedOn[i] = received[i]!)
    const edges: BackwardEdge[] = []
    for (let k = starts[i]!; gradient !== 0 && k < starts[i + 1]!; k++) {
      const to = operands[k]!
      if (to < 0) continue
      const operand = k - starts[i]!
      const partial = slopeOf(node, operand)
      const contribution = azmul(gradient, partial)
      const sum = mistake === 'overwrite' ? contribution : received[to]! + contribution
      const arrival = arrivals[to]! + 1
      received[to] = sum
      arrivals[to] = arrival
      if (steps !== undefined) edges.push({ operand, input: order[to]!, partial, contribution, arrival, sum })
    }
    steps?.push({ node, gradient, edges })
  }
  return passedOn
}

/** ∂node/∂operand as a number. */
export const slopeOf = (node: Value, operand: number): number => node.op!.partialAt(operand, node)

/** n − 1, …, 1, 0 */
const backward = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => n - 1 - i)

/** The nodes that make something, breadth first from the root, then the leaves, which only receive. As numbers. */
export function breadthFirst({ order, starts, operands }: Graph): Int32Array {
  const found = new Int32Array(order.length)
  const isFound = new Uint8Array(order.length)
  found[0] = order.length - 1
  isFound[order.length - 1] = 1
  for (let at = 0, end = 1; at < end; at++) {
    const i = found[at]!
    for (let k = starts[i]!; k < starts[i + 1]!; k++) {
      const operand = operands[k]!
      if (operand < 0 || isFound[operand] === 1) continue
      isFound[operand] = 1
      found[end++] = operand
    }
  }
  const isLeaf = (i: number): boolean => order[i]!.op === null
  const ordered = new Int32Array(order.length)
  ordered.set(found.filter((i) => !isLeaf(i)))
  const leaves = found.filter(isLeaf)
  ordered.set(leaves, order.length - leaves.length)
  return ordered
}
