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
import { type Id, identity, type Node, type Program, substitute } from '../program/program.js'

export function share(program: Program): Program {
  const known = new Table(program.nodes.length)
  return substitute(program, (nodes, { op, operands }, id) => known.same(nodes, op, operands, id), constants(program))
}

/** Equal constants become the first of them. A Map cannot tell −0 from 0, so we leave −0 out. */
function constants({ nodes }: Program): Int32Array | undefined {
  let first: Int32Array | undefined
  const known = new Map<number, Id>()
  for (let id = 0; id < nodes.length; id++) {
    const node = nodes[id]!
    if (node.kind !== 'constant' || Object.is(node.value, -0)) continue
    const same = known.get(node.value)
    if (same === undefined) known.set(node.value, id)
    else (first ??= identity(nodes.length))[id] = same
  }
  return first
}

/** A hash table of nodes by op and operands. It stores ids only, which is faster than a Map with text keys. */
class Table {
  private readonly ids: Int32Array
  private readonly numbers = new Map<Op, number>()

  constructor(count: number) {
    this.ids = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 2))).fill(-1)
  }

  /** Returns an earlier node that computes the same. If there is none, remembers `id` and returns undefined. */
  same(nodes: readonly Node[], op: Op, operands: readonly Id[], id: Id): Id | undefined {
    const { ids, numbers } = this
    let hash = numbers.get(op)
    if (hash === undefined) numbers.set(op, (hash = numbers.size))
    for (let q = 0; q < operands.length; q++) hash = Math.imul(hash ^ operands[q]!, 0x9e3779b1) ^ (hash >>> 15)
    for (let at = hash & (ids.length - 1); ; at = (at + 1) & (ids.length - 1)) {
      const known = ids[at]!
      if (known < 0) {
        ids[at] = id
        return undefined
      }
      const node = nodes[known]!
      if (node.kind === 'op' && node.op === op && equal(node.operands, operands)) return known
    }
  }
}

function equal(a: readonly Id[], b: readonly Id[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
