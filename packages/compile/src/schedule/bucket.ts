/**
 * Finds the ops that can run together: equal ops that do not depend on each other.
 *
 *     %3 = tanh %0
 *     %4 = exp %3       →    [tanh %0, tanh %1], [exp %3]
 *     %5 = tanh %1
 */
import type { Op } from '@gradus/engine'
import { type Id, LIST, OP } from '../program/nodes.js'
import { isInput, type LanedProgram } from './lanes.js'

/**
 * The role of a node for the caller: an output has one result per example, a total is a sum over them, 0 is neither.
 */
export const OUTPUT = 1
export const TOTAL = 2

/**
 * Returns groups of nodes with the same op at the same depth, whose operands have lanes in the same places and are lists of
 * the same length. In order of depth.
 */
export function bucket(program: LanedProgram, role: (id: Id) => number): Id[][] {
  const { nodes } = program
  const { leaves } = nodes
  const depth = new Int32Array(nodes.size - leaves)
  const levels: Map<number, Id[]>[] = []
  const last = new Map<number, Id[]>() // outputs are copied out together, at the end
  const kindOf = kinds(program)
  // The group of the node before, because the next node often belongs to it too.
  let [members, key, level]: [Id[], number, number] = [[], -1, -1]
  for (let id = leaves; id < nodes.size; id++) {
    let deepest = 0
    for (let q = nodes.start(id); q < nodes.end(id); q++) {
      const x = nodes.operands[q]!
      if (x >= leaves) deepest = Math.max(deepest, depth[x - leaves]!)
    }
    const isOp = nodes.kind(id) === OP
    depth[id - leaves] = deepest + (isOp ? 1 : 0)
    if (!isOp) continue
    const isLast = role(id) === OUTPUT
    const its = kindOf(id) * 4 + role(id)
    if (its !== key || deepest !== level) {
      ;[key, level] = [its, deepest]
      const at = isLast ? last : (levels[level] ??= new Map<number, Id[]>())
      const known = at.get(key)
      members = known ?? []
      if (known === undefined) at.set(key, members)
    }
    members.push(id)
  }
  return [...levels, last].flatMap((level) => [...(level?.values() ?? [])])
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
