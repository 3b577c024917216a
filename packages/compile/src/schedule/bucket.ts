/**
 * Finds the ops that can run together: equal ops that do not depend on each other, in the order in which their operands lie.
 *
 *     %3 = tanh %0
 *     %4 = exp %3       →    [tanh %0, tanh %1], [exp %3]
 *     %5 = tanh %1
 */
import type { Op } from '@gradus/engine'
import { SHORT } from '../passes/collect.js'
import type { Id, Node, OpNode } from '../program.js'
import { isLong, type LanedProgram } from './lanes.js'

/** What a node is to the caller: nothing (0), a result per example, a sum over the examples. */
export const OUTPUT = 1
export const TOTAL = 2

/** Nodes of one op at one depth, whose operands have lanes in the same way; in order of depth. */
export function bucket(program: LanedProgram, role: Uint8Array): Id[][] {
  const { nodes, varying } = program
  const depth = new Int32Array(nodes.length)
  const levels: Map<number, Id[]>[] = []
  const last = new Map<number, Id[]>() // results leave together
  const kinds = new Map<Op, Map<string | number, number>>() // op → its operands' count and lanes → number of that kind
  let count = 0
  const lanesOf = (x: Id) => (varying[x] === 0 ? 0 : x < program.inputs ? 2 : 1)
  for (let id = 0; id < nodes.length; id++) {
    const node = nodes[id]!
    if (node.kind !== 'op') continue
    const { op, operands } = node
    let level = 0
    for (const x of operands) level = Math.max(level, depth[x]!)
    depth[id] = level + 1
    let kind = kinds.get(op)
    if (kind === undefined) kinds.set(op, (kind = new Map<string | number, number>()))
    let pattern: string | number = operands.length
    if (isLong(op, operands))
      pattern = `${pattern} ${lanesOf(operands[0]!)} ${lanesOf(operands.at(-1)!)}` // all alike
    else if (operands.length <= 2 * SHORT) for (const x of operands) pattern = 3 * pattern + lanesOf(x)
    else pattern = operands.map(lanesOf).join('')
    let number = kind.get(pattern)
    if (number === undefined) kind.set(pattern, (number = count++))
    const key = number * 4 + role[id]!
    const at = role[id] === OUTPUT ? last : (levels[level] ??= new Map<number, Id[]>())
    const members = at.get(key)
    if (members === undefined) at.set(key, [id])
    else members.push(id)
  }
  return [...levels, last].flatMap((level) => [...level.values()])
}

/** Most lists come sorted, and finding that out is cheap. */
export function sort(members: Id[], compare: (a: Id, b: Id) => number): void {
  for (let j = 1; j < members.length; j++) {
    if (compare(members[j - 1]!, members[j]!) > 0) {
      members.sort(compare)
      return
    }
  }
}

/** By the addresses of the first operands, so that neighbours read neighbours. */
export function byOperands(first: OpNode, nodes: readonly Node[], address: Float64Array) {
  const operands = (id: Id) => (nodes[id] as OpNode).operands
  const count = Math.min(first.operands.length, 16)
  const middle = first.operands.length >> 1 // where the second list of a dot begins
  return (a: Id, b: Id): number => {
    const [xs, ys] = [operands(a), operands(b)]
    for (let q = 0; q < count; q++) {
      const difference = address[xs[q]!]! - address[ys[q]!]!
      if (difference !== 0) return difference
    }
    return address[xs[middle]!]! - address[ys[middle]!]! || a - b
  }
}
