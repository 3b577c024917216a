/**
 * Gives each example a lane. A node that depends on an input has one number per lane; a node that depends only on
 * parameters has one number for all. Totals are summed over the lanes, and `laneDot` sums products as it makes them.
 *
 *     %2 = mul %x[0], %w[0]            %2 = mul %x[0], %w[0] (each lane)
 *     %3 = azmul %2, %x[0]        →    %3 = laneDot %2, %x[0]
 *     totals %3                        totals %3
 */
import { azmul, dot, mul, type Op, sum } from '@gradus/engine'
import { type Id, ITEM, LIST, type Nodes, OP, RANGE } from '../program/nodes.js'
import { azdot, copy, laneDot, laneSum, spread } from '../program/ops.js'
import { Builder, isReduction } from '../program/builder.js'
import { identity, type Program, uses } from '../program/program.js'

/** A program for a fixed number of lanes. */
export interface LanedProgram extends Program {
  readonly lanes: number
  /** 1 for a node with one number per lane, 0 for a node with one number for all. */
  readonly varying: Uint8Array
}

/** The ops on lists that become loops. */
const SUMS: ReadonlySet<Op> = new Set<Op>([sum, dot, azdot])

/** Returns the program for this number of lanes. */
export function overLanes(program: Program, lanes: number): LanedProgram {
  const { inputs, nodes } = program
  const builder = new Builder(inputs, program.parameters, nodes.size - nodes.leaves + 16)
  const made = builder.nodes
  const { leaves } = nodes
  const marks: number[] = [] // of the nodes after the leaves
  const isVarying = (id: Id): boolean => (id < leaves ? id < inputs && lanes > 1 : marks[id - leaves] === 1)
  const varies = (list: ArrayLike<Id>): boolean => {
    for (let q = 0; q < list.length; q++) if (isVarying(list[q]!)) return true
    return false
  }
  /** Marks a node, and what was made for it. */
  const mark = (id: Id, hasLanes: boolean): Id => {
    while (marks.length < made.size - leaves) marks.push(hasLanes && lanes > 1 ? 1 : 0)
    return id
  }
  const make = (op: Op, operands: readonly Id[], hasLanes = varies(operands)): Id =>
    mark(builder.op(op, operands), hasLanes)
  const constant = (value: number): Id => mark(builder.constant(value), false)

  const spreads = new Map<Id, Id>()
  const spreadOnce = (x: Id): Id => {
    if (isVarying(x) && !isInput(made, inputs, x)) return x
    let id = spreads.get(x)
    if (id === undefined) spreads.set(x, (id = make(spread, [x], true)))
    return id
  }
  /** A loop reads a list, so its items must be of one kind: all inputs, all with lanes, or all without. */
  const evenly = (list: Id[]): Id[] =>
    !varies(list) || list.every((x) => isInput(made, inputs, x)) ? list : list.map(spreadOnce)

  /** An op on lists that is no sum gets all numbers as its operands. */
  const flat = (op: Op, lists: readonly Id[]): Id => {
    const items = lists.flatMap((list) => builder.items(list))
    return mark(made.add(OP, op, items, 0), varies(lists))
  }

  const isSummed = summedProducts(program)
  const ids = identity(nodes.size)
  for (let old = leaves; old < nodes.size; old++) {
    const operands: Id[] = []
    for (let q = nodes.start(old); q < nodes.end(old); q++) operands.push(ids[nodes.operands[q]!]!)
    const kind = nodes.kind(old)
    if (kind === OP) {
      const op = nodes.op(old)
      if (isReduction(nodes, old) && !SUMS.has(op)) ids[old] = flat(op, operands)
      else if (isSummed[old] === 1 && varies(operands)) ids[old] = make(laneDot, operands, false)
      else ids[old] = make(op, operands)
    } else if (kind === RANGE) {
      ids[old] = mark(builder.range(operands[0]!, nodes.length(old)), varies(operands))
    } else if (kind === LIST) {
      const items = evenly(operands)
      ids[old] = mark(builder.list(items), varies(items))
    } else if (kind === ITEM) ids[old] = mark(builder.item(operands[0]!, nodes.index(old)), varies(operands))
    else ids[old] = constant(nodes.number(old))
  }

  const total = (old: Id): Id => {
    const id = ids[old]!
    if (isVarying(id)) return make(laneSum, [id], false)
    if (isSummed[old] === 1 && made.isOp(id, laneDot)) return id
    return lanes === 1 ? make(copy, [id]) : make(mul, [id, constant(lanes)])
  }
  const outputs = program.outputs.map((x) => make(copy, [ids[x]!], true))
  const totals = program.totals.map(total)
  const varying = new Uint8Array(made.size)
  if (lanes > 1) varying.fill(1, 0, inputs)
  varying.set(marks, leaves)
  return { ...builder.program(outputs, totals), lanes, varying }
}

/** Whether a node is an input, or a list of inputs. */
export const isInput = (nodes: Nodes, inputs: number, id: Id): boolean =>
  id < inputs ||
  ((nodes.kind(id) === LIST || nodes.kind(id) === RANGE) && isInput(nodes, inputs, nodes.operands[nodes.start(id)]!))

/** 1 for each product that is a total and nothing else. */
function summedProducts(program: Program): Uint8Array {
  const once = uses(program)
  const summed = new Uint8Array(program.nodes.size)
  for (const id of program.totals) if (program.nodes.isOp(id, azmul) && once[id] === 1) summed[id] = 1
  return summed
}
