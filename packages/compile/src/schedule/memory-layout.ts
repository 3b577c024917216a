/**
 * The memory layout of a program: the address of each number, and the group that computes it. It is filled in group by
 * group.
 *
 *     %3 = tanh %0                          %3 at m[12]
 *     %4 = tanh %1    one group        →    %4 at m[13]
 *     %5 = exp %3     the next one          %5 at m[14]
 */
import type { Arena } from '../memory/arena.js'
import { firstOf, type Id, type OpNode } from '../program/program.js'
import { byOperands, OUTPUT, sort, TOTAL } from './bucket.js'
import type { LanedProgram } from './lanes.js'

/** Addresses that the caller chose. Lane l of input i is at inputs[i] + l · inputStride. */
export interface Places {
  readonly inputs: readonly number[]
  readonly inputStride: number
  readonly outputs: readonly number[]
  readonly outputStride: number
  /** The address of the first parameter. */
  readonly parameters: number
  /** The address of the first total. */
  readonly totals: number
}

/** One empty list for all, because large programs have many of them. */
export const NONE: readonly number[] = []

export class MemoryLayout {
  /** The address of each node. */
  readonly address: Float64Array
  /** The role of each node for the caller: OUTPUT, TOTAL or 0. */
  readonly role: Uint8Array
  /** The distance from one number with lanes to the next: the number of lanes, rounded up to whole vectors. */
  readonly padded: number
  /** How many groups there are. */
  groups = 0
  private readonly groupOf: Int32Array
  private readonly alone: (readonly number[])[] = [] // the list [group] of each group
  private readonly listed: number[] = [] // the number of the last list that contains each group
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

  /**
   * Sorts the members of a new group and gives them neighboring addresses, unless the caller chose them. Returns its
   * number.
   */
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

  /** The distance from one lane of a node to the next. */
  laneStride(id: Id): number {
    const { varying, inputs } = this.program
    return varying[id] === 0 ? 0 : id < inputs ? this.places.inputStride : 1
  }

  /** The group that computes a node, as a list. The list is empty for a leaf. */
  groupAlone(id: Id): readonly number[] {
    const group = this.groupOf[id]!
    return group < 0 ? NONE : (this.alone[group] ??= [group])
  }

  /** The groups that compute the operands `first` … `last` − 1 of the members `from` … `to` − 1. */
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
