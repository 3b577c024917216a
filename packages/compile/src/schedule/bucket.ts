/**
 * Finds the ops that can run together: equal ops that do not depend on each other.
 *
 *     %3 = tanh %0
 *     %4 = exp %3       →    [tanh %0, tanh %1], [exp %3]
 *     %5 = tanh %1
 */
import type { Op } from '@gradus/engine'
import { type Id, LIST, type Nodes, OP } from '../program/nodes.js'
import { isInput, type LanedProgram } from './lanes.js'

/**
 * The role of a node for the caller: an output has one result per example, a total is a sum over them, 0 is neither.
 */
export const OUTPUT = 1
export const TOTAL = 2

/**
 * Gives groups of nodes with the same op at the same depth, whose operands have lanes in the same places and are lists of
 * the same length. In order of depth; outputs are copied out together, at the end.
 */
export function* bucket(program: LanedProgram, role: (id: Id) => number): Generator<Id[]> {
  const kindOf = kinds(program)
  const { order, ends } = byDepth(program.nodes, depthsOf(program, role))
  for (let depth = 0, from = 0; from < order.length; from = ends[depth++]!) {
    const to = ends[depth]!
    if (to - from === 1) yield [order[from]!]
    else if (to > from) {
      const groups = new Map<number, Id[]>()
      for (const id of order.subarray(from, to)) {
        const key = kindOf(id) * 4 + role(id)
        const members = groups.get(key)
        if (members === undefined) groups.set(key, [id])
        else members.push(id)
      }
      yield* groups.values()
    }
  }
}

/** The ids of the ops by depth, and where those of each depth end. They are counted, and then put in place. */
function byDepth(nodes: Nodes, depths: Int32Array): { order: Int32Array; ends: Int32Array } {
  const { leaves, size } = nodes
  const ends = new Int32Array(depths.length + 2)
  const isOp = (id: Id) => nodes.kind(id) === OP
  for (let id = leaves; id < size; id++) if (isOp(id)) ends[depths[id - leaves]! + 1]!++
  for (let depth = 1; depth < ends.length; depth++) ends[depth]! += ends[depth - 1]!
  const order = new Int32Array(ends.at(-1)!)
  for (let id = leaves; id < size; id++) if (isOp(id)) order[ends[depths[id - leaves]!]!++] = id
  return { order, ends }
}

/** For each node, how many ops lie on the longest way to it. Outputs lie below all others. */
function depthsOf({ nodes }: LanedProgram, role: (id: Id) => number): Int32Array {
  const { leaves, size } = nodes
  const depths = new Int32Array(size - leaves)
  for (let id = leaves; id < size; id++) {
    let deepest = 0
    for (let q = nodes.start(id); q < nodes.end(id); q++) {
      const x = nodes.operands[q]!
      if (x >= leaves) deepest = Math.max(deepest, depths[x - leaves]!)
    }
    if (nodes.kind(id) === OP) deepest++
    depths[id - leaves] = role(id) === OUTPUT ? depths.length : deepest
  }
  return depths
}

/** Numbers the kinds of nodes: nodes of one kind have the same op, and operands with the same lanes and lengths. */
function kinds({ nodes, varying, inputs }: LanedProgram): (id: Id) => number {
  const known = new Map<Op, Map<string | number, number>>()
  const lanesOf = (x: Id) => (varying[x] === 0 ? 0 : isInput(nodes, inputs, x) ? 2 : 1)
  let count = 0
  return (id) => {
    const op = nodes.op(id)
    let pattern: string | number = nodes.end(id) - nodes.start(id)
    for (let q = nodes.start(id); q < nodes.end(id); q++) {
      const x = nodes.operands[q]!
      const length = nodes.length(x)
      const list = length > 0 ? ` ${length} ${nodes.kind(x) === LIST ? nodes.end(x) - nodes.start(x) : 0} ` : ''
      pattern =
        typeof pattern === 'number' && list === '' && pattern < 2 ** 48
          ? 3 * pattern + lanesOf(x)
          : `${pattern}${list}${lanesOf(x)}`
    }
    let patterns = known.get(op)
    if (patterns === undefined) known.set(op, (patterns = new Map<string | number, number>()))
    let number = patterns.get(pattern)
    if (number === undefined) patterns.set(pattern, (number = count++))
    return number
  }
}
