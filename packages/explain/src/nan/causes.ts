/**
 * The usual causes of a number that is not finite, with their cures. The kind of fault follows from the numbers. The advice
 * (advice.ts) only adds what is worth knowing about an operation; one without a row gets the general advice.
 */
import { dataOf, type Value } from '@gradus/engine'
import type { Adviser } from './advice.js'
import type { BackwardFault } from './trace.js'

export interface Cause {
  /** One sentence, such as `log is infinite at 0`. */
  readonly cause: string
  /** What to do about it. */
  readonly cure: string
}

/** Functions that keep operands where they belong. */
const WITH = 'for example with clamp(x, low, high) or where(condition, a, b)'

/** Why a node is not finite although its operands are. `shown` is the operation with numbers, such as log(−1). */
export function forwardCause(node: Value, shown: string, adviser: Adviser): Cause {
  const { op, inputs, data } = node
  if (op === null) {
    const what = Number.isNaN(data) ? 'NaN' : 'infinite'
    return { cause: `It is ${what} before any operation: ${adviser.leaf}.`, cure: adviser.leafCure }
  }
  const constant = inputs.find((x) => typeof x === 'number' && !Number.isFinite(x))
  if (constant !== undefined) {
    return {
      cause: `One of its operands is the constant ${Number.isNaN(constant) ? 'NaN' : 'infinity'}.`,
      cure: adviser.constantCure,
    }
  }
  const advice = adviser.operations[op.name]
  if (Number.isNaN(data)) {
    return {
      cause: `${shown} has no value among the real numbers.`,
      cure: advice?.undefined ?? `Keep the operands where ${op.name} is defined, ${WITH}.`,
    }
  }
  if (isPole(node)) {
    return {
      cause: `${shown} is infinite: the operation has a pole there.`,
      cure: advice?.pole ?? `Keep the operands away from this point, ${WITH}.`,
    }
  }
  return {
    cause: `${shown} overflows: the result is beyond the largest number, 1.8e308.`,
    cure: advice?.overflow ?? adviser.scale,
  }
}

/** Whether the result is of ordinary size right next to the operands. Next to an overflow it is huge. */
function isPole({ op, inputs }: Value): boolean {
  const xs = inputs.map(dataOf)
  return xs.some((x, i) =>
    [-1, 1].some((side) => {
      const y = op!.evaluate(xs.with(i, x + side * 1e-6 * (Math.abs(x) + 1)))
      return Number.isFinite(y) && Math.abs(y) < 1e250
    }),
  )
}

/** Why a gradient is not finite although all values are. `shown` is the operation with numbers. */
export function backwardCause({ step, edge }: BackwardFault, shown: string, operand: string, adviser: Adviser): Cause {
  const { op, inputs } = step.node
  const { partial, contribution } = edge
  if (Number.isNaN(partial)) {
    const isExponent = op!.name === 'pow' && edge.operand === 1
    return {
      cause: `${op!.name} has no slope in ${operand} at ${shown}.`,
      cure:
        isExponent && dataOf(inputs[0]!) < 0
          ? 'The slope in an exponent contains the logarithm of the base, which is negative. Write the exponent as a plain number, or keep the base positive.'
          : `Keep the operands where the slope exists, ${WITH}.`,
    }
  }
  if (!Number.isFinite(partial)) {
    return {
      cause: `The slope of ${op!.name} in ${operand} is infinite at ${shown}.`,
      cure: adviser.operations[op!.name]?.slope ?? `Keep the operand away from this point, ${WITH}.`,
    }
  }
  const how = Number.isFinite(contribution) ? 'The sum of the arrivals' : 'The product of the gradient and the slope'
  return {
    cause: `${how} overflows: it is beyond the largest number, 1.8e308. The gradients grow from node to node.`,
    cure: adviser.scaleGradients,
  }
}
