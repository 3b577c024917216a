/** A backward pass as plain data, for JSON. */
import type { Value } from '@gradus/engine'
import { stepsOf } from './backward-steps.js'
import { checkRoot } from './check-root.js'
import { graphOf } from './graph.js'
import { checkLeaf, pathsDown } from './paths.js'
import { namesOf } from './words/names.js'

export interface ExplainData {
  /** The value of the root. */
  readonly value: number
  /** The gradient of each leaf, by name. */
  readonly gradient: Readonly<Record<string, number>>
  /** The backward pass, in its order. */
  readonly steps: readonly StepData[]
}

/** A `BackwardStep` with names for nodes. Nodes without a label have the names that `explain` gives them. */
export interface StepData {
  readonly node: string
  /** The name of the operation, null for a leaf. */
  readonly op: string | null
  /** Names, and the numbers among the operands. */
  readonly inputs: readonly (string | number)[]
  readonly value: number
  readonly gradient: number
  readonly edges: readonly {
    readonly operand: number
    readonly input: string
    readonly partial: number
    readonly contribution: number
    readonly arrival: number
    readonly sum: number
  }[]
}

/**
 * The value, the gradient and the steps of the backward pass as plain data. With `leaf`, only what leads to it.
 *
 * @throws TypeError if `root` or `leaf` is not a Value; RangeError if `leaf` is not in the graph.
 * @example
 * const x = new Value(3, 'x')
 * const { value, gradient, steps } = explainData(x.mul(x).add(x))
 * [value, gradient] // => [12, { x: 7 }]
 * steps[1] // => { node: 'v1', op: 'mul', inputs: ['x', 'x'], value: 9, gradient: 1, edges: [{ operand: 0, input: 'x', partial: 3, contribution: 3, arrival: 2, sum: 4 }, { operand: 1, input: 'x', partial: 3, contribution: 3, arrival: 3, sum: 7 }] }
 */
export function explainData(root: Value, leaf?: Value): ExplainData {
  checkRoot('explainData', root)
  const graph = graphOf(root)
  const { order, numbers } = graph
  if (leaf !== undefined) checkLeaf('explainData', leaf, graph)
  const toLeaf = leaf === undefined ? undefined : pathsDown(graph, leaf)
  const isShown = (node: Value): boolean => toLeaf === undefined || toLeaf[numbers.get(node)!]! > 0
  const nameOf = namesOf(order)
  const shown = stepsOf(graph).filter(({ node }) => isShown(node))
  const steps = shown.map(({ node, gradient, edges }) => ({
    node: nameOf(node),
    op: node.op === null ? null : node.op.name,
    inputs: node.inputs.map((x) => (typeof x === 'number' ? x : nameOf(x))),
    value: node.data,
    gradient,
    edges: edges.filter(({ input }) => isShown(input)).map((edge) => ({ ...edge, input: nameOf(edge.input) })),
  }))
  const leaves = shown.filter(({ node }) => node === leaf || (leaf === undefined && node.op === null)).reverse()
  const gradient = Object.fromEntries(leaves.map(({ node, gradient }) => [nameOf(node), gradient]))
  return { value: root.data, gradient, steps }
}
