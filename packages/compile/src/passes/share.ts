/**
 * Shares common subexpressions: two nodes of the same op on the same operands are one.
 *
 *     %2 = exp %0            %2 = exp %0
 *     %3 = exp %0            %3 = mul %2, %2
 *     %4 = mul %2, %3   →
 */
import type { Op } from '@gradus/engine'
import { firstOf, type Id, type Program, renamed, rewrite } from '../program.js'

export function share(program: Program): Program {
  const { nodes } = program
  const first = new Int32Array(nodes.length).map((_, id) => id) // the node that stands for each
  const numbers = new Map<Op, number>()
  const known = new Map<string | number, Id>()
  const count = nodes.length + 1
  let found = false
  for (let id = firstOf(program); id < nodes.length; id++) {
    const node = nodes[id]!
    if (node.kind !== 'op') continue
    const { op } = node
    const operands = renamed(node.operands, first)
    let number = numbers.get(op)
    if (number === undefined) numbers.set(op, (number = numbers.size))
    // Most ops have one or two operands, and a number is made faster than a text.
    const [a, b = nodes.length] = operands
    const short = operands.length <= 2 && numbers.size * count ** 2 < Number.MAX_SAFE_INTEGER
    const key = short ? (number * count + a!) * count + b : `${number}:${operands.join()}`
    const same = known.get(key)
    if (same === undefined) known.set(key, id)
    else {
      first[id] = same
      found = true
    }
  }
  if (!found) return program
  const ids = new Int32Array(nodes.length)
  return rewrite(program, (builder, op, operands, id) => {
    if (first[id] !== id) return ids[first[id]!]
    ids[id] = builder.nodes.length
    return builder.op(op, operands)
  })
}
