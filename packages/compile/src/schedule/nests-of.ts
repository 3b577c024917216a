/**
 * The loop nests of one group. Where its members lie regularly, a few nests go over all of them:
 *
 *     tanh of m[1], m[2], m[3], m[6], m[7]     →    for i < 3: m[20 + i] = tanh m[1 + i]
 *                                                   for i < 2: m[23 + i] = tanh m[6 + i]
 *
 * An operand that lies irregularly, in more than a few stretches, is first copied by a table of its addresses:
 *
 *     mul of m[0] m[17], m[1] m[13], m[2] m[19], …  →    for i < 10: m[40 + i] = m[table i]
 *                                                        for i < 10: m[30 + i] = mul m[i], m[40 + i]
 */
import type { Op } from '@gradus/engine'
import { copy, laneDot, laneSum } from '../program/ops.js'
import type { Id } from '../program/program.js'
import { OUTPUT, sortTerms, TOTAL } from './bucket.js'
import { isLong } from './lanes.js'
import { type MemoryLayout, NONE } from './memory-layout.js'
import type { Nest, Ref } from './nest.js'
import { type Block, roll } from './roll.js'

/** A group of at most this many blocks is left as it is; beyond, irregular operands are gathered. */
const FEW_BLOCKS = 4

/** What all members of a group have in common. */
interface Group {
  readonly op: Op
  readonly own: number
  readonly accumulate: Nest['accumulate']
  /** Whether an operand is a list, which the innermost loops go through. */
  readonly long: boolean
  /** Numbers per list. */
  readonly perMember: number
  readonly withLanes: boolean
  /** Whether lanes are added up. */
  readonly overLanes: boolean
  readonly lanes: number
  readonly outStride: number
  /** Per operand; gathering changes them. */
  readonly laneStrides: number[]
}

export function nestsOf(layout: MemoryLayout, members: readonly Id[], own: number): Nest[] {
  const { program, role, address } = layout
  const [id] = members as [Id]
  const { op, operands } = layout.node(id)
  const long = isLong(op, operands)
  const slots = long ? (op.arity === 'paired' ? 2 : 1) : operands.length
  const perMember = long ? operands.length / slots : 1
  const group: Group = {
    op,
    own,
    accumulate: role[id] === TOTAL ? 'batch' : 'no',
    long,
    perMember,
    withLanes: program.varying[id] === 1,
    overLanes: program.lanes > 1 && (op === laneDot || op === laneSum),
    lanes: program.lanes,
    outStride: role[id] === OUTPUT ? layout.places.outputStride : 1,
    laneStrides: Array.from({ length: slots }, (_, q) => layout.laneStride(operands[q * perMember]!)),
  }
  if (members.length > 1 || long) return rolled(layout, members, group)
  const block: Block = { start: 0, dims: NONE, strides: Array<readonly number[]>(slots + 1).fill(NONE) }
  const sequences = [...operands, id].map((x) => [address[x]!])
  const reads = operands.map((x) => layout.groupAlone(x))
  return [nestOf(block, sequences, group, reads)]
}

/** Several members, or one with lists. */
function rolled(layout: MemoryLayout, members: readonly Id[], group: Group): Nest[] {
  const { long, perMember, accumulate } = group
  const slots = group.laneStrides.length
  const count = members.length * perMember
  const sequences = addresses(layout, members, slots, perMember)
  const nests: Nest[] = []
  const gathered = new Map<number, number[]>() // operand → the group of its gathered copy
  const readsOf = (q: number, from: number, to: number): readonly number[] =>
    gathered.get(q) ?? layout.groupsRead(members, from, to, q * perMember, (q + 1) * perMember)
  const allReads = (from: number, to: number) => group.laneStrides.map((_, q) => readsOf(q, from, to))
  const isRegular = (blocks: Block[]) =>
    long
      ? blocks.every((block) => isWhole(block, perMember))
      : blocks.length <= FEW_BLOCKS || blocks.length * 4 <= count
  const gatherIf = (wanted: (sequence: Float64Array) => boolean) => {
    for (let q = 0; q < slots; q++) {
      if (!wanted(sequences[q]!)) continue
      const { nest, dense } = gather(layout, sequences[q]!, group.laneStrides[q]!, readsOf(q, 0, members.length))
      nests.push(nest)
      gathered.set(q, [nest.group])
      sequences[q] = dense
      group.laneStrides[q] = Math.min(group.laneStrides[q]!, 1)
    }
  }
  let blocks = roll(sequences, count)
  if (long && !isRegular(blocks)) {
    sortTerms(sequences.slice(0, slots), perMember)
    blocks = roll(sequences, count)
  }
  // One sum over a few stretches of numbers is as many sums that add up.
  if (long && members.length === 1 && blocks.length > 1 && blocks.length <= FEW_BLOCKS) {
    return blocks.map((block, i) => {
      const part = { ...group, perMember: sizeOf(block), accumulate: i === 0 ? accumulate : 'always' } as const
      return nestOf(block, sequences, part, allReads(0, 1))
    })
  }
  if (!isRegular(blocks)) {
    const index = Float64Array.from({ length: count }, (_, i) => i)
    gatherIf((sequence) => roll([sequence, index], count).length > 1)
    blocks = roll(sequences, count)
  }
  if (long && !isRegular(blocks)) {
    gatherIf(() => true)
    blocks = roll(sequences, count)
  }
  for (const block of blocks) {
    const [from, to] = [block.start / perMember, (block.start + sizeOf(block)) / perMember]
    nests.push(nestOf(block, sequences, group, allReads(from, to)))
  }
  return nests
}

const sizeOf = ({ dims }: Block): number => dims.reduce((size, count) => size * count, 1)

/** Per operand the addresses of what the members read there, list after list; then as many of where the results go. */
function addresses(layout: MemoryLayout, members: readonly Id[], slots: number, perMember: number): Float64Array[] {
  const { address } = layout
  const sequences = Array.from({ length: slots + 1 }, () => new Float64Array(members.length * perMember))
  for (let j = 0; j < members.length; j++) {
    const { operands } = layout.node(members[j]!)
    const from = j * perMember
    for (let q = 0; q < slots; q++) {
      const sequence = sequences[q]!
      for (let t = 0; t < perMember; t++) sequence[from + t] = address[operands[q * perMember + t]!]!
    }
    sequences[slots]!.fill(address[members[j]!]!, from, from + perMember)
  }
  return sequences
}

/** Whether the innermost loops of a block run over exactly the list of one member. */
function isWhole({ dims }: Block, perMember: number): boolean {
  let size = 1
  for (let d = dims.length - 1; d >= 0 && size < perMember; d--) size *= dims[d]!
  return size === perMember
}

/** Copies numbers that lie irregularly into neighboring places. */
function gather(layout: MemoryLayout, sequence: Float64Array, laneStride: number, reads: readonly number[]) {
  const { arena, padded, program } = layout
  const hasLanes = laneStride > 0
  const stride = hasLanes ? padded : 1
  const base = arena.allocate(sequence.length * stride)
  const table = (arena.allocate(Math.ceil((sequence.length * 4) / arena.bytes)) * arena.bytes) / 4
  arena.integers.set(Int32Array.from(sequence), table)
  const nest: Nest = {
    kind: 'gather',
    op: copy,
    dims: hasLanes ? [sequence.length, program.lanes] : [sequence.length],
    reduced: 0,
    out: { base, strides: hasLanes ? [stride, 1] : [1] },
    operands: [{ base: 0, strides: hasLanes ? [0, laneStride] : [0] }],
    accumulate: 'no',
    table,
    group: layout.groups++,
    reads: [reads],
  }
  return { nest, dense: Float64Array.from(sequence, (_, i) => base + i * stride) }
}

/** A block as a nest. `sequences` are the addresses of each operand, then of the results. */
function nestOf(
  block: Block,
  sequences: readonly ArrayLike<number>[],
  group: Group,
  reads: readonly (readonly number[])[],
): Nest {
  const { op, own, accumulate, long, perMember, laneStrides, withLanes, outStride, overLanes, lanes } = group
  // The loops over list positions are the last of the block; the lanes come before them, or last where they are summed.
  let reduced = 0
  for (let size = 1; long && size < perMember; reduced++) size *= block.dims[block.dims.length - 1 - reduced]!
  const outer = block.dims.length - reduced
  const insert = <T>(list: readonly T[], lane: T): readonly T[] =>
    withLanes || overLanes ? [...list.slice(0, outer), lane, ...list.slice(outer)] : list
  const ref = (q: number, lane: number): Ref => ({
    base: sequences[q]![block.start]!,
    strides: insert(block.strides[q]!, lane),
  })
  return {
    kind: long || overLanes ? 'contract' : 'map',
    op,
    dims: insert(block.dims, lanes),
    reduced: reduced + (overLanes ? 1 : 0),
    out: ref(laneStrides.length, withLanes ? outStride : 0),
    operands: laneStrides.map((lane, q) => ref(q, lane)),
    accumulate,
    table: 0,
    group: own,
    reads,
  }
}
