import type { Op, Scalar, Value } from '@gradus/engine'
import { callFlat } from '@gradus/engine'

/** How a program or a test calls an op: with its operands in one list, whatever the op's arity. */
export type Call = (op: Op, operands: readonly Scalar[]) => Scalar

/** By the free function: `add(x, y)`, `sum(xs)`, `dot(as, bs)`. */
export const callFunction: Call = callFlat

/** By the method, `x.add(y)`, where there is one: the first operand is a Value and the op takes no lists. */
export const callMethod: Call = (op, operands) => {
  const [first, ...rest] = operands
  if (typeof first === 'number' || typeof op.arity !== 'number') return callFunction(op, operands)
  return (first as unknown as Record<string, (...args: Scalar[]) => Value>)[op.name]!(...rest)
}
