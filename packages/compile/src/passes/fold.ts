/**
 * Computes what does not depend on the inputs. An op on constants becomes a constant, an op that returns its operand
 * becomes that operand, and an even function of −x becomes the function of x.
 *
 *     %3 = sub 3, 1          →
 *     %4 = pow %0, %3        →   %3 = square %0
 *     %5 = mul %4, 1         →   (%3)
 *
 * Ops that are no longer needed stay until `prune`.
 */
import { abs, div, mul, neg, type Op, pow, square, sub } from '@gradus/engine'
import { decay, growth } from '../program/ops.js'
import { CONSTANT, type Id, type Nodes } from '../program/nodes.js'
import type { Builder } from '../program/builder.js'
import { type Program, rewrite } from '../program/program.js'

/** Even functions: f(−x) = f(x). */
const EVEN: ReadonlySet<Op> = new Set<Op>([abs, square, decay, growth])

export const fold = (program: Program): Program =>
  rewrite(program, (builder, op, operands) => {
    const { nodes } = builder
    if (!mayFold(nodes, op, operands)) return undefined
    const numbers = operands.map((x) => (nodes.kind(x) === CONSTANT ? nodes.number(x) : undefined))
    if (numbers.every((x) => x !== undefined)) return builder.constant(op.evaluate(numbers))
    return simpler(builder, op, operands, numbers)
  })

/** Every rule needs a constant operand or a negated operand. This cheap test rules out most nodes. */
function mayFold(nodes: Nodes, op: Op, operands: readonly Id[]): boolean {
  for (let q = 0; q < operands.length; q++) if (nodes.kind(operands[q]!) === CONSTANT) return true
  return (op === neg || EVEN.has(op)) && nodes.isOp(operands[0]!, neg)
}

/** The simpler result, if there is one. The rules hold for every number, including NaN, infinities and −0. */
function simpler(
  builder: Builder,
  op: Op,
  [a, b]: readonly Id[],
  [x, y]: readonly (number | undefined)[],
): Id | undefined {
  const { nodes } = builder
  if (op === mul && y === 1) return a
  if (op === mul && x === 1) return b
  if (op === div && y === 1) return a
  if (op === sub && Object.is(y, 0)) return a
  if (op === pow && y === 1) return a
  if (op === pow && y === 2) return builder.op(square, [a!])
  if (!nodes.isOp(a!, neg)) return undefined
  const positive = nodes.operands[nodes.start(a!)]!
  if (op === neg) return positive
  return EVEN.has(op) ? builder.op(op, [positive]) : undefined
}
