/**
 * The usual causes of a number that is not finite, with their cures. The kind of fault follows from the numbers. The table
 * below only adds what is worth knowing about an operation; one without a row gets the general advice.
 */
import { dataOf, type Value } from '@gradus/engine'
import type { BackwardFault } from './trace.js'

export interface Cause {
  /** One sentence, such as `log is infinite at 0`. */
  readonly cause: string
  /** What to do about it. */
  readonly cure: string
}

interface Advice {
  /** For operands where the operation has no value. */
  readonly undefined?: string
  /** For points where it is infinite. */
  readonly pole?: string
  /** For results beyond the largest number. */
  readonly overflow?: string
  /** For points where a slope is infinite. */
  readonly slope?: string
}

const LOGITS =
  'If it is a probability, compute the loss from logits instead: binaryCrossEntropyWithLogits, crossEntropy or logSigmoid.'
const POSITIVE = `Keep the operand above 0, for example with clamp or softplus. ${LOGITS}`
const DIVISOR =
  'Keep the divisor away from 0, for example with max(x, 1e-12), or treat this case separately with where.'
const UNIT = 'Keep the operand inside of −1 … 1, for example with clamp. A cosine may exceed 1 by a rounding error.'

const ADVICE: Readonly<Record<string, Advice>> = {
  log: { undefined: POSITIVE, pole: POSITIVE, slope: POSITIVE },
  log1p: { undefined: POSITIVE, pole: POSITIVE, slope: POSITIVE },
  sqrt: {
    undefined: 'Keep the operand at 0 or above. A variance may fall below 0 by a rounding error: use max(x, 0).',
    slope: 'For a length use norm or hypot, whose slope at 0 is 0. Otherwise add a small number under the root.',
  },
  cbrt: { slope: 'Add a small number under the root, or treat 0 separately with where.' },
  div: { undefined: DIVISOR, pole: DIVISOR },
  reciprocal: { pole: DIVISOR },
  pow: {
    undefined:
      'A negative number has no power with a fraction as exponent. Use abs, or an exponent that is a whole number.',
    pole: 'Keep the base away from 0, because the exponent is negative.',
    slope: 'Keep the base away from 0: an exponent below 1 makes the slope infinite there.',
  },
  asin: { undefined: UNIT, slope: UNIT },
  acos: { undefined: UNIT, slope: UNIT },
  acosh: { undefined: 'Keep the operand at 1 or above.', slope: 'Keep the operand above 1.' },
  atanh: { undefined: UNIT, pole: UNIT, slope: UNIT },
  exp: {
    overflow:
      'e^x is too large from x = 710 on. Use logSumExp, softmax, sigmoid or softplus, which do not overflow, or subtract the largest exponent first.',
  },
}

const SCALE = 'Scale the inputs (standardize them), and use smaller initial weights or a smaller learning rate.'
const DATA =
  'If it is data, look for missing values, which become NaN when they are read. If it is a parameter, an earlier step has spoiled it: use a smaller learning rate, or clip the gradients.'

/** Why a node is not finite although its operands are. `shown` is the operation with numbers, such as log(−1). */
export function forwardCause(node: Value, shown: string): Cause {
  const { op, inputs, data } = node
  if (op === null) {
    const what = Number.isNaN(data) ? 'NaN' : 'infinite'
    return { cause: `It is ${what} before any operation: it is a leaf, that is data or a parameter.`, cure: DATA }
  }
  const constant = inputs.find((x) => typeof x === 'number' && !Number.isFinite(x))
  if (constant !== undefined) {
    return {
      cause: `One of its operands is the constant ${Number.isNaN(constant) ? 'NaN' : 'infinity'}.`,
      cure: 'Look where this number comes from. A text that is no number, or a missing value, becomes NaN.',
    }
  }
  const advice = ADVICE[op.name]
  if (Number.isNaN(data)) {
    return {
      cause: `${shown} has no value among the real numbers.`,
      cure: advice?.undefined ?? `Keep the operands where ${op.name} is defined, for example with clamp or where.`,
    }
  }
  if (isPole(node)) {
    return {
      cause: `${shown} is infinite: the operation has a pole there.`,
      cure: advice?.pole ?? 'Keep the operands away from this point, for example with clamp or where.',
    }
  }
  return {
    cause: `${shown} overflows: the result is beyond the largest number, 1.8e308.`,
    cure: advice?.overflow ?? SCALE,
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
export function backwardCause({ step, edge }: BackwardFault, shown: string, operand: string): Cause {
  const { op, inputs } = step.node
  const { partial, contribution } = edge
  if (Number.isNaN(partial)) {
    const isExponent = op!.name === 'pow' && edge.operand === 1
    return {
      cause: `${op!.name} has no slope in ${operand} at ${shown}.`,
      cure:
        isExponent && dataOf(inputs[0]!) < 0
          ? 'The slope in an exponent contains the logarithm of the base, which is negative. Pass the exponent as a plain number, or keep the base positive.'
          : 'Keep the operands where the slope exists, for example with clamp or where.',
    }
  }
  if (!Number.isFinite(partial)) {
    return {
      cause: `The slope of ${op!.name} in ${operand} is infinite at ${shown}.`,
      cure: ADVICE[op!.name]?.slope ?? 'Keep the operand away from this point, for example with clamp or where.',
    }
  }
  const how = Number.isFinite(contribution) ? 'The sum of the arrivals' : 'The product of the gradient and the slope'
  return {
    cause: `${how} overflows: it is beyond the largest number, 1.8e308. The gradients grow from node to node.`,
    cure: `${SCALE} Clipping gradients does not help against infinity, but keeps weights from growing.`,
  }
}
