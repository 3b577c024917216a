/** Where NaN and infinity come from: `explainNaN`. */
import { dataOf, type Scalar, type Value } from '@gradus/engine'
import { checkOptions, oneOf } from '@gradus/engine/errors'
import { stepsOf } from '../backward-steps.js'
import { checkRoot } from '../check-root.js'
import { type Graph, graphOf } from '../graph.js'
import { wrapped } from '../words/layout.js'
import { inFormula, namesOf } from '../words/names.js'
import { Writer } from '../words/writer.js'
import { type Adviser, ADVISERS, type Reader } from './advice.js'
import { backwardCause, type Cause, forwardCause } from './causes.js'
import { type BackwardFault, chainsToLeaves, firstBadEdge, type ForwardFault, originOf } from './trace.js'

export interface NaNExplanation {
  /** Where the first number that is not finite was made: as a value, or as a gradient. */
  readonly pass: 'forward' | 'backward'
  /** The node that made it. In the backward pass, the node whose slope or gradient is at fault. */
  readonly node: Value
  readonly name: string
  /** What it made: the value of the node, or the gradient of one of its operands. */
  readonly result: number
  /** The operands of the node; empty for a leaf. */
  readonly operands: readonly { readonly name: string; readonly value: number }[]
  /** Names from the node down to the nearest leaves, which are parameters or data; at most 3 such chains. */
  readonly chains: readonly (readonly string[])[]
  /** Names from the node up to the end of the graph. In the backward pass only the node itself. */
  readonly spread: readonly string[]
  /** The same nodes as Values. */
  readonly way: readonly Value[]
  readonly cause: string
  readonly cure: string
  /** Whether neither the root nor any gradient is affected, because a later operation hides the number. */
  readonly isHarmless: boolean
  /** All of this in words. */
  readonly text: string
}

/** The options of `explainNaN`. */
export interface NaNOptions {
  /**
   * Who reads the cure. 'program' (default): someone who writes a program, with losses and parameters. 'expression': someone
   * who types an expression. That cure names only functions that `parseExpression` knows.
   */
  reader?: Reader
}

/** The most chains to leaves, and the most names of a chain. */
const CHAINS = 3
const NAMES = 8

/**
 * Explains the first number that is not finite in the forward pass, or in the backward pass if all values are finite: which
 * node made it, of which operands, how these depend on the parameters, the usual cause, and what to do. Undefined if all
 * values and gradients are finite. Leaves `grad` alone.
 *
 * @throws TypeError if `root` is not a Value, or if an option is unknown; RangeError for another reader.
 * @example
 * const x = new Value(1, 'x')
 * const { name, cause } = explainNaN(x.sub(2).sqrt().sqrt())
 * [name, cause] // => ['v2', 'sqrt(−1) has no value among the real numbers.']
 * explainNaN(x.sqrt()) // => undefined
 */
export function explainNaN(root: Value, options: NaNOptions = {}): NaNExplanation | undefined {
  checkRoot('explainNaN', root)
  checkOptions('explainNaN', options, ['reader'])
  const { reader = 'program' } = options
  oneOf('explainNaN', 'the option reader', reader, Object.keys(ADVISERS))
  const graph = graphOf(root)
  const adviser = ADVISERS[reader]
  if (!Number.isFinite(root.data)) return forward(writing(graph, adviser), originOf(root, graph), false)
  const steps = stepsOf(graph)
  const bad = firstBadEdge(steps)
  if (bad !== undefined) {
    // A slope that is not finite because a value is not: the fault is in the forward pass, though the result hides it.
    const value = [bad.step.node, ...bad.step.node.inputs].find((x) => !isFinite(x))
    return typeof value === 'object'
      ? forward(writing(graph, adviser), originOf(value, graph), false)
      : backward(writing(graph, adviser), bad)
  }
  const hidden = graph.order.find((node) => !Number.isFinite(node.data))
  return hidden === undefined ? undefined : forward(writing(graph, adviser), originOf(hidden, graph), true)
}

function forward(writing: Writing, { node, spread, turned }: ForwardFault, isHarmless: boolean): NaNExplanation {
  const { graph, name, writer, show } = writing
  const what = `${show(node)} = ${writer.number(node.data)}`
  const lines = [`The first number that is not finite is ${what}, in the forward pass.`]
  if (turned !== undefined) lines.push(`It becomes NaN in ${name(turned)} = ${writer.operations(turned).join(' = ')}.`)
  if (isHarmless) {
    const hiding = graph.order.find((user) => Number.isFinite(user.data) && user.inputs.some((x) => !isFinite(x)))!
    lines.push(`It does no harm here: ${show(hiding)} hides it, and the result and all gradients are finite.`)
  }
  const [shown = name(node)] = node.op === null ? [] : writer.operations(node).slice(-1)
  return report(writing, lines, {
    pass: 'forward',
    node,
    result: node.data,
    spread: spread.map(name),
    way: spread,
    isHarmless,
    ...forwardCause(node, shown, writing.adviser),
  })
}

function backward(writing: Writing, bad: BackwardFault): NaNExplanation {
  const { name, writer, show } = writing
  const { node, gradient } = bad.step
  const { input, partial, sum } = bad.edge
  const lines = [
    `All values are finite. The first gradient that is not finite is that of ${name(input)}, in the backward pass.`,
    `It is made at ${show(node)}: ${writer.product([gradient, partial])} = ${writer.number(sum)}, gradient times slope.`,
  ]
  return report(writing, lines, {
    pass: 'backward',
    node,
    result: sum,
    spread: [name(node)],
    way: [node],
    isHarmless: false,
    ...backwardCause(bad, writer.operations(node).at(-1)!, name(input), writing.adviser),
  })
}

function report(
  { name, writer }: Writing,
  lines: readonly string[],
  found: Cause & Pick<NaNExplanation, 'pass' | 'node' | 'result' | 'spread' | 'way' | 'isHarmless'>,
): NaNExplanation {
  const { node, spread, cause, cure } = found
  const operands = node.inputs.map((x) => ({
    name: typeof x === 'number' ? writer.number(x) : name(x),
    value: dataOf(x),
  }))
  const chains = node.op === null ? [] : chainsToLeaves(node, CHAINS)
  const shownOperands = node.inputs
    .slice(0, NAMES)
    .map((x) => (typeof x === 'number' ? `the number ${writer.number(x)}` : `${name(x)} = ${writer.number(x.data)}`))
  if (operands.length > NAMES) shownOperands.push(`${operands.length - NAMES} more`)
  const text = [
    ...lines,
    ...(operands.length === 0 ? [] : [`  operands: ${shownOperands.join(', ')}`]),
    ...chains.map((chain) => {
      const leaf = chain.at(-1)!
      return `  depends on ${name(leaf)} = ${writer.number(leaf.data)}: ${shortened(chain.map(name)).join(' ← ')}`
    }),
    ...(spread.length < 2 ? [] : [`  spreads to: ${shortened(spread).join(' → ')}`]),
    ...wrapped(`Cause: ${cause}`),
    ...wrapped(`Cure: ${cure}`),
  ].join('\n')
  return { ...found, name: name(node), operands, chains: chains.map((chain) => chain.map(name)), text }
}

const isFinite = (x: Scalar): boolean => Number.isFinite(dataOf(x))

const shortened = (names: readonly string[]): readonly string[] =>
  names.length <= NAMES ? names : [...names.slice(0, NAMES / 2), '…', ...names.slice(-NAMES / 2)]

type Writing = ReturnType<typeof writing>

function writing(graph: Graph, adviser: Adviser) {
  const nameOf = namesOf(graph.order)
  const root = graph.order.at(-1)!
  const writer = new Writer(false, { root, nameOf, digits: 4, leafColors: new Map(), signColors: undefined })
  const name = (node: Value): string => inFormula(nameOf(node))
  const show = (node: Value): string =>
    node.op === null ? name(node) : `${name(node)} = ${writer.operations(node)[0]!}`
  return { graph, adviser, name, writer, show }
}
