/** The moments of a backward pass: what has arrived where after each backward step. */
import type { Value } from '@gradus/engine'
import type { BackwardStep } from '@gradus/explain'
import { formatNumber, visible } from '@gradus/svg'
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
  const arrived = new Map<Value, number>([[root, 1]])
  const passed = new Map<Value, number>()
  const moment = (node: Value | undefined, caption: string): Moment => {
    const [sums, gone] = [new Map(arrived), new Map(passed)]
    return {
      node,
      caption,
      gradients: { at: (value) => sums.get(value), passedOn: (value) => gone.get(value), operator },
    }
  }
  const moments = [moment(undefined, `Start: ∂${nameOf(root)}/∂${nameOf(root)} = 1.`)]
  passing.forEach((step, i) => {
    passed.set(step.node, step.gradient)
    for (const { input, sum } of step.edges) arrived.set(input, sum)
    moments.push(moment(step.node, `${i + 1} of ${passing.length}: ${sentence(step, digits)}`))
  })
  const leaves = steps
    .map(({ node }) => node)
    .filter(({ op }) => op === null)
    .reverse() // in the order of the formula
  return [...moments, moment(undefined, `End: ${ending(leaves, arrived, digits, rightAt)}`)]
}

function sentence({ node, gradient, edges }: BackwardStep, digits: number): string {
  const number = (x: number) => formatNumber(x, digits)
  if (edges.length === 0) return `${nameOf(node)} has the gradient ${number(gradient)} and passes nothing on.`
  const parts = edges.map(({ input, partial, contribution, arrival, sum }) => {
    const product = `${number(gradient)} · ${number(partial)} = ${number(contribution)}`
    return `${nameOf(input)} gets ${product}${arrival > 1 ? ` and now has ${number(sum)}` : ''}`
  })
  return `${nameOf(node)} has the gradient ${number(gradient)}; ${listed(parts)}.`
}

function ending(
  leaves: readonly Value[],
  arrived: ReadonlyMap<Value, number>,
  digits: number,
  rightAt: ((leaf: Value) => number) | undefined,
): string {
  const number = (x: number) => formatNumber(x, digits)
  const gradient = (leaf: Value) => arrived.get(leaf) ?? 0
  const wrong = rightAt === undefined ? [] : leaves.filter((leaf) => !Object.is(gradient(leaf), rightAt(leaf)))
  if (wrong.length > 0) {
    return `${listed(wrong.map((leaf) => `${nameOf(leaf)} has ${number(gradient(leaf))} instead of ${number(rightAt!(leaf))}`))}.`
  }
  return `${listed(leaves.map((leaf) => `${nameOf(leaf)} has the gradient ${number(gradient(leaf))}`))}.`
}

const listed = (parts: readonly string[]): string =>
  [...parts.slice(0, LISTED), ...(parts.length > LISTED ? [`${parts.length - LISTED} more`] : [])].join(', ')

/** The label of a node, or its op. */
const nameOf = ({ label, op }: Value): string =>
  label === '' ? (op === null ? 'a leaf' : op.symbol) : visible(label.slice(0, 30))
