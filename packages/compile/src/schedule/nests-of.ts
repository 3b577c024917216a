/**
 * The loop nests of one group. If the addresses are regular, a few nests cover all members:
 *
 *     tanh of m[1], m[2], m[3], m[6], m[7]     →    for i < 3: m[20 + i] = tanh m[1 + i]
 *                                                   for i < 2: m[23 + i] = tanh m[6 + i]
 *
 * If the addresses of an operand are irregular, a gather first copies it, by a table of addresses:
 *
 *     mul of m[0] m[17], m[1] m[13], m[2] m[19], …  →    for i < 10: m[40 + i] = m[table i]
 *                                                        for i < 10: m[30 + i] = mul m[i], m[40 + i]
 */
import { integers } from '../memory/integers.js'
import type { Id } from '../program/nodes.js'
import { laneDot, laneSum } from '../program/ops.js'
import { isReduction } from '../program/builder.js'
import { identity } from '../program/program.js'
import { OUTPUT, TOTAL } from './bucket.js'
import { gather, type ListPlace, Lists } from './lists.js'
import { type MemoryLayout, NONE } from './memory-layout.js'
import type { Nest, Ref } from './nest.js'
import type { Nests } from './nests.js'
import { type Block, oneBlock, roll, sizeOf } from './roll.js'

/** Up to this many blocks, a group stays as it is. With more blocks, its irregular operands are gathered. */
const FEW_BLOCKS = 4

/** One operand of all members of a group. */
interface Operand {
  /** The address for each member; of a list, that of its first number. */
  addresses: Int32Array
  laneStride: number
  /** The list of the first member. Those of the others have the same shape. Undefined for single numbers. */
  readonly list: ListPlace | undefined
  /** The groups that compute the operands of the members from … to − 1. */
  reads: (from: number, to: number) => readonly number[]
}

/** The loops over the numbers of lists, within those over members: first over the results, then over the terms of a sum. */
interface Inner extends Omit<Block, 'start'> {
  /** How many of the loops sum. */
  readonly reduced: number
}

const NO_LOOPS: Inner = { dims: NONE, strides: [], reduced: 0 }

/** Makes the nests of one group after the other. */
export class NestMaker {
  private readonly lists: Lists

  constructor(
    private readonly layout: MemoryLayout,
    private readonly nests: Nests,
  ) {
    this.lists = new Lists(layout, nests)
  }

  /** @param own the number of the group */
  add(members: readonly Id[], own: number): void {
    const hasLists = this.hasLists(members[0]!)
    if (members.length === 1 && !hasLists) this.addOne(members[0]!, own)
    else for (const alike of hasLists ? this.withEqualLists(members) : [members]) this.addAlike(alike, own)
  }

  private hasLists(id: Id): boolean {
    const { nodes } = this.layout.program
    for (let q = nodes.start(id); q < nodes.end(id); q++) if (nodes.length(nodes.operands[q]!) > 0) return true
    return false
  }

  /** One op on single numbers: the usual group of a program that does not repeat itself. */
  private addOne(id: Id, own: number): void {
    const { layout } = this
    const { nodes } = layout.program
    const [start, end] = [nodes.start(id), nodes.end(id)]
    const laneStrides: number[] = []
    const reads: (readonly number[])[] = []
    for (let q = start; q < end; q++) {
      laneStrides.push(layout.laneStride(nodes.operands[q]!))
      reads.push(layout.groupsOf([nodes.operands[q]!]))
    }
    const ref = (q: number, lane: readonly number[]): Ref => ({
      base: layout.address(start + q < end ? nodes.operands[start + q]! : id),
      strides: lane,
    })
    this.nests.push(this.nest(id, laneStrides, NONE, NO_LOOPS, ref, own), reads)
  }

  /** The members in parts, so that in each part an operand is a list of one shape. */
  private withEqualLists(members: readonly Id[]): (readonly Id[])[] {
    const parts = new Map<string, Id[]>()
    for (const id of members) {
      const shapes = this.placesOf(id).map((place) => (place === undefined ? '' : `${place.shape}/${place.laneStride}`))
      const part = parts.get(shapes.join(' '))
      if (part === undefined) parts.set(shapes.join(' '), [id])
      else part.push(id)
    }
    return [...parts.values()]
  }

  private addAlike(members: readonly Id[], own: number): void {
    const { layout, nests } = this
    const { nodes } = layout.program
    const [first] = members as [Id]
    const count = nodes.end(first) - nodes.start(first)
    let operands = Array.from({ length: count }, (_, q) => this.operand(members, q))
    let inner = this.inner(first, operands)
    if (inner === undefined) {
      // The lists of one member lie in different ways.
      for (const id of members) for (const x of nodes.operandsOf(id)) this.lists.straighten(x)
      operands = operands.map((_, q) => this.operand(members, q))
      inner = this.inner(first, operands)!
    }
    const out = integers(members.length, (j) => layout.address(members[j]!))
    const addresses = () => [...operands.map((operand) => operand.addresses), out]
    const most = Math.max(FEW_BLOCKS, members.length / 4)
    let blocks = roll(addresses(), members.length, most)
    if (blocks.length > most) {
      for (const operand of operands) this.gatherIfIrregular(operand, members.length)
      blocks = roll(addresses(), members.length)
    }
    const split = inner.dims.length - inner.reduced
    for (const block of blocks) {
      const ref = (q: number, lane: readonly number[]): Ref => {
        const [strides, bases] = [inner.strides[q]!, operands[q]?.addresses ?? out]
        return {
          base: bases[block.start]!,
          strides: [...block.strides[q]!, ...strides.slice(0, split), ...lane, ...strides.slice(split)],
        }
      }
      const end = block.start + sizeOf(block)
      const laneStrides = operands.map(({ laneStride }) => laneStride)
      const reads = operands.map((operand) => operand.reads(block.start, end))
      nests.push(this.nest(first, laneStrides, block.dims, inner, ref, own), reads)
    }
  }

  /** The places of the operands that are lists. */
  private placesOf(id: Id): readonly (ListPlace | undefined)[] {
    const { nodes } = this.layout.program
    const operands = Array.from(nodes.operandsOf(id))
    if (isReduction(nodes, id)) return this.lists.terms(operands)
    return operands.map((x) => (nodes.length(x) > 0 ? this.lists.place(x) : undefined))
  }

  private operand(members: readonly Id[], q: number): Operand {
    const { layout } = this
    const { nodes } = layout.program
    const ids = integers(members.length, (j) => nodes.operands[nodes.start(members[j]!) + q]!)
    if (nodes.length(ids[0]!) === 0) {
      return {
        addresses: ids.map((x) => layout.address(x)),
        laneStride: layout.laneStride(ids[0]!),
        list: undefined,
        reads: (from, to) => layout.groupsOf(ids.subarray(from, to)),
      }
    }
    const places = members.map((id) => this.placesOf(id)[q]!)
    return {
      addresses: integers(places.length, (j) => places[j]!.base),
      laneStride: places[0]!.laneStride,
      list: places[0],
      reads: (from, to) => [...new Set(places.slice(from, to).flatMap(({ reads }) => reads))],
    }
  }

  /** The loops within one member; undefined if the numbers of its lists do not advance together. */
  private inner(id: Id, operands: readonly Operand[]): Inner | undefined {
    const { nodes } = this.layout.program
    const isSum = isReduction(nodes, id)
    const results = nodes.width(id)
    const sizes = operands.map(({ list }) => list?.offsets.length ?? 0)
    const terms = isSum ? Math.max(...sizes) / results : 1
    const sequence = (offset: (i: number, k: number) => number) => {
      const all = new Int32Array(results * terms)
      for (let i = 0, t = 0; i < results; i++) for (let k = 0; k < terms; k++) all[t++] = offset(i, k)
      return all
    }
    const sequences = operands.map(({ list }) => {
      const offsets = list?.offsets
      if (offsets === undefined) return sequence(() => 0)
      if (!isSum) return sequence((i) => offsets[i]!)
      return sequence(offsets.length > terms ? (i, k) => offsets[k * results + i]! : (_, k) => offsets[k]!)
    })
    const step = this.layout.role(id) > 0 ? 1 : this.layout.step(id)
    const block = oneBlock([...sequences, sequence((i) => i * step)], results * terms)
    if (block === undefined) return undefined
    const { dims, strides } = block
    let reduced = 0
    let size = 1
    for (; size < terms && reduced < dims.length; reduced++) size *= dims[dims.length - 1 - reduced]!
    return size === terms ? { dims, strides, reduced } : undefined
  }

  /** Copies the numbers of an operand together, if their addresses do not advance by equal steps. */
  private gatherIfIrregular(operand: Operand, count: number): void {
    const { addresses, list, laneStride } = operand
    const index = identity(count)
    if (list !== undefined || oneBlock([addresses, index], count) !== undefined) return
    const { nest, base, step } = gather(this.layout, addresses, laneStride)
    this.nests.push(nest, [operand.reads(0, count)])
    operand.addresses = index.map((j) => base + j * step)
    operand.laneStride = Math.min(laneStride, 1)
    operand.reads = () => [nest.group]
  }

  /**
   * One nest for a block of members. The loop over lanes comes after those over results and before those that sum.
   *
   * @param members the loops over members
   * @param ref where operand q is, or after the last operand the result, with the stride of the loop over lanes, if any
   */
  private nest(
    id: Id,
    laneStrides: readonly number[],
    members: readonly number[],
    inner: Inner,
    ref: (q: number, lane: readonly number[]) => Ref,
    own: number,
  ): Nest {
    const { program, places } = this.layout
    const op = program.nodes.op(id)
    const withLanes = program.varying[id] === 1
    const overLanes = program.lanes > 1 && (op === laneDot || op === laneSum)
    const lane = (stride: number) => (withLanes || overLanes ? [stride] : NONE)
    const split = inner.dims.length - inner.reduced
    const outStride = this.layout.role(id) === OUTPUT ? places.outputStride : 1
    return {
      kind: inner.reduced > 0 || overLanes ? 'contract' : 'map',
      op,
      dims: [...members, ...inner.dims.slice(0, split), ...lane(program.lanes), ...inner.dims.slice(split)],
      reduced: inner.reduced + (overLanes ? 1 : 0),
      out: ref(laneStrides.length, lane(withLanes ? outStride : 0)),
      operands: laneStrides.map((stride, q) => ref(q, lane(stride))),
      accumulate: this.layout.role(id) === TOTAL ? 'batch' : 'no',
      table: 0,
      group: own,
    }
  }
}
