/**
 * Gives each example a lane. A node that depends on an input has one number per lane; a node that depends only on
 * parameters has one number for all. Totals are summed over the lanes, and `laneDot` sums products as it makes them.
 *
 *     %2 = mul %x[0], %w[0]            %2 = mul %x[0], %w[0] (each lane)
 *     %3 = azmul %2, %x[0]        →    %3 = laneDot %2, %x[0]
 *     totals %3                        totals %3
 */
import { azmul, dot, mul, sum, type Op } from '@gradus/engine'
import { azdot, copy, laneDot, laneSum, spread } from '../program/ops.js'
import { Builder, firstOf, type Id, identity, type Program, renamed, uses } from '../program/program.js'
import { SHORT } from '../passes/collect.js'

/** A program for a fixed number of lanes. */
export interface LanedProgram extends Program {
  readonly lanes: number
  /** 1 for a node with one number per lane, 0 for a node with one number for all. */
  readonly varying: Uint8Array
}

/** Whether the operands are a long list, which a loop goes through. */
export const isLong = (op: Op, operands: readonly Id[]): boolean =>
  op === sum ? operands.length > SHORT : (op === dot || op === azdot) && operands.length > 2 * SHORT

/** Returns the program for this number of lanes. */
export function overLanes(program: Program, lanes: number): LanedProgram {
  const { inputs, nodes } = program
  const builder = new Builder(inputs, program.parameters)
  const varying: number[] = []
  const make = (op: Op, operands: readonly Id[], hasLanes = varies(operands)): Id => {
    const id = builder.op(op, operands)
    varying[id] = hasLanes && lanes > 1 ? 1 : 0
    return id
  }
  const varies = (list: readonly Id[]): boolean => {
    for (let q = 0; q < list.length; q++) if (varying[list[q]!] === 1) return true
    return false
  }
  for (let i = 0; i < firstOf(program); i++) varying.push(lanes > 1 && i < inputs ? 1 : 0)
  const constant = (value: number): Id => {
    const id = builder.constant(value)
    varying[id] = 0
    return id
  }
  const spreads = new Map<Id, Id>()
  const spreadOnce = (x: Id): Id => {
    if (varying[x] === 1 && x >= inputs) return x
    let id = spreads.get(x)
    if (id === undefined) spreads.set(x, (id = make(spread, [x], true)))
    return id
  }
  /** A loop reads a long list, so its items must be of one kind: all inputs, all with lanes, or all without. */
  const evenly = (list: readonly Id[]): readonly Id[] =>
    !varies(list) || list.every((x) => varying[x] === 1 && x < inputs) ? list : list.map(spreadOnce)

  /** A product that is only needed as a sum over the examples becomes a `laneDot`. */
  const isSummed = summedProducts(program)
  const isLaneProduct = (id: Id): boolean => {
    const node = builder.nodes[id]!
    return node.kind === 'op' && node.op === laneDot
  }

  const ids = identity(nodes.length)
  for (let old = firstOf(program); old < nodes.length; old++) {
    const node = nodes[old]!
    if (node.kind === 'unused') builder.same(node)
    else if (node.kind === 'constant') ids[old] = constant(node.value)
    else if (node.kind === 'op') {
      const { op } = node
      const operands = renamed(node.operands, ids)
      if (isSummed[old] === 1 && varies(operands)) ids[old] = make(laneDot, operands, false)
      else if (!isLong(op, operands)) ids[old] = make(op, operands)
      else if (op === sum) ids[old] = make(sum, evenly(operands))
      else {
        const n = operands.length / 2
        ids[old] = make(op, [...evenly(operands.slice(0, n)), ...evenly(operands.slice(n))])
      }
    }
  }

  const total = (old: Id): Id => {
    const id = ids[old]!
    if (isSummed[old] === 1 && varying[id] === 0 && isLaneProduct(id)) return id
    if (varying[id] === 0) return lanes === 1 ? make(copy, [id]) : make(mul, [id, constant(lanes)])
    return make(laneSum, [id], false)
  }
  const outputs = program.outputs.map((x) => make(copy, [ids[x]!], true))
  const totals = program.totals.map(total)
  return { ...builder.program(outputs, totals), lanes, varying: Uint8Array.from(varying) }
}

/** 1 for each product that is a total and nothing else. */
function summedProducts(program: Program): Uint8Array {
  const once = uses(program)
  const summed = new Uint8Array(program.nodes.length)
  for (const id of program.totals) {
    const node = program.nodes[id]!
    if (node.kind === 'op' && node.op === azmul && once[id] === 1) summed[id] = 1
  }
  return summed
}
