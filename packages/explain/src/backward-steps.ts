/**
 * The backward pass as a list. The order and the arithmetic are those of `backward()` in the engine: the last node of the
 * topological order comes first, a node with gradient 0 passes nothing on, and 0 times an infinite slope is 0.
 */
import { azmul, dataOf, type Scalar, topologicalOrder, type Value } from '@gradus/engine'
import { oneOf } from '@gradus/engine/errors'
import { checkRoot } from './check-root.js'

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
  return sweep(root, topologicalOrder(root).reverse(), (before, contribution) => before + contribution)
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
  if (mistake === 'early') return sweep(root, breadthFirst(root), (before, contribution) => before + contribution)
  return sweep(root, topologicalOrder(root).reverse(), (_, contribution) => contribution)
}

/** The nodes that make something, breadth first from the root, then the leaves, which only receive. */
function breadthFirst(root: Value): Value[] {
  const found = new Set([root]) // a Set keeps the order, and the loop meets what is added meanwhile
  for (const node of found) {
    for (const input of node.inputs) if (typeof input !== 'number') found.add(input)
  }
  const nodes = [...found]
  return [...nodes.filter((node) => node.op !== null), ...nodes.filter((node) => node.op === null)]
}

/** Lets each node of `order` pass on what has arrived until then. */
function sweep(
  root: Value,
  order: readonly Value[],
  receive: (before: number, contribution: number) => number,
): BackwardStep[] {
  const received = new Map<Value, { sum: number; arrivals: number }>()
  for (const node of order) received.set(node, { sum: 0, arrivals: 0 })
  received.get(root)!.sum = 1 // ∂root/∂root
  return order.map((node) => {
    const gradient = received.get(node)!.sum
    const edges: BackwardEdge[] = []
    if (node.op !== null && gradient !== 0) {
      const { inputs } = node
      for (let operand = 0; operand < inputs.length; operand++) {
        const input = inputs[operand]!
        if (typeof input === 'number') continue
        const partial = slopeOf(node, operand, inputs)
        const contribution = azmul(gradient, partial)
        const at = received.get(input)!
        at.arrivals++
        at.sum = receive(at.sum, contribution)
        edges.push({ operand, input, partial, contribution, arrival: at.arrivals, sum: at.sum })
      }
    }
    return { node, gradient, edges }
  })
}

/** ∂node/∂operand as a number. */
const slopeOf = ({ op, data }: Value, operand: number, inputs: readonly Scalar[]): number =>
  op!.partial(operand, inputs, data, dataOf) as number
