/**
 * Collects chains of additions into one `sum`, and long sums of products into one `dot`, which is what a machine does
 * fastest. The products come first then, so the last digits may differ.
 *
 *     %4 = add %0, %1
 *     %5 = add %4, %2   →    %6 = sum %0, %1, %2, %3
 *     %6 = add %5, %3
 *
 *     %9 = sum %0, …, %8, each a mul that nothing else uses   →   %9 = dot of the first factors · the second factors
 */
import { add, azmul, dot, mul, sum, type Op } from '@gradus/engine'
import { azdot } from '../ops.js'
import { type Id, type Node, type OpNode, type Program, substitute, uses } from '../program.js'

/** Shorter lists are written out, operand by operand. */
export const SHORT = 8

export const collect = (program: Program): Program => products(chains(program))

/** a + b + c + … as sum [a, b, c, …]: each chain is gathered from its last addition, along the first operands. */
function chains(program: Program): Program {
  const { nodes } = program
  const isSum = (node: Node): node is OpNode => node.kind === 'op' && (node.op === add || node.op === sum)
  if (!nodes.some(isSum)) return program
  const once = uses(program)
  const inner = new Uint8Array(nodes.length) // 1 where a sum is only the first operand of another sum
  for (let id = 0; id < nodes.length; id++) {
    const node = nodes[id]!
    if (once[id] === 0 || !isSum(node)) continue
    const first = node.operands[0]!
    if (once[first] === 1 && isSum(nodes[first]!)) inner[first] = 1
  }
  if (!inner.includes(1)) return program
  return substitute(program, (nodes, node, id) => {
    if (!isSum(node) || inner[id] === 1) return undefined
    const parts: (readonly Id[])[] = []
    let { operands } = node
    for (; inner[operands[0]!] === 1; operands = (nodes[operands[0]!] as OpNode).operands) parts.push(operands.slice(1))
    parts.push(operands)
    // A sum starts at 0, so a 0 among its terms changes nothing.
    const isZero = (x: Id) => (nodes[x] as { value?: number }).value === 0
    const list = parts
      .reverse()
      .flat()
      .filter((x) => !isZero(x))
    if (list.length === 0) return { kind: 'constant', value: 0 }
    return parts.length === 1 && list.length <= 2 ? undefined : { kind: 'op', op: sum, operands: list }
  })
}

/** sum [a·b, c·d, …] as dot, where most terms are products that nothing else uses. */
function products(program: Program): Program {
  const isLong = (node: Node): node is OpNode => node.kind === 'op' && node.op === sum && node.operands.length > SHORT
  const mayBeDot = (node: Node) =>
    isLong(node) && KINDS.some(([product]) => node.operands.filter(isMadeBy(program.nodes, product)).length > SHORT)
  if (!program.nodes.some(mayBeDot)) return program
  const once = uses(program)
  return substitute(program, (nodes, node, id) => {
    if (!isLong(node) || once[id] === 0) return undefined
    const { operands } = node
    for (const [product, whole] of KINDS) {
      const isPart = isMadeBy(nodes, product)
      const parts = operands.filter((x) => once[x] === 1 && isPart(x))
      if (parts.length <= SHORT) continue
      const factors = parts.map((x) => (nodes[x] as OpNode).operands)
      const made: Node = { kind: 'op', op: whole, operands: [0, 1].flatMap((k) => factors.map((pair) => pair[k]!)) }
      if (parts.length === operands.length) return made
      // It takes the place of the last product, which is behind all factors and before this sum.
      const place = parts.reduce((last, x) => Math.max(last, x))
      nodes[place] = made
      const taken = new Set(parts)
      return { kind: 'op', op: sum, operands: [place, ...operands.filter((x) => !taken.has(x))] }
    }
    return undefined
  })
}

/** Products, and what a sum of them is. */
const KINDS = [
  [azmul, azdot],
  [mul, dot],
] as const

const isMadeBy =
  (nodes: readonly Node[], op: Op) =>
  (id: Id): boolean => {
    const node = nodes[id]!
    return node.kind === 'op' && node.op === op
  }
