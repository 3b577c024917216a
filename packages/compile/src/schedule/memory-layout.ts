/**
 * Where the numbers of a program are in memory, and in which group each is computed: filled in group after group.
 *
 *     %3 = tanh %0                          %3 at m[12]
 *     %4 = tanh %1    one group        →    %4 at m[13]
 *     %5 = exp %3     the next one          %5 at m[14]
 */
import type { Arena } from '../memory/arena.js'
import { firstOf, type Id, type OpNode } from '../program/program.js'
import { byOperands, OUTPUT, sort, TOTAL } from './bucket.js'
import type { LanedProgram } from './lanes.js'

/** Where the caller finds a program's numbers. Lane l of input i is at inputs[i] + l · inputStride. */
export interface Places {
  readonly inputs: readonly number[]
  readonly inputStride: number
  readonly outputs: readonly number[]
  readonly outputStride: number
  /** The first of them. */
  readonly parameters: number
  readonly totals: number
}

/** Large programs have many empty lists. */
export const NONE: readonly number[] = []

export class MemoryLayout {
  readonly address: Float64Array
  /** What each node is to the caller: OUTPUT, TOTAL or nothing. */
  readonly role: Uint8Array
  /** Places from one number with lanes to the next. */
  readonly padded: number
  /** How many groups there are. */
  groups = 0
  private readonly groupOf: Int32Array
  private readonly alone: (readonly number[])[] = [] // a list with just that group
  private readonly listed: number[] = [] // the last list that each group is in
  private lists = 0

  constructor(
    readonly program: LanedProgram,
    readonly arena: Arena,
    readonly places: Places,
  ) {
    const { nodes, outputs, totals, lanes } = program
    this.address = new Float64Array(nodes.length)
    this.role = new Uint8Array(nodes.length)
    this.padded = lanes === 1 ? 1 : Math.ceil(lanes / arena.width) * arena.width
    this.groupOf = new Int32Array(nodes.length).fill(-1)
    this.placeLeaves()
    for (let i = 0; i < outputs.length; i++) this.placeResult(outputs[i]!, OUTPUT, places.outputs[i]!)
    for (let i = 0; i < totals.length; i++) this.placeResult(totals[i]!, TOTAL, places.totals + i)
  }

  private placeLeaves(): void {
    const { program, places, arena, address } = this
    const { nodes, inputs, parameters } = program
    for (let i = 0; i < inputs; i++) address[i] = places.inputs[i]!
    for (let i = 0; i < parameters; i++) address[inputs + i] = places.parameters + i
    const constants: Id[] = []
    for (let id = firstOf(program); id < nodes.length; id++) if (nodes[id]!.kind === 'constant') constants.push(id)
    const base = arena.allocate(constants.length)
    constants.forEach((id, i) => {
      address[id] = base + i
      arena.numbers[base + i] = (nodes[id] as { value: number }).value
    })
  }

  private placeResult(id: Id, role: number, address: number): void {
    this.role[id] = role
    this.address[id] = address
  }

  /** Puts the members of a new group in order and gives them neighboring addresses, unless they are results; its number. */
  place(members: Id[]): number {
    const { program, address, padded, groupOf } = this
    const [first] = members as [Id]
    const group = this.groups++
    const isPlaced = this.role[first]! > 0
    sort(members, isPlaced ? (a, b) => address[a]! - address[b]! : byOperands(this.node(first), program.nodes, address))
    const stride = program.varying[first] === 1 ? padded : 1
    const base = isPlaced ? 0 : this.arena.allocate(members.length * stride)
    for (let j = 0; j < members.length; j++) {
      const id = members[j]!
      if (!isPlaced) address[id] = base + j * stride
      groupOf[id] = group
    }
    return group
  }

  node(id: Id): OpNode {
    return this.program.nodes[id] as OpNode
  }

  /** Places from one lane of a node to the next. */
  laneStride(id: Id): number {
    const { varying, inputs } = this.program
    return varying[id] === 0 ? 0 : id < inputs ? this.places.inputStride : 1
  }

  /** The group of one node as a list, which is empty for a leaf. */
  groupAlone(id: Id): readonly number[] {
    const group = this.groupOf[id]!
    return group < 0 ? NONE : (this.alone[group] ??= [group])
  }

  /** The groups that operands `first` … `last` − 1 of the members `from` … `to` − 1 are in. */
  groupsRead(members: readonly Id[], from: number, to: number, first: number, last: number): number[] {
    const { groupOf, listed } = this
    const reads: number[] = []
    const list = ++this.lists
    for (let j = from; j < to; j++) {
      const { operands } = this.node(members[j]!)
      for (let t = first; t < last; t++) {
        const group = groupOf[operands[t]!]!
        if (group < 0 || listed[group] === list) continue
        listed[group] = list
        reads.push(group)
      }
    }
    return reads
  }
}
