/**
 * Folds what is known: an op of constants alone is a constant, and an op that gives back its operand is that operand.
 *
 *     %3 = sub 3, 1          →
 *     %4 = pow %0, %3        →   %3 = square %0
 *     %5 = mul %4, 1         →   (%3)
 */
import { div, mul, neg, pow, square, sub, type Op } from '@gradus/engine'
import { type Builder, type Id, type Node, type Program, rewrite } from '../program.js'

export const fold = (program: Program): Program => (program.nodes.some(mayFold(program)) ? folded(program) : program)

/** Every rule needs a constant operand, or an op of its own kind beneath. */
const mayFold =
  ({ nodes }: Program) =>
  (node: Node): boolean =>
    node.kind === 'op' && (node.op === neg || node.operands.some((x) => nodes[x]!.kind === 'constant'))

const folded = (program: Program): Program =>
  rewrite(program, (builder, op, operands) => {
    if (operands.every((x) => builder.number(x) !== undefined)) {
      return builder.constant(op.evaluate(operands.map((x) => builder.number(x)!)))
    }
    return simpler(builder, op, operands)
  })

/** The rules hold for every number, NaN, infinities and −0 included. */
function simpler(builder: Builder, op: Op, [a, b]: readonly Id[]): Id | undefined {
  const x = builder.number(a!)
  const y = b === undefined ? undefined : builder.number(b)
  if (op === mul && y === 1) return a
  if (op === mul && x === 1) return b
  if (op === div && y === 1) return a
  if (op === sub && Object.is(y, 0)) return a
  if (op === pow && y === 1) return a
  if (op === pow && y === 2) return builder.op(square, [a!])
  if (op === neg) {
    const inner = builder.nodes[a!]!
    if (inner.kind === 'op' && inner.op === neg) return inner.operands[0]
  }
  return undefined
}
