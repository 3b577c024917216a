/**
 * Groups equal ops that do not depend on each other, gives their results neighbouring addresses, and rolls each group up
 * into loop nests.
 *
 *     %3 = tanh %0
 *     %4 = tanh %1      →    for i < 3:  out[3 + i] = tanh(a[0 + i])
 *     %5 = tanh %2
 */
import type { Op } from '@gradus/engine'
import type { Arena } from '../arena.js'
import { copy, laneDot, laneSum } from '../ops.js'
import { firstOf, type Id, type OpNode } from '../program.js'
import { bucket, byOperands, OUTPUT, sort, sortTerms, TOTAL } from './bucket.js'
import { isLong, type LanedProgram } from './lanes.js'
import type { Nest, Ref } from './nest.js'
import { type Block, roll } from './roll.js'

/** Where a program's numbers are. Lane l of input i is at inputs[i] + l · inputStride. */
export interface Places {
  readonly inputs: readonly number[]
  readonly inputStride: number
  readonly outputs: readonly number[]
  readonly outputStride: number
  /** The first of them. */
  readonly parameters: number
  readonly totals: number
}

export interface Schedule {
  readonly nests: readonly Nest[]
  /** How many groups there are; groups of results that are read by the caller are marked. */
  readonly groups: number
  readonly results: ReadonlySet<number>
}

/** Large programs have many empty lists. */
const NONE: readonly number[] = []

/** A group of at most this many blocks is left as it is; beyond, irregular operands are gathered first. */
const FEW_BLOCKS = 4

export function group(program: LanedProgram, arena: Arena, places: Places): Schedule {
  const { nodes, lanes, varying } = program
  const laneStride = (id: Id) => (varying[id] === 0 ? 0 : id < program.inputs ? places.inputStride : 1)
  const padded = paddedLanes(lanes, arena.width)
  const address = new Float64Array(nodes.length)
  const groupOf = new Int32Array(nodes.length).fill(-1)
  const nests: Nest[] = []
  const results = new Set<number>()
  const alone: (readonly number[])[] = [] // a list with just that group
  const listed: number[] = [] // the last list of groups that each group is in
  let lists = 0
  let groups = 0

  placeLeaves(program, arena, places, address)
  const fixed = new Float64Array(nodes.length).fill(-1) // the addresses of results
  const role = new Uint8Array(nodes.length)
  program.outputs.forEach((id, i) => {
    fixed[id] = places.outputs[i]!
    role[id] = OUTPUT
  })
  program.totals.forEach((id, i) => {
    fixed[id] = places.totals + i
    role[id] = TOTAL
  })

  for (const members of bucket(program, role)) {
    const first = nodes[members[0]!] as OpNode
    const out = varying[members[0]!] === 1
    const own = groups++
    const isFixed = role[members[0]!]! > 0
    sort(members, isFixed ? (a, b) => fixed[a]! - fixed[b]! : byOperands(first, nodes, address))
    const base = isFixed ? 0 : arena.allocate(members.length * (out ? padded : 1))
    for (let j = 0; j < members.length; j++) {
      const id = members[j]!
      address[id] = isFixed ? fixed[id]! : base + j * (out ? padded : 1)
      groupOf[id] = own
    }
    if (isFixed) results.add(own)
    nests.push(...nestsOf(first, members, own, role[members[0]!] === TOTAL ? 'batch' : 'no'))
  }
  return { nests, groups, results }

  function nestsOf(first: OpNode, members: Id[], own: number, accumulate: Nest['accumulate']): Nest[] {
    const { op } = first
    const n = first.operands.length
    const long = isLong(op, first.operands)
    const slots = long ? (op.arity === 'paired' ? 2 : 1) : n
    const perMember = long ? n / slots : 1
    const count = members.length * perMember
    const operandsOf = (id: Id) => (nodes[id] as OpNode).operands
    const laneStrides = Array.from({ length: slots }, (_, q) => laneStride(first.operands[q * perMember]!))
    const withLanes = varying[members[0]!] === 1
    const outStride = role[members[0]!] === OUTPUT ? places.outputStride : 1
    const overLanes = lanes > 1 && (op === laneDot || op === laneSum)
    if (members.length === 1 && !long) {
      const { operands } = first
      const reads = operands.map((x) => (groupOf[x]! >= 0 ? (alone[groupOf[x]!] ??= [groupOf[x]!]) : NONE))
      const single: Block = { start: 0, dims: NONE, strides: Array<readonly number[]>(n + 1).fill(NONE) }
      const sequences = operands.map((x) => [address[x]!])
      const parts = { op, own, reads, accumulate, long, perMember, laneStrides, withLanes, outStride, overLanes }
      return [nestOf(single, sequences, [address[members[0]!]!], parts)]
    }
    const out = repeat(
      members.map((id) => address[id]!),
      perMember,
    )
    const sequences = Array.from({ length: slots }, (_, q) => {
      const list = new Float64Array(count)
      for (let j = 0, at = 0; j < members.length; j++) {
        const operands = operandsOf(members[j]!)
        for (let t = q * perMember; t < (q + 1) * perMember; t++) list[at++] = address[operands[t]!]!
      }
      return list
    })
    const gathered = new Map<number, number>() // operand → the group of its gathered copy
    const readsOf = (q: number, from: number, to: number): number[] => {
      const copied = gathered.get(q)
      if (copied !== undefined) return [copied]
      const reads: number[] = []
      const list = ++lists
      for (let j = from; j < to; j++) {
        const operands = operandsOf(members[j]!)
        for (let t = q * perMember; t < (q + 1) * perMember; t++) {
          const group = groupOf[operands[t]!]!
          if (group < 0 || listed[group] === list) continue
          listed[group] = list
          reads.push(group)
        }
      }
      return reads
    }
    const made: Nest[] = []
    const regular = (blocks: Block[]) =>
      long
        ? blocks.every((block) => wholeMembers(block, perMember))
        : blocks.length <= FEW_BLOCKS || blocks.length * 4 <= count
    const gatherIf = (wanted: (sequence: Float64Array) => boolean) =>
      sequences.forEach((sequence, q) => {
        if (!wanted(sequence)) return
        const { nest, dense } = gather(sequence, laneStrides[q]!, readsOf(q, 0, members.length))
        made.push(nest)
        gathered.set(q, nest.group)
        sequences[q] = dense
        laneStrides[q] = Math.min(laneStrides[q]!, 1)
      })
    let blocks = roll([...sequences, out], count)
    if (long && !regular(blocks)) {
      sortTerms(sequences, perMember)
      blocks = roll([...sequences, out], count)
    }
    // One sum over a few stretches of numbers is as many sums that add up.
    const stretches = long && members.length === 1 && blocks.length > 1 && blocks.length <= FEW_BLOCKS
    if (!stretches && !regular(blocks)) {
      const index = Float64Array.from({ length: count }, (_, i) => i)
      gatherIf((sequence) => roll([sequence, index], count).length > 1)
      blocks = roll([...sequences, out], count)
    }
    if (!stretches && long && !regular(blocks)) {
      gatherIf(() => true)
      blocks = roll([...sequences, out], count)
    }
    blocks.forEach((block, i) => {
      if (stretches) {
        const reads = sequences.map((_, q) => readsOf(q, 0, 1))
        const size = block.dims.reduce((size, c) => size * c, 1)
        const adding = i === 0 ? accumulate : 'always'
        made.push(
          nestOf(block, sequences, out, {
            op,
            own,
            reads,
            accumulate: adding,
            long,
            perMember: size,
            laneStrides,
            withLanes,
            outStride,
            overLanes,
          }),
        )
        return
      }
      const end = block.start + block.dims.reduce((size, c) => size * c, 1)
      const reads = sequences.map((_, q) => readsOf(q, block.start / perMember, end / perMember))
      made.push(
        nestOf(block, sequences, out, {
          op,
          own,
          reads,
          accumulate,
          long,
          perMember,
          laneStrides,
          withLanes,
          outStride,
          overLanes,
        }),
      )
    })
    return made
  }

  /** Copies numbers that lie irregularly into neighbouring places. */
  function gather(sequence: Float64Array, laneStride: number, reads: number[]) {
    const hasLanes = laneStride > 0
    const stride = hasLanes ? padded : 1
    const base = arena.allocate(sequence.length * stride)
    const table = (arena.allocate(Math.ceil((sequence.length * 4) / arena.bytes)) * arena.bytes) / 4
    arena.integers.set(Int32Array.from(sequence), table)
    const dims = hasLanes ? [sequence.length, lanes] : [sequence.length]
    const own = groups++
    const nest: Nest = {
      kind: 'gather',
      op: copy,
      dims,
      reduced: 0,
      out: { base, strides: hasLanes ? [stride, 1] : [1] },
      operands: [{ base: 0, strides: hasLanes ? [0, laneStride] : [0] }],
      accumulate: 'no',
      table,
      group: own,
      reads: [reads],
    }
    return { nest, dense: Float64Array.from(sequence, (_, i) => base + i * stride) }
  }

  interface Parts {
    op: Op
    own: number
    reads: readonly (readonly number[])[]
    accumulate: Nest['accumulate']
    long: boolean
    perMember: number
    laneStrides: number[]
    withLanes: boolean
    outStride: number
    overLanes: boolean
  }

  function nestOf(block: Block, sequences: ArrayLike<number>[], out: ArrayLike<number>, parts: Parts): Nest {
    const { op, own, reads, accumulate, long, perMember, laneStrides, withLanes, outStride, overLanes } = parts
    // The loops over list positions are the last of the block; the lanes come before them, or last where they are summed.
    let reduced = 0
    for (let size = 1; long && size < perMember; reduced++) size *= block.dims[block.dims.length - 1 - reduced]!
    const outer = block.dims.length - reduced
    const insert = <T>(list: readonly T[], lane: T): readonly T[] =>
      withLanes || overLanes ? [...list.slice(0, outer), lane, ...list.slice(outer)] : list
    const ref = (sequence: ArrayLike<number>, strides: readonly number[], lane: number): Ref => ({
      base: sequence[block.start]!,
      strides: insert(strides, lane),
    })
    return {
      kind: long || overLanes ? 'contract' : 'map',
      op,
      dims: insert(block.dims, lanes),
      reduced: reduced + (overLanes ? 1 : 0),
      out: ref(out, block.strides[sequences.length]!, withLanes ? outStride : 0),
      operands: sequences.map((s, q) => ref(s, block.strides[q]!, laneStrides[q]!)),
      accumulate,
      table: 0,
      group: own,
      reads,
    }
  }
}

export const paddedLanes = (lanes: number, width: number): number =>
  lanes === 1 ? 1 : Math.ceil(lanes / width) * width

function repeat(list: readonly number[], times: number): Float64Array {
  const repeated = new Float64Array(list.length * times)
  list.forEach((x, j) => repeated.fill(x, j * times, (j + 1) * times))
  return repeated
}

/** Whether the innermost loops of a block run over exactly the list of one member. */
function wholeMembers({ dims }: Block, perMember: number): boolean {
  let size = 1
  for (let d = dims.length - 1; d >= 0 && size < perMember; d--) size *= dims[d]!
  return size === perMember
}

function placeLeaves(program: LanedProgram, arena: Arena, places: Places, address: Float64Array): void {
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
