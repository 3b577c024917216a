/** Finds where NaN or an infinity begins, and its way from there. */
import type { Value } from '@gradus/engine'

export interface NonFinite {
  /** The first node with a value that is not finite, or else the first with such a gradient. */
  readonly first: Value
  readonly what: 'value' | 'gradient'
  /** The nodes on the shortest way: of a value to the root, as far as it comes; of a gradient to the nearest leaf. */
  readonly way: readonly Value[]
}

/** Goes through the graph once. A plain number among the operands does not count: ∞ is a usual bound of `clamp`. */
export function nonFinite(order: readonly Value[]): NonFinite | undefined {
  const first = order.find(({ data }) => !Number.isFinite(data))
  if (first !== undefined) return { first, what: 'value', way: wayOfValue(order, first) }
  const last = order.findLast(({ hasGrad, grad }) => hasGrad && !Number.isFinite(grad))
  if (last !== undefined) return { first: last, what: 'gradient', way: wayOfGradient(last) }
  return undefined
}

function wayOfValue(order: readonly Value[], first: Value): Value[] {
  const before = new Map<Value, Value | undefined>([[first, undefined]])
  const steps = new Map([[first, 0]])
  let end = first
  for (const value of order) {
    if (value === first || Number.isFinite(value.data)) continue
    for (const input of value.inputs) {
      if (typeof input === 'number' || !steps.has(input)) continue
      const length = steps.get(input)! + 1
      if (length >= (steps.get(value) ?? Infinity)) continue
      steps.set(value, length)
      before.set(value, input)
    }
    if (steps.has(value)) end = value
  }
  const way: Value[] = []
  for (let value: Value | undefined = end; value !== undefined; value = before.get(value)) way.unshift(value)
  return way
}

function wayOfGradient(first: Value): Value[] {
  const before = new Map<Value, Value | undefined>([[first, undefined]])
  let end = first
  for (const value of before.keys()) {
    // a Map keeps the order, and the loop meets what is added meanwhile: breadth first
    end = value
    if (value.op === null) break
    for (const input of value.inputs) {
      if (typeof input === 'number' || before.has(input) || Number.isFinite(input.grad)) continue
      before.set(input, value)
    }
  }
  const way: Value[] = []
  for (let value: Value | undefined = end; value !== undefined; value = before.get(value)) way.unshift(value)
  return way
}
