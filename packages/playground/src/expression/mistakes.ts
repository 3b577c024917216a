/** Where a backward pass with a mistake fails. */
import type { Value } from '@gradus/engine'
import { backwardSteps, type Mistake, mistakenSteps } from '@gradus/explain'
import { fullNumber } from '../controls/show-number.js'

export interface Failure {
  /** What happens first that is wrong, in words. Undefined if nothing does. */
  readonly words: string | undefined
  /** The node that passes its gradient on in that step. */
  readonly node: Value | undefined
  /** The gradient of each leaf, in the order of the formula. */
  readonly leaves: readonly { readonly leaf: Value; readonly right: number; readonly mistaken: number }[]
}

export function failureOf(root: Value, mistake: Mistake): Failure {
  const steps = mistakenSteps(root, mistake)
  const right = new Map(backwardSteps(root).map(({ node, gradient }) => [node, gradient]))
  const leaves = steps
    .filter(({ node }) => node.op === null)
    .map(({ node, gradient }) => ({ leaf: node, right: right.get(node)!, mistaken: gradient }))
    .reverse()
  const first = mistake === 'early' ? early() : overwrite()
  return { words: first?.words, node: first?.node, leaves }

  function early() {
    const step = steps.find(({ node, gradient }) => node.op !== null && !Object.is(gradient, right.get(node)))
    if (step === undefined) return undefined
    const { node, gradient } = step
    const words = `${node.label} passes on ${fullNumber(gradient)}, before everything has arrived at it. It should pass on ${fullNumber(right.get(node)!)}.`
    return { words, node }
  }

  function overwrite() {
    const sums = new Map<Value, number>()
    for (const { node, edges } of steps) {
      for (const { input, contribution, sum } of edges) {
        const before = sums.get(input) ?? 0
        const added = before + contribution
        if (!Object.is(added, sum) && added !== sum) {
          const words = `At ${input.label}, ${fullNumber(contribution)} arrives and replaces ${fullNumber(before)}. Added to it, it would give ${fullNumber(added)}.`
          return { words, node }
        }
        sums.set(input, sum)
      }
    }
    return undefined
  }
}
