/** What the details say about a node and its edges, as far as the steps have come. */
import { Value } from '@gradus/engine'
import type { BackwardEdge, BackwardStep } from '@gradus/explain'
import { formula } from '@gradus/expression/formula'
import type { WalkScene } from '@gradus/viz'

/** One edge of the graph: `user` was computed from `input`, which is its operand number `operand`. */
export interface EdgeFact {
  readonly user: Value
  readonly input: Value
  readonly operand: number
  /** ∂user/∂input */
  readonly partial: number
  /** What went along the edge in the backward pass. Undefined if nothing has yet. */
  readonly passed: BackwardEdge | undefined
}

/** The backward steps that have happened when a scene is shown. */
export function stepsUntil(
  steps: readonly BackwardStep[],
  { node, pass }: WalkScene,
  isLast: boolean,
): readonly BackwardStep[] {
  if (isLast) return steps
  if (pass === 'forward' || node === undefined) return []
  return steps.slice(0, steps.findIndex((step) => step.node === node) + 1)
}

/** The edges to the operands of a node. Plain numbers among them have none. */
export function edgesOf(node: Value, done: readonly BackwardStep[]): EdgeFact[] {
  const step = done.find((one) => one.node === node)
  return node.inputs.flatMap((input, operand) => {
    if (!(input instanceof Value)) return []
    const passed = step?.edges.find((edge) => edge.operand === operand)
    return [{ user: node, input, operand, partial: node.op!.partialAt(operand, node), passed }]
  })
}

/** What has arrived at a node, in order. */
export const arrivalsAt = (node: Value, done: readonly BackwardStep[]): EdgeFact[] =>
  done.flatMap(({ node: user, edges }) =>
    edges
      .filter(({ input }) => input === node)
      .map((passed) => ({ user, input: node, operand: passed.operand, partial: passed.partial, passed })),
  )

/** The users of a node that have passed nothing on to it, because their own gradient is 0. */
export const silentUsers = (node: Value, done: readonly BackwardStep[]): Value[] =>
  done.filter(({ node: user, gradient }) => gradient === 0 && user.inputs.includes(node)).map(({ node: user }) => user)

/** The most operands of an operation whose rule is written out. */
const OPERANDS = 4
const LETTERS = ['a', 'b', 'c', 'd']

/** The rule of the operation of a node: `y = a · b`, and its slopes in a and b. Undefined if it is long. */
export function ruleOf({ op, inputs }: Value): { operation: string; slopes: readonly string[] } | undefined {
  if (op === null || inputs.length > OPERANDS) return undefined
  const operands = inputs.map((x, i) => (typeof x === 'number' ? x : new Value(x.data, LETTERS[i]!)))
  const write = (graph: Value | number) =>
    formula(typeof graph === 'number' ? new Value(graph) : graph, { language: 'plain', limit: 200 }).text
  try {
    const operation = write(new Value(0, '', op, operands))
    const slopes = operands.flatMap((x, i) => {
      if (typeof x === 'number') return []
      return [`∂y/∂${LETTERS[i]!} = ${write(op.partial(i, operands, new Value(0, 'y')))}`]
    })
    return { operation: `y = ${operation}`, slopes }
  } catch {
    return undefined // the formula would be long
  }
}

/** The parts of an equation, one for each line: `∂f/∂x`, `∂f/∂q · ∂q/∂x`, `−4 · 1`, `−4`. */
export const equationLines = (line: string): readonly string[] => line.split(/ (?=\+?= )/)
