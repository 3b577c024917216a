/**
 * A recorded function as data: a list of nodes, operands before results. The inputs of an example come first, then the
 * parameters, which all examples share.
 */
import type { Op } from '@gradus/engine'
import { Builder } from './builder.js'
import { type Id, ITEM, LIST, type Nodes, OP, RANGE } from './nodes.js'

export interface Program {
  readonly inputs: number
  readonly parameters: number
  readonly nodes: Nodes
  /** Results that are computed for every example. A list stands for all of its numbers. */
  readonly outputs: readonly Id[]
  /** Results that are summed over the examples: the slopes of the parameters. */
  readonly totals: readonly Id[]
  /** How many numbers the outputs and the totals are. */
  readonly outputCount: number
  readonly totalCount: number
}

/**
 * Says what becomes of the op that was `id`. It returns the new result, or undefined to keep the op. The operands are the
 * new ones, and `ids` has the new id of each earlier node.
 */
export type Replace = (builder: Builder, op: Op, operands: readonly Id[], id: Id, ids: ArrayLike<Id>) => Id | undefined

/**
 * Appends the nodes of a program to those of a builder.
 *
 * @param ids the new ids of the leaves; the new ids of the other nodes are added
 * @param order the nodes to append; by default all
 */
export function append(
  builder: Builder,
  { nodes }: Program,
  ids: Int32Array | number[],
  replace?: Replace,
  order?: ArrayLike<Id>,
): void {
  const lists: Id[][] = [] // one for each number of operands, used again and again
  const end = order?.length ?? nodes.size
  for (let i = order === undefined ? nodes.leaves : 0; i < end; i++) {
    const id = order === undefined ? i : order[i]!
    const kind = nodes.kind(id)
    const start = nodes.start(id)
    const count = nodes.end(id) - start
    const operands = (lists[count] ??= new Array<Id>(count).fill(0))
    for (let q = 0; q < count; q++) operands[q] = ids[nodes.operands[start + q]!]!
    if (kind === OP) ids[id] = replace?.(builder, nodes.op(id), operands, id, ids) ?? builder.op(nodes.op(id), operands)
    else if (kind === LIST) ids[id] = builder.list(operands)
    else if (kind === RANGE) ids[id] = movedRange(builder, ids, nodes.operands[start]!, nodes.length(id))
    else if (kind === ITEM) ids[id] = builder.item(operands[0]!, nodes.index(id))
    else ids[id] = builder.constant(nodes.number(id))
  }
}

/** The list of the new ids of neighbors. */
function movedRange(builder: Builder, ids: ArrayLike<Id>, first: Id, length: number): Id {
  const to = ids[first]!
  let isRange = to + length <= builder.nodes.leaves
  for (let i = 1; i < length && isRange; i++) isRange = ids[first + i] === to + i
  return isRange ? builder.range(to, length) : builder.list(Array.from({ length }, (_, i) => ids[first + i]!))
}

/** Returns a copy of a program in which `replace` may replace each op. Ops that are no longer needed stay until `prune`. */
export function rewrite(program: Program, replace?: Replace, order?: ArrayLike<Id>): Program {
  const { nodes } = program
  const room = order?.length ?? nodes.size - nodes.leaves
  const builder = new Builder(program.inputs, program.parameters, room + 16)
  const ids = identity(nodes.size)
  append(builder, program, ids, replace, order)
  const renamed = (list: readonly Id[]) => list.map((x) => ids[x]!)
  return builder.program(renamed(program.outputs), renamed(program.totals))
}

/** Returns a program with only the nodes that the results need, in the order in which they need them. */
export function inOrder(program: Program): Program {
  const { nodes, outputs, totals } = program
  const order: Id[] = []
  const seen = new Uint8Array(nodes.size)
  const [ENTERED, DONE] = [1, 2]
  const waiting = [...outputs, ...totals].reverse()
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id < nodes.leaves || seen[id] === DONE) continue
    if (seen[id] === ENTERED) {
      seen[id] = DONE
      order.push(id)
      continue
    }
    seen[id] = ENTERED
    waiting.push(id)
    for (let q = nodes.end(id) - 1; q >= nodes.start(id); q--) waiting.push(nodes.operands[q]!)
  }
  return rewrite(program, undefined, order)
}

/** The list in which no id is replaced: 0, 1, 2, … */
export function identity(count: number): Int32Array {
  const ids = new Int32Array(count)
  for (let id = 0; id < count; id++) ids[id] = id
  return ids
}

/** How often each node is used: as a result, or as an operand of a node that is used itself. */
export function uses({ nodes, outputs, totals }: Program): Uint32Array {
  const count = new Uint32Array(nodes.size)
  for (const x of outputs) count[x]!++
  for (const x of totals) count[x]!++
  for (let id = nodes.size - 1; id >= nodes.leaves; id--) {
    if (count[id] === 0) continue
    for (let q = nodes.start(id); q < nodes.end(id); q++) count[nodes.operands[q]!]!++
  }
  return count
}

/** The number of ops. */
export function size({ nodes }: Program): number {
  let count = 0
  for (let id = nodes.leaves; id < nodes.size; id++) if (nodes.kind(id) === OP) count++
  return count
}
