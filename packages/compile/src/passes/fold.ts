/**
 * Folds what is known: an op of constants alone is a constant, and an op that gives back its operand is that operand.
 *
 *     %3 = sub 3, 1          →
 *     %4 = pow %0, %3        →   %3 = square %0
 *     %5 = mul %4, 1         →   (%3)
 *
 * What is needed no more stays until `prune`.
 */
import { div, mul, neg, pow, square, sub } from '@gradus/engine'
import { type Id, type Node, type OpNode, type Program, substitute } from '../program.js'

export const fold = (program: Program): Program =>
  program.nodes.some((node) => mayFold(program.nodes, node)) ? folded(program) : program

/** Every rule needs a constant operand, or an op of its own kind beneath. */
function mayFold(nodes: readonly Node[], node: Node): boolean {
  if (node.kind !== 'op') return false
  const { op, operands } = node
  for (let q = 0; q < operands.length; q++) if (nodes[operands[q]!]!.kind === 'constant') return true
  return op === neg
}

const folded = (program: Program): Program =>
  substitute(program, (nodes, node) => {
    if (!mayFold(nodes, node)) return undefined
    const numbers = node.operands.map((x) => numberOf(nodes[x]!))
    if (numbers.every((x) => x !== undefined)) return { kind: 'constant', value: node.op.evaluate(numbers) }
    return simpler(nodes, node, numbers)
  })

const numberOf = (node: Node): number | undefined => (node.kind === 'constant' ? node.value : undefined)

/** The rules hold for every number, NaN, infinities and −0 included. */
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
  if (op === neg) {
    const inner = nodes[a!]!
    if (inner.kind === 'op' && inner.op === neg) return inner.operands[0]
  }
  return undefined
}
