/**
 * A recorded function as data: a list of nodes, operands before results. The id of a node is its position in the list.
 * The inputs of an example come first, then the parameters, which all examples share.
 */
import type { Op, Scalar } from '@gradus/engine'
import { Value, topologicalOrder } from '@gradus/engine'
import { Recorded } from './recorded.js'

/** The position of a node in the list. */
export type Id = number

export type Node =
  | { readonly kind: 'input' | 'parameter' | 'unused' }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'op'; readonly op: Op; readonly operands: readonly Id[] }

export interface Program {
  readonly inputs: number
  readonly parameters: number
  readonly nodes: readonly Node[]
  /** Results that are computed for every example. */
  readonly outputs: readonly Id[]
  /** Results that are summed over the examples: the slopes of the parameters. */
  readonly totals: readonly Id[]
}

const INPUT: Node = { kind: 'input' }
const PARAMETER: Node = { kind: 'parameter' }
/** Stands in place of an op that was removed, so that the others keep their ids. */
export const UNUSED: Node = { kind: 'unused' }

/** Makes a program node by node. Equal constants are one node. */
export class Builder {
  readonly nodes: Node[]
  private readonly constants = new Map<number | string, Id>()

  constructor(
    readonly inputs: number,
    readonly parameters: number,
  ) {
    this.nodes = Array<Node>(inputs + parameters)
      .fill(INPUT, 0, inputs)
      .fill(PARAMETER, inputs)
  }

  constant(value: number): Id {
    const key = Object.is(value, -0) ? '-0' : value
    let id = this.constants.get(key)
    if (id === undefined) {
      id = this.nodes.push({ kind: 'constant', value }) - 1
      this.constants.set(key, id)
    }
    return id
  }

  op(op: Op, operands: readonly Id[]): Id {
    return this.nodes.push({ kind: 'op', op, operands }) - 1
  }

  /** Appends an existing node. */
  same(node: Node): Id {
    return this.nodes.push(node) - 1
  }

  program(outputs: readonly Id[], totals: readonly Id[]): Program {
    const { inputs, parameters, nodes } = this
    return { inputs, parameters, nodes, outputs, totals }
  }
}

/** The leaves of a recording, and the results computed from them. */
export interface Graph {
  inputs: readonly Value[]
  parameters: readonly Value[]
  outputs: readonly Scalar[]
  totals: readonly Scalar[]
}

/**
 * Turns a graph into a program. `stranger` is called for a Value that was not recorded; it returns its number, or
 * throws.
 */
export function flatten(graph: Graph, stranger: (x: Value) => number): Program {
  const { inputs, parameters, outputs, totals } = graph
  const builder = new Builder(inputs.length, parameters.length)
  const root = new Recorded(null, [...outputs, ...totals]) as unknown as Value
  const order = walk(root)
  order.pop()
  const NONE = -1
  const ids = new Int32Array(order.length).fill(NONE) // by position in the order
  const idOf = (x: Scalar): Id => (typeof x === 'number' ? builder.constant(x) : ids[x.position]!)
  const leaves = [...inputs, ...parameters]
  leaves.forEach((leaf, id) => {
    if (order[leaf.position] === leaf) ids[leaf.position] = id
  })
  order.forEach((node, i) => {
    if (ids[i] !== NONE) return // an input or a parameter
    const isRecorded = node instanceof Recorded && node.op !== null
    ids[i] = isRecorded ? builder.op(node.op, node.inputs.map(idOf)) : builder.constant(stranger(node))
  })
  return builder.program(outputs.map(idOf), totals.map(idOf))
}

/** Operands before results. A walk sets marks on Values, so a frozen Value makes it fail. */
function walk(root: Value): Value[] {
  try {
    return topologicalOrder(root)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new TypeError('compile: the function uses a frozen Value. Leave out Object.freeze.', { cause: error })
  }
}

/**
 * Returns a copy of a program in which `replace` may replace each op by new ones. It gets the new ids of the operands,
 * and returns the id of the new result, or undefined to keep the op.
 */
export function rewrite(
  program: Program,
  replace: (builder: Builder, op: Op, operands: readonly Id[], id: Id) => Id | undefined,
): Program {
  const builder = new Builder(program.inputs, program.parameters)
  const ids = identity(program.nodes.length)
  for (let id = firstOf(program); id < ids.length; id++) {
    const node = program.nodes[id]!
    if (node.kind === 'constant') ids[id] = builder.constant(node.value)
    else if (node.kind === 'op') {
      const operands = renamed(node.operands, ids)
      ids[id] = replace(builder, node.op, operands, id) ?? keep(builder, node, operands)
    }
  }
  return builder.program(renamed(program.outputs, ids), renamed(program.totals, ids))
}

export type OpNode = Extract<Node, { kind: 'op' }>

/**
 * Returns a copy of a program in which `replace` may replace each op, without adding nodes. It returns another node for
 * the same place, or the id of an earlier node that has the same result, or undefined to keep the op. Ops that are no
 * longer needed stay until `prune`.
 *
 * @param from ids to replace from the start: `from[id]` is the node that is used instead of `id`
 */
export function substitute(
  program: Program,
  replace: (nodes: Node[], node: OpNode, id: Id) => Node | Id | undefined,
  from?: Int32Array,
): Program {
  const nodes = program.nodes.slice()
  const ids = from ?? identity(nodes.length)
  let isMoved = from !== undefined // until an id is replaced, operands need no renaming
  for (let id = firstOf(program); id < nodes.length; id++) {
    const old = nodes[id]!
    if (old.kind !== 'op') continue
    const operands = isMoved ? renamed(old.operands, ids) : old.operands
    const node = operands === old.operands ? old : { kind: old.kind, op: old.op, operands }
    const other = replace(nodes, node, id)
    if (typeof other === 'number') {
      ids[id] = other
      isMoved = true
    } else if (other !== undefined) nodes[id] = other
    else if (node !== old) nodes[id] = node
  }
  return { ...program, nodes, outputs: renamed(program.outputs, ids), totals: renamed(program.totals, ids) }
}

/** The list in which no id is replaced: 0, 1, 2, … */
export function identity(count: number): Int32Array {
  const ids = new Int32Array(count)
  for (let id = 0; id < count; id++) ids[id] = id
  return ids
}

/** The list with new ids. It is the same object if no id changes. */
export function renamed(list: readonly Id[], ids: Int32Array): readonly Id[] {
  for (let i = 0; i < list.length; i++) if (ids[list[i]!] !== list[i]) return list.map((x) => ids[x]!)
  return list
}

/** Appends an op with renamed operands. It is the same node if no operand changes. */
export const keep = (builder: Builder, node: Node & { kind: 'op' }, operands: readonly Id[]): Id =>
  operands === node.operands ? builder.same(node) : builder.op(node.op, operands)

/** The id of the first node that is not a leaf. */
export const firstOf = ({ inputs, parameters }: Program): Id => inputs + parameters

/** How often each node is used: as a result, or as an operand of a node that is used itself. */
export function uses({ nodes, outputs, totals }: Program): Uint32Array {
  const count = new Uint32Array(nodes.length)
  for (const x of outputs) count[x]!++
  for (const x of totals) count[x]!++
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]!
    if (node.kind !== 'op' || count[id] === 0) continue
    const { operands } = node
    // An indexed loop is fast even before the JavaScript engine optimizes it.
    for (let q = 0; q < operands.length; q++) count[operands[q]!]!++
  }
  return count
}

/** The number of ops. */
export const size = ({ nodes }: Program): number => nodes.reduce((n, { kind }) => n + (kind === 'op' ? 1 : 0), 0)
