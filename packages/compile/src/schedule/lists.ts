/**
 * Where the numbers of lists are. A LIST whose numbers lie at regular distances is read in loops where it is. The numbers of
 * another one are first copied together, by a gather:
 *
 *     m[17], m[13], m[19], …      →      for i < 10: m[40 + i] = m[table i]
 */
import { integers } from '../memory/integers.js'
import { copy } from '../program/ops.js'
import { type Id, LIST, OP, RANGE } from '../program/nodes.js'
import type { MemoryLayout } from './memory-layout.js'
import type { Nest } from './nest.js'
import type { Nests } from './nests.js'
import { type Block, oneBlock } from './roll.js'

/** A list in memory. */
export interface ListPlace {
  readonly base: number
  /** The distance of each number from the first. In a list of lists, the numbers of the first list come first. */
  readonly offsets: Int32Array
  readonly laneStride: number
  /** The groups that compute the numbers. */
  readonly reads: readonly number[]
  /** Equal for lists with the same offsets. IRREGULAR if no loops go through them. */
  readonly shape: string
}

const IRREGULAR = ''

export class Lists {
  /** Where lists are. */
  private readonly found = new Map<Id, ListPlace>()
  /** Where their copies are. */
  private readonly copies = new Map<Id, ListPlace>()
  /** The lists of sums with their terms in another order. */
  private readonly sorted = new Map<string, readonly ListPlace[] | undefined>()
  private readonly even = new Map<string, Int32Array>()

  /** @param nests gathers are added to these */
  constructor(
    private readonly layout: MemoryLayout,
    private readonly nests: Nests,
  ) {}

  /** The place of a list that loops can go through. If there is none, it is copied. */
  place(list: Id): ListPlace {
    const copy = this.copies.get(list)
    if (copy !== undefined) return copy
    const place = this.find(list)
    return place.shape === IRREGULAR ? this.gather(list, place) : place
  }

  /** The places of the lists of a sum, whose terms may come in any order. */
  terms(lists: readonly Id[]): readonly ListPlace[] {
    const isKnown = (list: Id) => this.copies.has(list) || this.find(list).shape !== IRREGULAR
    if (lists.every(isKnown)) return lists.map((list) => this.place(list))
    const key = lists.join()
    if (!this.sorted.has(key)) this.sorted.set(key, this.inOrder(lists))
    return this.sorted.get(key) ?? lists.map((list) => this.place(list))
  }

  /** Makes the numbers of a list lie at equal distances. */
  straighten(id: Id): void {
    if (this.layout.program.nodes.length(id) === 0) return
    const place = this.place(id)
    if (place.shape.includes(',')) this.gather(id, place)
  }

  /** The lists of a sum with the terms in the order of their addresses, if loops can go through them then. */
  private inOrder(lists: readonly Id[]): readonly ListPlace[] | undefined {
    const { nodes } = this.layout.program
    const places = lists.map((list) => this.find(list))
    const count = nodes.itemCount(lists[0]!)
    const sizes = places.map(({ offsets }) => offsets.length / count)
    const address = (q: number, k: number) => places[q]!.base + places[q]!.offsets[k * sizes[q]!]!
    const order = Array.from({ length: count }, (_, k) => k)
    order.sort((a, b) => lists.reduce((first, _, q) => first || address(q, a) - address(q, b), 0))
    const sorted = places.map((place, q): ListPlace => {
      const size = sizes[q]!
      const { base, offsets } = place
      const addresses = new Int32Array(offsets.length)
      order.forEach((from, k) => addresses.set(offsets.subarray(from * size, (from + 1) * size), k * size))
      return { ...place, ...this.shaped(addresses.map((offset) => base + offset)) }
    })
    return sorted.every(({ shape }) => shape !== IRREGULAR) ? sorted : undefined
  }

  private find(list: Id): ListPlace {
    let place = this.found.get(list)
    if (place !== undefined) return place
    const { layout } = this
    const { nodes, inputs } = layout.program
    const kind = nodes.kind(list)
    const isEven = kind === OP || (kind === RANGE && nodes.operands[nodes.start(list)]! >= inputs)
    place = {
      reads: layout.groupsOf([list]),
      laneStride: layout.laneStride(list),
      ...(isEven
        ? { base: layout.address(list), ...this.evenly(nodes.length(list), kind === OP ? layout.step(list) : 1) }
        : this.shaped(this.addresses(list))),
    }
    this.found.set(list, place)
    return place
  }

  private shaped(addresses: Int32Array): Pick<ListPlace, 'base' | 'offsets' | 'shape'> {
    const base = addresses[0]!
    const block = oneBlock([addresses], addresses.length)
    const shape = block === undefined ? IRREGULAR : shapeOf(block)
    return { base, offsets: addresses.map((address) => address - base), shape }
  }

  /** Offsets at equal distances. Lists of one length share them. */
  private evenly(length: number, step: number): Pick<ListPlace, 'offsets' | 'shape'> {
    const shape = `${length}*${step}`
    let offsets = this.even.get(shape)
    if (offsets === undefined) this.even.set(shape, (offsets = integers(length, (i) => i * step)))
    return { offsets, shape }
  }

  /** Copies the numbers of a list together. From then on this is its place. */
  private gather(list: Id, { base, offsets, laneStride, reads }: ListPlace): ListPlace {
    const addresses = offsets.map((offset) => base + offset)
    const { nest, base: to, step } = gather(this.layout, addresses, laneStride)
    this.nests.push(nest, [reads])
    const place = {
      base: to,
      laneStride: Math.min(laneStride, 1),
      reads: [nest.group],
      ...this.evenly(offsets.length, step),
    }
    this.copies.set(list, place)
    return place
  }

  private addresses(id: Id): Int32Array {
    const { layout } = this
    const { nodes } = layout.program
    const length = nodes.length(id)
    const kind = nodes.kind(id)
    const first = nodes.operands[nodes.start(id)]!
    if (kind === RANGE) return integers(length, (i) => layout.address(first + i))
    if (kind !== LIST) return integers(length, (i) => layout.address(id) + i * layout.step(id))
    const items = nodes.operandsOf(id)
    if (nodes.length(first) === 0) return items.map((x) => layout.address(x))
    const all = new Int32Array(items.length * length)
    items.forEach((x, k) => all.set(this.addresses(x), k * length))
    return all
  }
}

const shapeOf = ({ dims, strides }: Block): string => `${dims.join()}*${strides[0]!.join()}`

/** A nest that copies numbers from irregular addresses to neighboring ones, `step` apart. */
export function gather(
  layout: MemoryLayout,
  addresses: ArrayLike<number>,
  laneStride: number,
): { nest: Nest; base: number; step: number } {
  const { arena, padded, program } = layout
  const hasLanes = laneStride > 0
  const step = hasLanes ? padded : 1
  const base = arena.allocate(addresses.length * step)
  const table = (arena.allocate(Math.ceil((addresses.length * 4) / arena.bytes)) * arena.bytes) / 4
  arena.integers.set(Int32Array.from(addresses), table)
  const nest: Nest = {
    kind: 'gather',
    op: copy,
    dims: hasLanes ? [addresses.length, program.lanes] : [addresses.length],
    reduced: 0,
    out: { base, strides: hasLanes ? [step, 1] : [1] },
    operands: [{ base: 0, strides: hasLanes ? [0, laneStride] : [0] }],
    accumulate: 'no',
    table,
    group: layout.groups++,
  }
  return { nest, base, step }
}
