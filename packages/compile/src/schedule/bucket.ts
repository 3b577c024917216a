/**
 * Finds the ops that can run together: equal ops that do not depend on each other.
 *
 *     %3 = tanh %0
 *     %4 = exp %3       →    [tanh %0, tanh %1], [exp %3]
 *     %5 = tanh %1
 */
import type { Op } from '@gradus/engine'
import { SHORT } from '../passes/collect.js'
import { firstOf, type Id, type Node, type OpNode } from '../program/program.js'
import { isLong, type LanedProgram } from './lanes.js'

/**
 * The role of a node for the caller: an output has one result per example, a total is a sum over them, 0 is neither.
 */
export const OUTPUT = 1
export const TOTAL = 2

/**
 * Returns groups of nodes with the same op at the same depth, whose operands have lanes in the same places. In order of
 * depth.
 */
export function bucket(program: LanedProgram, role: Uint8Array): Id[][] {
  const { nodes } = program
  const depth = new Int32Array(nodes.length)
  const levels: Map<number, Id[]>[] = []
  const last = new Map<number, Id[]>() // outputs are copied out together, at the end
  const kindOf = kinds(program)
  // The group of the node before, because the next node often belongs to it too.
  let [members, key, level]: [Id[], number, number] = [[], -1, -1]
  for (let id = firstOf(program); id < nodes.length; id++) {
    const node = nodes[id]!
    if (node.kind !== 'op') continue
    const { operands } = node
    let deepest = 0
    for (let q = 0; q < operands.length; q++) deepest = Math.max(deepest, depth[operands[q]!]!)
    depth[id] = deepest + 1
    const isLast = role[id] === OUTPUT
    const its = kindOf(node) * 4 + role[id]!
    if (its !== key || deepest !== level) {
      ;[key, level] = [its, deepest]
      const at = isLast ? last : (levels[level] ??= new Map<number, Id[]>())
      const known = at.get(key)
      members = known ?? []
      if (known === undefined) at.set(key, members)
    }
    members.push(id)
  }
  return [...levels, last].flatMap((level) => [...level.values()])
}

/**
 * Numbers the kinds of nodes: two nodes are of one kind if op, number of operands and places of the lanes are the same.
 */
function kinds({ varying, inputs }: LanedProgram): (node: OpNode) => number {
  const known = new Map<Op, Map<string | number, number>>()
  const lanesOf = (x: Id) => (varying[x] === 0 ? 0 : x < inputs ? 2 : 1)
  let count = 0
  let [lastOp, lastPattern, number]: [Op | undefined, string | number, number] = [undefined, -1, -1]
  return ({ op, operands }) => {
    let pattern: string | number = operands.length
    if (isLong(op, operands))
      pattern = `${pattern} ${lanesOf(operands[0]!)} ${lanesOf(operands.at(-1)!)}` // a list's operands are alike
    else if (operands.length <= 2 * SHORT)
      for (let q = 0; q < operands.length; q++) pattern = 3 * pattern + lanesOf(operands[q]!)
    else pattern = operands.map(lanesOf).join('')
    if (op === lastOp && pattern === lastPattern) return number
    let patterns = known.get(op)
    if (patterns === undefined) known.set(op, (patterns = new Map<string | number, number>()))
    number = patterns.get(pattern) ?? count++
    patterns.set(pattern, number)
    ;[lastOp, lastPattern] = [op, pattern]
    return number
  }
}

/** Sorts a list, after a cheap check that it is not sorted already, as most lists are. */
export function sort(members: Id[], compare: (a: Id, b: Id) => number): void {
  for (let j = 1; j < members.length; j++) {
    if (compare(members[j - 1]!, members[j]!) > 0) {
      members.sort(compare)
      return
    }
  }
}

/** Compares nodes by the addresses of their operands, so that neighboring results read neighboring operands. */
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

/**
 * Sorts the terms of each sum, `length` at a time, by address. The terms in a derivative are often in reverse order.
 */
export function sortTerms(sequences: readonly Float64Array[], length: number): void {
  for (let start = 0; start < sequences[0]!.length; start += length) {
    const parts = sequences.map((sequence) => sequence.slice(start, start + length))
    const order = Array.from({ length }, (_, t) => t)
    sort(order, (a, b) => parts.reduce((first, part) => (first === 0 ? part[a]! - part[b]! : first), 0))
    sequences.forEach((sequence, q) => order.forEach((from, t) => (sequence[start + t] = parts[q]![from]!)))
  }
}
