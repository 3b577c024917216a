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

/** Makes a program node by node. Equal constants are one node. */
export class Builder {
  readonly nodes: Node[] = []
  private readonly constants = new Map<number | string, Id>()

  constructor(
    readonly inputs: number,
    readonly parameters: number,
  ) {
    for (let i = 0; i < inputs + parameters; i++) this.nodes.push({ kind: i < inputs ? 'input' : 'parameter' })
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
  const ids = new Map<Value, Id>()
  ;[...inputs, ...parameters].forEach((leaf, i) => ids.set(leaf, i))
  const idOf = (x: Scalar): Id => (typeof x === 'number' ? builder.constant(x) : ids.get(x)!)
  const root = new Recorded(null, [...outputs, ...totals]) as unknown as Value
  // A parameter may itself have been made of something: it counts as a leaf.
  for (const node of topologicalOrder(root)) {
    if (node === root || ids.has(node)) continue
    if (node.op === null || !(node instanceof Recorded)) ids.set(node, builder.constant(stranger(node)))
    else ids.set(node, builder.op(node.op, node.inputs.map(idOf)))
  }
  return builder.program(outputs.map(idOf), totals.map(idOf))
}

/** A copy of a program in which each op may be replaced; `make` gets the new ids of the operands and gives the new id. */
export function rewrite(
  program: Program,
  make: (builder: Builder, op: Op, operands: readonly Id[], id: Id) => Id,
): Program {
  const builder = new Builder(program.inputs, program.parameters)
  const ids: Id[] = []
  program.nodes.forEach((node, id) => {
    if (node.kind === 'constant') ids.push(builder.constant(node.value))
    else if (node.kind !== 'op') ids.push(id)
    else {
      const operands = node.operands.map((x) => ids[x]!)
      ids.push(make(builder, node.op, operands, id))
    }
  })
  const renamed = (list: readonly Id[]) => list.map((x) => ids[x]!)
  return builder.program(renamed(program.outputs), renamed(program.totals))
}

/** How often each node is an operand or a result. */
export function uses({ nodes, outputs, totals }: Program): Uint32Array {
  const count = new Uint32Array(nodes.length)
  for (const node of nodes) if (node.kind === 'op') for (const x of node.operands) count[x]!++
  for (const x of outputs) count[x]!++
  for (const x of totals) count[x]!++
  return count
}

/** How many ops there are. */
export const size = ({ nodes }: Program): number => nodes.reduce((n, { kind }) => n + (kind === 'op' ? 1 : 0), 0)
