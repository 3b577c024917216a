/**
 * Shares common subexpressions: two nodes with the same op and the same operands become one.
 *
 *     %2 = exp %0            %2 = exp %0
 *     %3 = exp %0            %3 = mul %2, %2
 *     %4 = mul %2, %3   →
 *
 * Ops that are no longer needed stay until `prune`.
 */
import type { Op } from '@gradus/engine'
import type { Id, Nodes } from '../program/nodes.js'
import { type Builder, mixed } from '../program/builder.js'
import { type Program, rewrite } from '../program/program.js'

export function share(program: Program): Program {
  const known = new Table(program.nodes.size - program.nodes.leaves)
  return rewrite(program, (builder, op, operands) => known.find(builder, op, operands))
}

/** A hash table of nodes by op and operands. It stores ids only, which is faster than a Map with text keys. */
class Table {
  private readonly ids: Int32Array
  private readonly numbers = new Map<Op, number>()

  constructor(count: number) {
    this.ids = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2))).fill(-1)
  }

  /** The node that computes this. If there is none, it is made. */
  find(builder: Builder, op: Op, operands: readonly Id[]): Id {
    const { ids, numbers } = this
    let hash = numbers.get(op)
    if (hash === undefined) numbers.set(op, (hash = numbers.size))
    for (let q = 0; q < operands.length; q++) hash = mixed(hash, operands[q]!)
    let at = hash & (ids.length - 1)
    for (; ids[at]! >= 0; at = (at + 1) & (ids.length - 1)) {
      if (computes(builder.nodes, ids[at]!, op, operands)) return ids[at]!
    }
    return (ids[at] = builder.op(op, operands))
  }
}

function computes(nodes: Nodes, id: Id, op: Op, operands: readonly Id[]): boolean {
  const start = nodes.start(id)
  if (!nodes.isOp(id, op) || nodes.end(id) - start !== operands.length) return false
  for (let q = 0; q < operands.length; q++) if (nodes.operands[start + q] !== operands[q]) return false
  return true
}
