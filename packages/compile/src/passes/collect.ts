/**
 * Collects a chain of additions into one `sum`, and a long sum of products into one `dot`, which runs fastest. The
 * order of the terms changes, so the last digits may differ.
 *
 *     %4 = add %0, %1
 *     %5 = add %4, %2   →    %6 = sum %0, %1, %2, %3
 *     %6 = add %5, %3
 *
 *     %9 = sum %0, …, %8, each a mul with no other use   →   %9 = dot of the first factors · the second factors
 */
import { add, azmul, dot, mul, sum, type Op } from '@gradus/engine'
import { azdot } from '../program/ops.js'
import { type Id, type Node, type OpNode, type Program, uses } from '../program/program.js'

/** Lists of up to this many operands are written out one by one; longer ones become loops. */
export const SHORT = 8

export function collect(program: Program): Program {
  const { nodes } = program
  const sums: Id[] = []
  for (let id = 0; id < nodes.length; id++) if (isSum(nodes[id]!)) sums.push(id)
  if (sums.length === 0) return program
  const once = uses(program)
  const made = nodes.slice()
  for (const id of chains(made, sums, once)) product(made, id, once)
  return { ...program, nodes: made }
}

const isSum = (node: Node): node is OpNode => node.kind === 'op' && (node.op === add || node.op === sum)

/** Turns a + b + c + … into sum [a, b, c, …], in place of its last addition. Returns the ids of these sums. */
function chains(nodes: Node[], sums: readonly Id[], once: Uint32Array): Id[] {
  const inner = new Uint8Array(nodes.length) // 1 where a sum is only the first operand of another sum
  for (const id of sums) {
    const { operands } = nodes[id] as OpNode
    const first = operands[0]!
    // A sum of three or more operands may begin with a sum without being part of a chain.
    if (operands.length === 2 && once[id]! > 0 && once[first] === 1 && isSum(nodes[first]!)) inner[first] = 1
  }
  const ends = sums.filter((id) => once[id]! > 0 && inner[id] === 0)
  for (const id of ends) {
    const parts: (readonly Id[])[] = []
    let { operands } = nodes[id] as OpNode
    for (; inner[operands[0]!] === 1; operands = (nodes[operands[0]!] as OpNode).operands) parts.push(operands.slice(1))
    parts.push(operands)
    const all = parts.reverse().flat()
    // One 0 is enough, and −0 changes nothing. A 0 does change something, because −0 + 0 is 0.
    const isZero = (x: Id) => (nodes[x] as { value?: number }).value === 0
    const zero = all.find((x) => isZero(x) && Object.is((nodes[x] as { value?: number }).value, 0))
    const list = [...all.filter((x) => !isZero(x)), ...(zero === undefined ? [] : [zero])]
    if (list.length === 0) nodes[id] = { kind: 'constant', value: -0 }
    else if (parts.length > 1 || list.length > 2) nodes[id] = { kind: 'op', op: sum, operands: list }
  }
  return ends
}

/** Turns sum [a·b, c·d, …] into a dot, if enough of the terms are products that nothing else uses. */
function product(nodes: Node[], id: Id, once: Uint32Array): void {
  const node = nodes[id]!
  if (node.kind !== 'op' || node.op !== sum || node.operands.length <= SHORT) return
  const { operands } = node
  for (const [product, whole] of KINDS) {
    const parts = operands.filter((x) => once[x] === 1 && isMadeBy(nodes[x]!, product))
    if (parts.length <= SHORT) continue
    const factors = parts.map((x) => (nodes[x] as OpNode).operands)
    const made: Node = { kind: 'op', op: whole, operands: [0, 1].flatMap((k) => factors.map((pair) => pair[k]!)) }
    if (parts.length === operands.length) {
      nodes[id] = made
      return
    }
    // It replaces the last product: all factors come before that node, and this sum comes after it.
    const place = parts.reduce((last, x) => Math.max(last, x))
    nodes[place] = made
    const taken = new Set(parts)
    nodes[id] = { kind: 'op', op: sum, operands: [place, ...operands.filter((x) => !taken.has(x))] }
    return
  }
}

/** Each kind of product, and the op that sums such products. */
const KINDS = [
  [azmul, azdot],
  [mul, dot],
] as const

const isMadeBy = (node: Node, op: Op): boolean => node.kind === 'op' && node.op === op
