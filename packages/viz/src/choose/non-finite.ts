/** Finds where NaN or an infinity begins, and its way from there. `explainNaN` says the same in words. */
import type { Value } from '@gradus/engine'
import { explainNaN } from '@gradus/explain'

export interface NonFinite {
  /** The node that made the first value, or the first gradient, that is not finite. */
  readonly first: Value
  readonly what: 'value' | 'gradient'
  /** The nodes on the way of a value to the root, or of a gradient to the nearest leaf. */
  readonly way: readonly Value[]
  /** Whether its box has a line that says so. */
  readonly isNoted: boolean
}

/**
 * Undefined if all numbers that the nodes have are finite. A plain number among the operands does not count: ∞ is a usual bound
 * of `clamp`.
 */
export function nonFinite(order: readonly Value[]): NonFinite | undefined {
  const isFine = ({ data, hasGrad, grad }: Value) => Number.isFinite(data) && (!hasGrad || Number.isFinite(grad))
  if (order.every(isFine)) return undefined
  const found = explainNaN(order.at(-1)!)
  if (found === undefined) return undefined // only gradients that an earlier backward pass has left
  const { pass, node, way } = found
  return pass === 'forward'
    ? { first: node, what: 'value', way, isNoted: true }
    : { first: node, what: 'gradient', way: wayOfGradient(node), isNoted: true }
}

function wayOfGradient(first: Value): Value[] {
  const before = new Map<Value, Value | undefined>([[first, undefined]])
  let end = first
  for (const value of before.keys()) {
    // a Map keeps the order, and the loop meets what is added meanwhile: breadth first
    end = value
    if (value.op === null) break
    for (const input of value.inputs) {
      if (typeof input === 'number' || before.has(input) || !input.hasGrad || Number.isFinite(input.grad)) continue
      before.set(input, value)
    }
  }
  const way: Value[] = []
  for (let value: Value | undefined = end; value !== undefined; value = before.get(value)) way.unshift(value)
  return way
}
