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
import { type Id, type Node, type OpNode, type Program, substitute } from '../program/program.js'

/** Even functions: f(−x) = f(x). */
const EVEN: ReadonlySet<Op> = new Set<Op>([abs, square, decay, growth])

export const fold = (program: Program): Program =>
  program.nodes.some((node) => mayFold(program.nodes, node)) ? folded(program) : program

/** Every rule needs a constant operand or a negated operand. This cheap test rules out most nodes. */
function mayFold(nodes: readonly Node[], node: Node): boolean {
  if (node.kind !== 'op') return false
  const { op, operands } = node
  for (let q = 0; q < operands.length; q++) if (nodes[operands[q]!]!.kind === 'constant') return true
  const inner = nodes[operands[0]!]!
  return (op === neg || EVEN.has(op)) && inner.kind === 'op' && inner.op === neg
}

const folded = (program: Program): Program =>
  substitute(program, (nodes, node) => {
    if (!mayFold(nodes, node)) return undefined
    const numbers = node.operands.map((x) => numberOf(nodes[x]!))
    if (numbers.every((x) => x !== undefined)) return { kind: 'constant', value: node.op.evaluate(numbers) }
    return simpler(nodes, node, numbers)
  })

const numberOf = (node: Node): number | undefined => (node.kind === 'constant' ? node.value : undefined)

/** The simpler node or operand, if there is one. The rules hold for every number, including NaN, infinities and −0. */
function simpler(
  nodes: readonly Node[],
  { op, operands: [a, b] }: OpNode,
  [x, y]: readonly (number | undefined)[],
): Node | Id | undefined {
  if (op === mul && y === 1) return a
  if (op === mul && x === 1) return b
  if (op === div && y === 1) return a
  if (op === sub && Object.is(y, 0)) return a
  if (op === pow && y === 1) return a
  if (op === pow && y === 2) return { kind: 'op', op: square, operands: [a!] }
  const inner = nodes[a!]!
  if (inner.kind === 'op' && inner.op === neg) {
    if (op === neg) return inner.operands[0]
    if (EVEN.has(op)) return { kind: 'op', op, operands: inner.operands }
  }
  return undefined
}
