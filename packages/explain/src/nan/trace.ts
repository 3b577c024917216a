/** Where the first number that is not finite was made. */
import type { Value } from '@gradus/engine'
import type { BackwardEdge, BackwardStep } from '../backward-steps.js'
import type { Graph } from '../graph.js'

/** A node that is not finite although all its operands are, or a leaf that is not finite. */
export interface ForwardFault {
  readonly node: Value
  /** From the node to where it was noticed, each an operand of the next. */
  readonly spread: readonly Value[]
  /** The node that made NaN of an infinity, if that happened on the way. */
  readonly turned: Value | undefined
}

/** The first gradient that is not finite, in the order of the backward pass. */
export interface BackwardFault {
  readonly step: BackwardStep
  readonly edge: BackwardEdge
}

/**
 * Goes from a node that is not finite to the operands that are the reason, until there are none. NaN comes from NaN if an
 * operand is NaN, otherwise from an infinity. Of several origins, this is the first in the order of the forward pass.
 */
export function originOf(from: Value, { numbers }: Graph): ForwardFault {
  const parents = new Map<Value, Value | undefined>([[from, undefined]]) // a Map keeps the order, and the loop meets what is added
  let first: Value | undefined
  for (const [node] of parents) {
    const guilty = guiltyOperands(node)
    for (const operand of guilty) if (!parents.has(operand)) parents.set(operand, node)
    if (guilty.length === 0 && (first === undefined || numbers.get(node)! < numbers.get(first)!)) first = node
  }
  const spread: Value[] = []
  for (let at = first; at !== undefined; at = parents.get(at)) spread.push(at)
  const turned = spread.find((node, i) => i > 0 && Number.isNaN(node.data) && !Number.isNaN(spread[i - 1]!.data))
  return { node: first!, spread, turned }
}

function guiltyOperands(node: Value): Value[] {
  const values = node.inputs.filter((x) => typeof x !== 'number')
  const areNaN = Number.isNaN(node.data) ? values.filter((x) => Number.isNaN(x.data)) : []
  return areNaN.length > 0 ? areNaN : values.filter((x) => !Number.isFinite(x.data))
}

/** The first use of the chain rule after which a gradient is not finite. */
export function firstBadEdge(steps: readonly BackwardStep[]): BackwardFault | undefined {
  for (const step of steps) {
    const edge = step.edges.find(({ sum }) => !Number.isFinite(sum))
    if (edge !== undefined) return { step, edge }
  }
  return undefined
}

/** The paths from a node down to its nearest leaves, at most `limit`. */
export function chainsToLeaves(node: Value, limit: number): Value[][] {
  const users = new Map<Value, Value | undefined>([[node, undefined]])
  const chains: Value[][] = []
  for (const [at] of users) {
    if (at.op === null) {
      const chain: Value[] = []
      for (let up: Value | undefined = at; up !== undefined; up = users.get(up)) chain.push(up)
      chains.push(chain.reverse())
      if (chains.length === limit) break
    }
    for (const input of at.inputs) if (typeof input !== 'number' && !users.has(input)) users.set(input, at)
  }
  return chains
}
