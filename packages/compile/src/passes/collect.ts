/**
 * Collects chains of additions into one `sum`, and sums of products into one `dot`: long sums are what a machine does
 * fastest. The order of the terms stays, so the rounding does too.
 *
 *     %4 = mul %0, %1
 *     %5 = mul %2, %3        %4 = dot %0, %2, %1, %3
 *     %6 = add %4, %5   →
 */
import { add, azmul, dot, mul, sum, type Op } from '@gradus/engine'
import { azdot } from '../ops.js'
import { type Id, type Node, type Program, rewrite, uses } from '../program.js'

/** Shorter lists are written out, operand by operand. */
export const SHORT = 8

export const collect = (program: Program): Program => products(chains(program))

/** a + b + c + … as sum [a, b, c, …]: each chain is gathered from its last addition, along the first operands. */
function chains(program: Program): Program {
  const { nodes } = program
  const isSum = (id: Id) => {
    const node = nodes[id]!
    return node.kind === 'op' && (node.op === add || node.op === sum)
  }
  const once = uses(program)
  const inner = new Uint8Array(nodes.length) // 1 where a sum is only the first operand of another sum
  nodes.forEach((node, id) => {
    if (!isSum(id) || node.kind !== 'op') return
    const first = node.operands[0]!
    if (once[first] === 1 && isSum(first)) inner[first] = 1
  })
  if (!inner.includes(1)) return program
  const rest = new Map<Id, readonly Id[]>()
  return rewrite(program, (builder, _, operands, id) => {
    if (!isSum(id)) return undefined
    rest.set(id, inner[firstOf(nodes, id)] === 1 ? operands.slice(1) : operands)
    if (inner[id] === 1) return -1
    const parts: (readonly Id[])[] = []
    let at = id
    for (; inner[firstOf(nodes, at)] === 1; at = firstOf(nodes, at)) parts.push(rest.get(at)!)
    parts.push(rest.get(at)!)
    // A sum starts at 0, so a 0 among its terms changes nothing.
    const list = parts
      .reverse()
      .flat()
      .filter((x) => builder.number(x) !== 0)
    if (list.length === 0) return builder.constant(0)
    return parts.length === 1 && list.length <= 2 ? undefined : builder.op(sum, list)
  })
}

const firstOf = (nodes: Program['nodes'], id: Id): Id => (nodes[id] as { operands: readonly Id[] }).operands[0]!

/** sum [a·b, c·d, …] as dot, where most terms are products that nothing else uses. */
function products(program: Program): Program {
  const isLongSum = (node: Node) => node.kind === 'op' && node.op === sum && node.operands.length > SHORT
  if (!program.nodes.some(isLongSum)) return program
  const once = uses(program)
  const isProduct = (id: Id, op: Op) => {
    const node = program.nodes[id]!
    return node.kind === 'op' && node.op === op && once[id] === 1
  }
  return rewrite(program, (builder, op, operands, id) => {
    const node = program.nodes[id]!
    if (op !== sum || operands.length <= SHORT || node.kind !== 'op') return undefined
    for (const [product, whole] of [
      [azmul, azdot],
      [mul, dot],
    ] as const) {
      const parts = node.operands.flatMap((x, i) => (isProduct(x, product) ? [operands[i]!] : []))
      if (parts.length <= SHORT) continue
      const factors = parts.map((x) => (builder.nodes[x] as { operands: readonly Id[] }).operands)
      const made = builder.op(whole, [...factors.map(([a]) => a!), ...factors.map(([, b]) => b!)])
      const taken = new Set(parts)
      const rest = operands.filter((x) => !taken.has(x))
      return rest.length === 0 ? made : builder.op(sum, [made, ...rest])
    }
    return undefined
  })
}
