/**
 * Where the numbers of lists are. A LIST whose numbers lie at regular distances is read in loops where it is. The numbers of
 * another one are first copied together, by a gather:
 *
 *     m[17], m[13], m[19], …      →      for i < 10: m[40 + i] = m[table i]
 */
import { copy } from '../program/ops.js'
import { type Id, LIST, OP, RANGE } from '../program/nodes.js'
import type { MemoryLayout } from './memory-layout.js'
import type { Nest } from './nest.js'
import { type Block, roll } from './roll.js'

/** A list in memory. */
export interface ListPlace {
  readonly base: number
  /** The distance of each number from the first. In a list of lists, the numbers of the first list come first. */
  readonly offsets: Int32Array
  readonly laneStride: number
  /** The groups that compute the numbers. */
  readonly reads: readonly number[]
  /** Equal for lists with the same offsets. */
  readonly shape: string
}

export class Lists {
  private readonly known = new Map<Id, ListPlace>()
  private readonly even = new Map<string, Int32Array>()

  /** @param nests gathers are added to these */
  constructor(
    private readonly layout: MemoryLayout,
    private readonly nests: Nest[],
  ) {}

  place(list: Id): ListPlace {
    let place = this.known.get(list)
    if (place !== undefined) return place
    const { layout } = this
    const { nodes, inputs } = layout.program
    const reads = layout.groupsOf([list])
    const laneStride = layout.laneStride(list)
    const first = nodes.operands[nodes.start(list)]!
    const kind = nodes.kind(list)
    if (kind === OP || (kind === RANGE && first >= inputs)) {
      const step = kind === OP ? layout.step(list) : 1
      place = { base: layout.address(list), laneStride, reads, ...this.evenly(nodes.length(list), step) }
    } else {
      const addresses = this.addresses(list)
      const base = addresses[0]!
      const blocks = roll([addresses], addresses.length)
      const offsets = addresses.map((address) => address - base)
      place = { base, laneStride, reads, offsets, shape: shapeOf(blocks[0]!) }
      if (blocks.length > 1) return this.gather(list, place)
    }
    this.known.set(list, place)
    return place
  }

  /** Offsets at equal distances. Lists of one length share them. */
  private evenly(length: number, step: number): Pick<ListPlace, 'offsets' | 'shape'> {
    const shape = `${length}*${step}`
    let offsets = this.even.get(shape)
    if (offsets === undefined) this.even.set(shape, (offsets = Int32Array.from({ length }, (_, i) => i * step)))
    return { offsets, shape }
  }

  /** Makes the numbers of a list lie at equal distances. */
  straighten(id: Id): void {
    if (this.layout.program.nodes.length(id) === 0) return
    const place = this.place(id)
    if (place.shape.includes(',')) this.gather(id, place)
  }

  /** Copies the numbers of a list together. From then on this is its place. */
  private gather(list: Id, { base, offsets, laneStride, reads }: ListPlace): ListPlace {
    const addresses = offsets.map((offset) => base + offset)
    const { nest, base: to, step } = gather(this.layout, addresses, laneStride, reads)
    this.nests.push(nest)
    const place = {
      base: to,
      laneStride: Math.min(laneStride, 1),
      reads: [nest.group],
      ...this.evenly(offsets.length, step),
    }
    this.known.set(list, place)
    return place
  }

  private addresses(id: Id): Int32Array {
    const { layout } = this
    const { nodes } = layout.program
    const length = nodes.length(id)
    const kind = nodes.kind(id)
    const first = nodes.operands[nodes.start(id)]!
    if (kind === RANGE) return Int32Array.from({ length }, (_, i) => layout.address(first + i))
    if (kind !== LIST) return Int32Array.from({ length }, (_, i) => layout.address(id) + i * layout.step(id))
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
  reads: readonly number[],
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
    reads: [reads],
  }
  return { nest, base, step }
}
