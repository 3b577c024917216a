/** Makes programs node by node, and decides what is a list. */
import type { Op } from '@gradus/engine'
import { type Id, ITEM, LIST, Nodes, OP, RANGE } from './nodes.js'
import type { Program } from './program.js'

/** Lists of up to this many operands are written out one by one. Longer ones are one operand, a LIST. */
export const SHORT = 8

/** Makes a program node by node. Equal constants are one node, and equal lists too. */
export class Builder {
  readonly nodes: Nodes
  private readonly constants = new Map<number | string, Id>()
  private readonly lists = new Map<number, Id[]>() // by hash
  private readonly ranges = new Map<number, Id>() // by first leaf and length

  /** @param room how many nodes fit in before the arrays have to grow */
  constructor(
    readonly inputs: number,
    readonly parameters: number,
    room?: number,
  ) {
    this.nodes = new Nodes(inputs + parameters, room)
  }

  constant(value: number): Id {
    const key = Object.is(value, -0) ? '-0' : value
    let id = this.constants.get(key)
    if (id === undefined) this.constants.set(key, (id = this.nodes.addConstant(value)))
    return id
  }

  /**
   * An op. The operands of an op on lists come in one list, and two lists of a paired op one after the other. If there are
   * many, they become a LIST. An op on single numbers is applied to each number of a list: then the other operands
   * are lists of this length, or single numbers.
   */
  op(op: Op, operands: ArrayLike<Id>): Id {
    const { nodes } = this
    const perList = op.arity === 'paired' ? operands.length / 2 : operands.length
    if (typeof op.arity !== 'number' && perList > SHORT) {
      const first = this.list(operands, 0, perList)
      if (op.arity === 'variadic') return this.op(op, [first])
      return this.op(op, [first, this.list(operands, perList, operands.length)])
    }
    const lengthOf = reduces(nodes, op, operands) ? innerLength : lengthIn
    let length = 0
    for (let q = 0; q < operands.length && length === 0; q++) length = lengthOf(nodes, operands[q]!)
    return nodes.add(OP, op, operands, length)
  }

  /** The items from … to − 1 as one list. If they are all numbers of a list, it is that list. */
  list(items: ArrayLike<Id>, from = 0, to = items.length): Id {
    const { nodes } = this
    const whole = this.isRange(items, from, to) ? this.range(items[from]!, to - from) : this.wholeList(items, from, to)
    if (whole !== undefined) return whole
    let hash = to - from
    for (let q = from; q < to; q++) hash = mixed(hash, items[q]!)
    const known = this.lists.get(hash)
    for (const id of known ?? []) if (this.hasItems(id, items, from, to)) return id
    const id = nodes.add(LIST, undefined, part(items, from, to), nodes.length(items[from]!) || to - from)
    if (known === undefined) this.lists.set(hash, [id])
    else known.push(id)
    return id
  }

  /** The leaves first … first + length − 1 as a list. */
  range(first: Id, length: number): Id {
    const key = first * 2 ** 22 + length
    let id = this.ranges.get(key)
    if (id === undefined) this.ranges.set(key, (id = this.nodes.add(RANGE, undefined, [first], length)))
    return id
  }

  /** Number `index` of a list. A single number stands for a list of equal numbers. */
  item(list: Id, index: number): Id {
    const { nodes } = this
    if (nodes.length(list) === 0) return list
    if (nodes.kind(list) === LIST) return nodes.operands[nodes.start(list) + index]!
    if (nodes.kind(list) === RANGE) return nodes.operands[nodes.start(list)]! + index
    return nodes.add(ITEM, undefined, [list], index)
  }

  /** The items of a list, or the single number that it is. */
  items(list: Id): Id[] {
    const length = this.nodes.length(list)
    return length === 0 ? [list] : Array.from({ length }, (_, i) => this.item(list, i))
  }

  /** What an op on lists is applied to: its operands, or the items of the list that is its only operand. */
  itemsIn(operands: readonly Id[]): readonly Id[] {
    return operands.length === 1 ? this.items(operands[0]!) : operands
  }

  program(outputs: readonly Id[], totals: readonly Id[]): Program {
    const { inputs, parameters, nodes } = this
    const count = (ids: readonly Id[]) => ids.reduce((n, id) => n + nodes.width(id), 0)
    return { inputs, parameters, nodes, outputs, totals, outputCount: count(outputs), totalCount: count(totals) }
  }

  /** Whether the items are neighbors: all inputs, or all parameters. */
  private isRange(items: ArrayLike<Id>, from: number, to: number): boolean {
    const first = items[from]!
    const last = first + to - from - 1
    if (last >= this.nodes.leaves || (first < this.inputs && last >= this.inputs)) return false
    for (let q = from + 1; q < to; q++) if (items[q] !== first + q - from) return false
    return true
  }

  private wholeList(items: ArrayLike<Id>, from: number, to: number): Id | undefined {
    const { nodes } = this
    if (nodes.kind(items[from]!) !== ITEM) return undefined
    const list = nodes.operands[nodes.start(items[from]!)]!
    if (nodes.length(list) !== to - from) return undefined
    for (let q = from; q < to; q++) {
      const id = items[q]!
      if (nodes.kind(id) !== ITEM || nodes.index(id) !== q - from) return undefined
      if (nodes.operands[nodes.start(id)] !== list) return undefined
    }
    return list
  }

  private hasItems(list: Id, items: ArrayLike<Id>, from: number, to: number): boolean {
    const { nodes } = this
    const start = nodes.start(list)
    if (nodes.end(list) - start !== to - from) return false
    for (let q = from; q < to; q++) if (nodes.operands[start + q - from] !== items[q]) return false
    return true
  }
}

const part = (items: ArrayLike<Id>, from: number, to: number): ArrayLike<Id> =>
  from === 0 && to === items.length ? items : Array.prototype.slice.call(items, from, to)

/** The hash of a list of ids, with one more id. */
export const mixed = (hash: number, id: Id): number => Math.imul(hash ^ id, 0x9e3779b1) ^ (hash >>> 15)

/** Whether an op takes whole lists, as a `sum` of one list does, and not one number of each. */
export function reduces(nodes: Nodes, op: Op, operands: ArrayLike<Id>): boolean {
  if (op.arity === 'variadic') return operands.length === 1 && nodes.length(operands[0]!) > 0
  return op.arity === 'paired' && operands.length === 2 && nodes.length(operands[0]!) > 0
}

/** Whether the op of a node takes whole lists. */
export const isReduction = (nodes: Nodes, id: Id): boolean => reduces(nodes, nodes.op(id), nodes.operandsOf(id))

const lengthIn = (nodes: Nodes, id: Id): number => nodes.length(id)

/** The length of the lists in a list of lists; 0 for a list of numbers. */
const innerLength = (nodes: Nodes, list: Id): number =>
  nodes.kind(list) === LIST ? nodes.length(nodes.operands[nodes.start(list)]!) : 0
