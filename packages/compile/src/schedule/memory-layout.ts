/**
 * The memory layout of a program: the address of each number, and the group that computes it. It is filled in group by
 * group.
 *
 *     %3 = tanh %0                          %3 at m[12]
 *     %4 = tanh %1    one group        →    %4 at m[13]
 *     %5 = exp %3     the next one          %5 at m[14]
 */
import type { Arena } from '../memory/arena.js'
import { CONSTANT, type Id, ITEM, LIST, RANGE } from '../program/nodes.js'
import { OUTPUT, TOTAL } from './bucket.js'
import { isInput, type LanedProgram } from './lanes.js'

/** Addresses that the caller chose. Lane l of input i is at inputs[i] + l · inputStride. */
export interface Places {
  readonly inputs: readonly number[]
  readonly inputStride: number
  /** The numbers of a list follow its first one. */
  readonly outputs: readonly number[]
  readonly outputStride: number
  /** The address of the first parameter. */
  readonly parameters: number
  /** The address of the first total. */
  readonly totals: number
}

/** One empty list for all, because large programs have many of them. */
export const NONE: readonly number[] = []

/** Members of a group are put in order by at most this many operands. */
const MOST_COMPARED = 16

/** No group computes a leaf. */
const NO_GROUP = -1

export class MemoryLayout {
  /** The distance from one number with lanes to the next: the number of lanes, rounded up to whole vectors. */
  readonly padded: number
  /** How many groups there are. */
  groups = 0
  /** The address of each node that is not a leaf; of a list, that of its first number. */
  private readonly addresses: Int32Array
  private readonly roles: Uint8Array
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
    const count = nodes.size - nodes.leaves
    this.addresses = new Int32Array(count)
    this.roles = new Uint8Array(count)
    this.groupOf = new Int32Array(count).fill(NO_GROUP)
    this.padded = lanes === 1 ? 1 : Math.ceil(lanes / arena.width) * arena.width
    this.placeConstants()
    let at = 0
    for (const id of outputs) {
      this.placeResult(id, OUTPUT, places.outputs[at]!)
      at += nodes.width(id)
    }
    at = places.totals
    for (const id of totals) {
      this.placeResult(id, TOTAL, at)
      at += nodes.width(id)
    }
  }

  /** What a node is for the caller: OUTPUT, TOTAL or 0. */
  role(id: Id): number {
    const { leaves } = this.program.nodes
    return id < leaves ? 0 : this.roles[id - leaves]!
  }

  /** The address of a number, or of the first number of a list. */
  address(id: Id): number {
    const { nodes, inputs } = this.program
    if (id < inputs) return this.places.inputs[id]!
    if (id < nodes.leaves) return this.places.parameters + id - inputs
    const kind = nodes.kind(id)
    if (kind !== ITEM && kind !== LIST && kind !== RANGE) return this.addresses[id - nodes.leaves]!
    const first = nodes.operands[nodes.start(id)]!
    return kind !== ITEM ? this.address(first) : this.address(first) + nodes.index(id) * this.step(first)
  }

  /** The distance from one number of a list that an op made to the next. */
  step(list: Id): number {
    return this.program.varying[list] === 1 ? this.padded : 1
  }

  /** The distance from one lane of a node to the next. */
  laneStride(id: Id): number {
    const { varying, inputs, nodes } = this.program
    return varying[id] === 0 ? 0 : isInput(nodes, inputs, id) ? this.places.inputStride : 1
  }

  /**
   * Gives the members of a new group neighboring addresses, in the order of their operands, unless the caller chose the
   * addresses. Returns the number of the group.
   */
  place(members: Id[]): number {
    const { program, addresses, groupOf } = this
    const { nodes } = program
    const [first] = members as [Id]
    const group = this.groups++
    const isPlaced = this.role(first) > 0
    if (members.length > 1) sortBy(members, isPlaced ? (id) => this.address(id) : this.orderOf(members))
    const size = nodes.width(first) * this.step(first)
    const base = isPlaced ? 0 : this.arena.allocate(members.length * size)
    for (let j = 0; j < members.length; j++) {
      const i = members[j]! - nodes.leaves
      if (!isPlaced) addresses[i] = base + j * size
      groupOf[i] = group
    }
    return group
  }

  /** The groups that compute these nodes. */
  groupsOf(ids: ArrayLike<Id>): readonly number[] {
    if (ids.length === 1) {
      const group = this.group(ids[0]!)
      if (group === NO_GROUP) return NONE
      if (group !== undefined) return (this.alone[group] ??= [group])
    }
    const groups: number[] = []
    this.lists++
    this.addGroups(ids, groups)
    return groups
  }

  private addGroups(ids: ArrayLike<Id>, groups: number[]): void {
    const { listed, lists } = this
    for (let q = 0; q < ids.length; q++) {
      const group = this.group(ids[q]!)
      if (group === undefined) this.addGroups(this.program.nodes.operandsOf(ids[q]!), groups)
      else if (group !== NO_GROUP && listed[group] !== lists) {
        listed[group] = lists
        groups.push(group)
      }
    }
  }

  /** The group that computes a node; undefined for a LIST, which may have several. */
  private group(id: Id): number | undefined {
    const { nodes } = this.program
    if (id < nodes.leaves) return NO_GROUP
    const kind = nodes.kind(id)
    if (kind === LIST) return undefined
    return kind === ITEM || kind === RANGE
      ? this.group(nodes.operands[nodes.start(id)]!)
      : this.groupOf[id - nodes.leaves]!
  }

  /** A number for each member that grows with the addresses of the first two operands that differ among the members. */
  private orderOf(members: readonly Id[]): (id: Id) => number {
    const { nodes } = this.program
    const operand = (id: Id, q: number) => this.address(nodes.operands[nodes.start(id) + q]!)
    const [first] = members as [Id]
    const differing: number[] = []
    const count = Math.min(nodes.end(first) - nodes.start(first), MOST_COMPARED)
    for (let q = 0; q < count && differing.length < 2; q++) {
      const same = operand(first, q)
      if (members.some((id) => operand(id, q) !== same)) differing.push(q)
    }
    const [a, b] = differing
    if (a === undefined) return () => 0
    return b === undefined ? (id) => operand(id, a) : (id) => operand(id, a) * 2 ** 26 + operand(id, b)
  }

  private placeConstants(): void {
    const { arena, addresses } = this
    const { nodes } = this.program
    const constants: Id[] = []
    for (let id = nodes.leaves; id < nodes.size; id++) if (nodes.kind(id) === CONSTANT) constants.push(id)
    const base = arena.allocate(constants.length)
    constants.forEach((id, i) => {
      addresses[id - nodes.leaves] = base + i
      arena.numbers[base + i] = nodes.number(id)
    })
  }

  private placeResult(id: Id, role: number, address: number): void {
    const i = id - this.program.nodes.leaves
    this.roles[i] = role
    this.addresses[i] = address
  }
}

/** Sorts the members by a number. Members with the same number stay in their order. */
function sortBy(members: Id[], number: (id: Id) => number): void {
  const keys = Float64Array.from(members, number)
  // Numbers alone are sorted several times as fast as with a function that compares. Each number then says where its members go.
  const places = new Map<number, number>()
  keys.slice().sort().forEach((key, place) => places.has(key) || places.set(key, place)) // oxfmt-ignore
  members.slice().forEach((id, j) => {
    const place = places.get(keys[j]!)!
    members[place] = id
    places.set(keys[j]!, place + 1)
  })
}
