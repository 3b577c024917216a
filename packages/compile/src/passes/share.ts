/**
 * Shares common subexpressions: two nodes of the same op on the same operands are one.
 *
 *     %2 = exp %0            %2 = exp %0
 *     %3 = exp %0            %3 = mul %2, %2
 *     %4 = mul %2, %3   →
 */
import type { Op } from '@gradus/engine'
import { type Id, type Program, rewrite } from '../program.js'

export function share(program: Program): Program {
  const numbers = new Map<Op, number>()
  const known = new Map<string | number, Id>()
  const count = program.nodes.length
  return rewrite(program, (builder, op, operands) => {
    let number = numbers.get(op)
    if (number === undefined) numbers.set(op, (number = numbers.size))
    // Most ops have one or two operands, and a number is made faster than a text.
    const [a, b = count] = operands
    const short = operands.length <= 2 && numbers.size * (count + 1) ** 2 < Number.MAX_SAFE_INTEGER
    const key = short ? (number * (count + 1) + a!) * (count + 1) + b : `${number}:${operands.join()}`
    const id = known.get(key)
    if (id === undefined) known.set(key, builder.nodes.length) // where this op will stand
    return id
  })
}
