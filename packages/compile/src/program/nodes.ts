/**
 * The nodes of a program, operands before results. They stand in typed arrays and not in objects, so that a node of two
 * operands takes about 25 bytes.
 */
import type { Op } from '@gradus/engine'

/** The position of a node in the list. */
export type Id = number

/** A number that the caller gives: an input or a parameter. All leaves come first. */
export const LEAF = 0
/** A number that is known. */
export const CONSTANT = 1
/** An op. Its result is one number, or a list if an operand is a list that it takes number by number. */
export const OP = 2
/** Several nodes as one list. It takes no time, because it says only where they are. */
export const LIST = 3
/** A list of neighboring inputs or parameters. Its operand is the first of them. */
export const RANGE = 4
/** One number of a list that an op made. */
export const ITEM = 5
export type Kind = typeof LEAF | typeof CONSTANT | typeof OP | typeof LIST | typeof RANGE | typeof ITEM

const NO_OP = undefined as unknown as Op

export class Nodes {
  /** The operands of all nodes, one node after the other. */
  operands: Int32Array<ArrayBuffer>
  private count = 0
  private kinds: Int32Array<ArrayBuffer>
  private readonly ops: Op[] = []
  /** Where the operands of each node end. Those of the next node begin there. */
  private ends: Int32Array<ArrayBuffer>
  /** The length of a list, the index of an item, the place of a constant in `numbers`. */
  private extras: Int32Array<ArrayBuffer>
  private readonly numbers: number[] = []

  /** @param room how many nodes fit in before the arrays have to grow */
  constructor(
    readonly leaves: number,
    room = 16,
  ) {
    this.operands = new Int32Array(2 * room)
    this.kinds = new Int32Array(room)
    this.ends = new Int32Array(room)
    this.extras = new Int32Array(room)
  }

  /** The number of nodes, leaves included. */
  get size(): number {
    return this.leaves + this.count
  }

  kind(id: Id): Kind {
    return id < this.leaves ? LEAF : (this.kinds[id - this.leaves] as Kind)
  }

  isOp(id: Id, op: Op): boolean {
    return id >= this.leaves && this.ops[id - this.leaves] === op
  }

  /** The op of a node of this kind. */
  op(id: Id): Op {
    return this.ops[id - this.leaves]!
  }

  /** Where the operands of a node begin in `operands`. */
  start(id: Id): number {
    return id <= this.leaves ? 0 : this.ends[id - this.leaves - 1]!
  }

  end(id: Id): number {
    return id < this.leaves ? 0 : this.ends[id - this.leaves]!
  }

  operandsOf(id: Id): Int32Array {
    return this.operands.subarray(this.start(id), this.end(id))
  }

  /** How many numbers a list has; 0 for a single number. A list of lists has as many as each of them. */
  length(id: Id): number {
    const kind = this.kind(id)
    return kind === OP || kind === LIST || kind === RANGE ? this.extras[id - this.leaves]! : 0
  }

  /** How many numbers a node is: those of a list, or one. */
  width(id: Id): number {
    return Math.max(1, this.length(id))
  }

  /** How many items a list has: numbers, or lists. */
  itemCount(list: Id): number {
    return this.kind(list) === LIST ? this.end(list) - this.start(list) : this.length(list)
  }

  /** The place of an item in its list. */
  index(id: Id): number {
    return this.extras[id - this.leaves]!
  }

  /** The number of a constant. */
  number(id: Id): number {
    return this.numbers[this.extras[id - this.leaves]!]!
  }

  /** Whether the number is this constant, −0 and 0 being two. */
  is(id: Id, number: number): boolean {
    return this.kind(id) === CONSTANT && Object.is(this.number(id), number)
  }

  setNumber(id: Id, number: number): void {
    this.numbers[this.extras[id - this.leaves]!] = number
  }

  addConstant(number: number): Id {
    return this.add(CONSTANT, NO_OP, [], this.numbers.push(number) - 1)
  }

  /** @param extra the length of a list or the index of an item; 0 for an op whose result is one number */
  add(kind: Kind, op: Op | undefined, operands: ArrayLike<Id>, extra: number): Id {
    const i = this.count++
    if (i === this.kinds.length) this.growNodes()
    const from = i === 0 ? 0 : this.ends[i - 1]!
    const end = from + operands.length
    if (end > this.operands.length) this.operands = growTo(this.operands, end)
    for (let q = 0; q < operands.length; q++) this.operands[from + q] = operands[q]!
    this.kinds[i] = kind
    this.ops.push(op ?? NO_OP)
    this.ends[i] = end
    this.extras[i] = extra
    return this.leaves + i
  }

  private growNodes(): void {
    const count = this.count + 1
    this.kinds = growTo(this.kinds, count)
    this.ends = growTo(this.ends, count)
    this.extras = growTo(this.extras, count)
  }
}

/** A copy with half as much room again, and at least `length`. */
export function growTo(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(Math.max(length, Math.ceil(array.length * 1.5)))
  copy.set(array)
  return copy
}
