/** The moments of a backward pass: what has arrived where after each backward step. */
import { Value } from '@gradus/engine'
import type { BackwardStep } from '@gradus/explain'
import { formatNumber, visible } from '@gradus/svg'
import { whole } from '../describe/content.js'
import type { Gradients } from '../describe/gradients.js'

export interface Moment {
  /** The node that passes its gradient on. Undefined at the start and at the end. */
  readonly node: Value | undefined
  readonly gradients: Gradients
  /** What happens, in words. */
  readonly caption: string
}

/** The most contributions, or leaves, that a caption lists. */
const LISTED = 3

/**
 * The start, where only the root has a gradient, one moment for each node that passes its gradient on, and the end. `rightAt`
 * is the gradient that a leaf should have, for the backward pass with a mistake.
 */
export function momentsOf(
  root: Value,
  steps: readonly BackwardStep[],
  digits: number,
  operator: Gradients['operator'] = '+=',
  rightAt?: (leaf: Value) => number,
): Moment[] {
  const passing = steps.filter(({ node }) => node.op !== null)
  const arrived = historyOf(root, passing)
  const passed = new Map(passing.map(({ node, gradient }, i) => [node, { gradient, after: i + 1 }]))
  const at = (time: number, node: Value | undefined, caption: () => string): Moment =>
    new MomentAt(time, node, { arrived, passed, operator }, caption)
  const leaves = steps
    .map(({ node }) => node)
    .filter(({ op }) => op === null)
    .reverse() // in the order of the formula
  const atEnd = (leaf: Value) => arrived.get(leaf)?.at(-1)?.sum ?? 0
  return [
    at(0, undefined, () => `Start: ∂${nameOf(root)}/∂${nameOf(root)} = 1.`),
    ...passing.map((step, i) => at(i + 1, step.node, () => `${i + 1} of ${passing.length}: ${sentence(step, digits)}`)),
    at(passing.length, undefined, () => `End: ${ending(leaves, atEnd, digits, rightAt)}`),
  ]
}

/** What happens in the whole pass. */
interface History {
  readonly arrived: ReadonlyMap<Value, readonly { readonly after: number; readonly sum: number }[]>
  readonly passed: ReadonlyMap<Value, { readonly gradient: number; readonly after: number }>
  readonly operator: Gradients['operator']
}

/** A large graph has many moments, of which few are drawn. So each looks up what it needs when it is drawn. */
class MomentAt implements Moment {
  constructor(
    readonly time: number,
    readonly node: Value | undefined,
    readonly history: History,
    readonly words: () => string,
  ) {}

  get caption(): string {
    return this.words()
  }

  get gradients(): Gradients {
    const { time } = this
    const { arrived, passed, operator } = this.history
    return {
      at: (value) => arrived.get(value)?.findLast(({ after }) => after <= time)?.sum,
      passedOn: (value) => {
        const gone = passed.get(value)
        return gone !== undefined && gone.after <= time ? gone.gradient : undefined
      },
      operator,
    }
  }
}

/**
 * What each node has received after which step, in order. A node with gradient 0 passes nothing on, and that settles the
 * gradient of operands that have received nothing else: it is 0.
 */
function historyOf(root: Value, passing: readonly BackwardStep[]): Map<Value, { after: number; sum: number }[]> {
  const history = new Map([[root, [{ after: 0, sum: 1 }]]])
  passing.forEach(({ node, gradient, edges }, i) => {
    if (gradient === 0) {
      for (const input of node.inputs) {
        if (input instanceof Value && !history.has(input)) history.set(input, [{ after: i + 1, sum: 0 }])
      }
    }
    for (const { input, sum } of edges) {
      const known = history.get(input)
      if (known === undefined) history.set(input, [{ after: i + 1, sum }])
      else known.push({ after: i + 1, sum })
    }
  })
  return history
}

function sentence({ node, gradient, edges }: BackwardStep, digits: number): string {
  const number = (x: number) => formatNumber(x, digits)
  if (edges.length === 0) return `${nameOf(node)} has the gradient ${number(gradient)} and passes nothing on.`
  const arriving = listed(edges, ({ input, partial, contribution, arrival, sum }) => {
    const product = `${number(gradient)} · ${factor(partial, digits)} = ${number(contribution)}`
    return `${nameOf(input)} gets ${product}${arrival > 1 ? ` and now has ${number(sum)}` : ''}`
  })
  return `${nameOf(node)} has the gradient ${number(gradient)}; ${arriving}.`
}

/** A number after a dot: in parentheses if it is negative, as in explanations. */
function factor(x: number, digits: number): string {
  const text = formatNumber(x, digits)
  return text.startsWith('-') ? `(${text})` : text
}

function ending(
  leaves: readonly Value[],
  gradient: (leaf: Value) => number,
  digits: number,
  rightAt: ((leaf: Value) => number) | undefined,
): string {
  const number = (x: number) => formatNumber(x, digits)
  if (leaves.length === 0) return 'there are no leaves.'
  const wrong = rightAt === undefined ? [] : leaves.filter((leaf) => !Object.is(gradient(leaf), rightAt(leaf)))
  if (wrong.length > 0) {
    return `${listed(wrong, (leaf) => `${nameOf(leaf)} has ${number(gradient(leaf))} instead of ${number(rightAt!(leaf))}`)}.`
  }
  return `${listed(leaves, (leaf) => `${nameOf(leaf)} has the gradient ${number(gradient(leaf))}`)}.`
}

function listed<T>(all: readonly T[], words: (one: T) => string): string {
  const more = all.length > LISTED ? [`${whole(all.length - LISTED)} more`] : []
  return [...all.slice(0, LISTED).map(words), ...more].join(', ')
}

/** The label of a node, or its op. */
const nameOf = ({ label, op }: Value): string =>
  label === '' ? (op === null ? 'a leaf' : op.symbol) : visible(label.slice(0, 30))
