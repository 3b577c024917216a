/**
 * The nests of a program, in the order in which they run. They stand as numbers in one array, because a program that does
 * not repeat itself has as many nests as ops.
 */
import type { Op } from '@gradus/engine'
import { growTo } from '../program/nodes.js'
import type { Nest, Ref } from './nest.js'

const KINDS = ['map', 'contract', 'gather'] as const
/** What each nest begins with: kind and accumulation, op, loops, reduced, table, group, number of operands. */
const HEAD = 7
const [OP, DIMS, REDUCED, TABLE, GROUP, COUNT] = [1, 2, 3, 4, 5, 6]

export class Nests {
  size = 0
  private data = new Int32Array(256)
  private length = 0
  private readonly starts: number[] = []
  private readonly ops: Op[] = []
  private readonly opNumbers = new Map<Op, number>()
  private readonly lists: (readonly number[])[] = []
  private readonly listNumbers = new Map<string, number>()

  /** @param reads for each operand, the groups it reads */
  push(nest: Nest, reads: readonly (readonly number[])[]): void {
    const { kind, op, dims, reduced, out, operands, accumulate, table, group } = nest
    this.starts.push(this.length)
    this.size++
    this.write(KINDS.indexOf(kind) + (accumulate === 'batch' ? KINDS.length : 0))
    this.write(this.opNumber(op))
    this.write(this.listNumber(dims))
    this.write(reduced)
    this.write(table)
    this.write(group)
    this.write(operands.length)
    this.writeRef(out)
    for (const operand of operands) this.writeRef(operand)
    for (const groups of reads) {
      this.write(groups.length)
      for (const group of groups) this.write(group)
    }
  }

  at(i: number): Nest {
    const { data } = this
    const start = this.starts[i]!
    const operands: Ref[] = []
    for (let q = 1; q <= data[start + COUNT]!; q++) operands.push(this.ref(start, q))
    return {
      kind: this.kind(i),
      op: this.op(i),
      dims: this.lists[data[start + DIMS]!]!,
      reduced: data[start + REDUCED]!,
      out: this.ref(start, 0),
      operands,
      accumulate: data[start]! >= KINDS.length ? 'batch' : 'no',
      table: data[start + TABLE]!,
      group: this.group(i),
    }
  }

  *[Symbol.iterator](): Generator<Nest> {
    for (let i = 0; i < this.size; i++) yield this.at(i)
  }

  kind(i: number): Nest['kind'] {
    return KINDS[this.data[this.starts[i]!]! % KINDS.length]!
  }

  op(i: number): Op {
    return this.ops[this.data[this.starts[i]! + OP]!]!
  }

  /** Equal for nests with equal loops. */
  loops(i: number): number {
    return this.data[this.starts[i]! + DIMS]!
  }

  /** The group of the results. */
  group(i: number): number {
    return this.data[this.starts[i]! + GROUP]!
  }

  operands(i: number): number {
    return this.data[this.starts[i]! + COUNT]!
  }

  /** Equal for refs to the same numbers. `q` is 0 for the result, 1 for the first operand. */
  place(i: number, q: number): number {
    const at = this.starts[i]! + HEAD + 2 * q
    return this.data[at]! * 2 ** 21 + this.data[at + 1]!
  }

  /** Calls `look` with each group that operand q reads, counted from 1, until it returns false. Returns whether it did not. */
  readsOnly(i: number, q: number, look: (group: number) => boolean): boolean {
    const from = this.readsAt(i, q - 1)
    for (let r = 1; r <= this.data[from]!; r++) if (!look(this.data[from + r]!)) return false
    return true
  }

  private ref(start: number, q: number): Ref {
    const at = start + HEAD + 2 * q
    return { base: this.data[at]!, strides: this.lists[this.data[at + 1]!]! }
  }

  /** Where the reads of an operand begin, with their number. */
  private readsAt(i: number, q: number): number {
    let at = this.starts[i]! + HEAD + 2 * (1 + this.operands(i))
    for (let k = 0; k < q; k++) at += 1 + this.data[at]!
    return at
  }

  private write(number: number): void {
    if (this.length === this.data.length) this.data = growTo(this.data, this.length + 1)
    this.data[this.length++] = number
  }

  private writeRef({ base, strides }: Ref): void {
    this.write(base)
    this.write(this.listNumber(strides))
  }

  private opNumber(op: Op): number {
    let number = this.opNumbers.get(op)
    if (number === undefined) this.opNumbers.set(op, (number = this.ops.push(op) - 1))
    return number
  }

  private listNumber(list: readonly number[]): number {
    const key = list.join()
    let number = this.listNumbers.get(key)
    if (number === undefined) this.listNumbers.set(key, (number = this.lists.push(list) - 1))
    return number
  }
}
