/**
 * A recorded function as data: a list of nodes, operands before results. Node ids are positions in the list; the inputs
 * of an example come first, then the parameters, which all examples share.
 */
import type { Op, Scalar } from '@gradus/engine'
import { Value, topologicalOrder } from '@gradus/engine'
import { Recorded } from './recording.js'

export type Id = number

export type Node =
  | { readonly kind: 'input' | 'parameter' }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'op'; readonly op: Op; readonly operands: readonly Id[] }

export interface Program {
  readonly inputs: number
  readonly parameters: number
  readonly nodes: readonly Node[]
  /** What is wanted for every example. */
  readonly outputs: readonly Id[]
  /** What is wanted as a sum over the examples: parameter gradients. */
  readonly totals: readonly Id[]
}

const INPUT: Node = { kind: 'input' }
const PARAMETER: Node = { kind: 'parameter' }

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

  /** A node as it is. */
  same(node: Node): Id {
    return this.nodes.push(node) - 1
  }

  /** The number of a constant; undefined for any other node. */
  number(id: Id): number | undefined {
    const node = this.nodes[id]!
    return node.kind === 'constant' ? node.value : undefined
  }

  program(outputs: readonly Id[], totals: readonly Id[]): Program {
    const { inputs, parameters, nodes } = this
    return { inputs, parameters, nodes, outputs, totals }
  }
}

/** The leaves of a recording, and what was made of them. */
export interface Graph {
  inputs: readonly Value[]
  parameters: readonly Value[]
  outputs: readonly Scalar[]
  totals: readonly Scalar[]
}

/** A graph as a program. `stranger` is called for a Value that was not recorded; it may throw, or give its number. */
export function flatten(graph: Graph, stranger: (x: Value) => number): Program {
  const { inputs, parameters, outputs, totals } = graph
  const builder = new Builder(inputs.length, parameters.length)
  const ids = new Map<Value, Id>() // of Values that cannot remember it themselves
  const place = (x: Value, id: Id) => {
    if (x instanceof Recorded) x.id = id
    else ids.set(x, id)
  }
  const idOf = (x: Scalar): Id => {
    if (typeof x === 'number') return builder.constant(x)
    return x instanceof Recorded ? x.id : ids.get(x)!
  }
  inputs.forEach((leaf, i) => place(leaf, i))
  parameters.forEach((leaf, i) => place(leaf, inputs.length + i))
  const root = new Recorded(null, [...outputs, ...totals]) as unknown as Value
  for (const node of topologicalOrder(root)) {
    if (node instanceof Recorded) {
      if (node.op !== null) node.id = builder.op(node.op, node.inputs.map(idOf))
    } else if (!ids.has(node)) ids.set(node, builder.constant(stranger(node)))
  }
  return builder.program(outputs.map(idOf), totals.map(idOf))
}

/**
 * A copy of a program in which each op may be replaced: `replace` gets the new ids of the operands and gives the new id, or
 * undefined to keep the op.
 */
export function rewrite(
  program: Program,
  replace: (builder: Builder, op: Op, operands: readonly Id[], id: Id) => Id | undefined,
): Program {
  const builder = new Builder(program.inputs, program.parameters)
  const ids = new Int32Array(program.nodes.length).map((_, id) => id)
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

/** The list with new ids; the same list if they are the old ones. */
export function renamed(list: readonly Id[], ids: ArrayLike<Id>): readonly Id[] {
  for (let i = 0; i < list.length; i++) if (ids[list[i]!] !== list[i]) return list.map((x) => ids[x]!)
  return list
}

/** The op on its renamed operands; the same node if they are the old ones. */
export const keep = (builder: Builder, node: Node & { kind: 'op' }, operands: readonly Id[]): Id =>
  operands === node.operands ? builder.same(node) : builder.op(node.op, operands)

/** The first node that is no leaf. */
export const firstOf = ({ inputs, parameters }: Program): Id => inputs + parameters

/** How often each node is an operand or a result. */
export function uses(program: Program): Uint32Array {
  const { nodes, outputs, totals } = program
  const count = new Uint32Array(nodes.length)
  for (let id = firstOf(program); id < nodes.length; id++) {
    const node = nodes[id]!
    if (node.kind === 'op') for (const x of node.operands) count[x]!++
  }
  for (const x of outputs) count[x]!++
  for (const x of totals) count[x]!++
  return count
}

/** How many ops there are. */
export const size = ({ nodes }: Program): number => nodes.reduce((n, { kind }) => n + (kind === 'op' ? 1 : 0), 0)
