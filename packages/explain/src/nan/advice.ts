/** What to do about a number that is not finite: by the operation that made it, and in the words of its reader. */

/** Who reads the advice: someone who writes a program, or who types an expression, which knows fewer functions. */
export type Reader = 'program' | 'expression'

/** One sentence or two for each kind of fault that an operation can have. */
export interface Advice {
  /** For operands where the operation has no value. */
  readonly undefined?: string
  /** For points where it is infinite. */
  readonly pole?: string
  /** For results beyond the largest number. */
  readonly overflow?: string
  /** For points where a slope is infinite. */
  readonly slope?: string
}

/** Everything that depends on the reader. */
export interface Adviser {
  /** By the name of the operation. One without a row gets general advice. */
  readonly operations: Readonly<Record<string, Advice>>
  /** For numbers that are too large. */
  readonly scale: string
  /** The same for gradients. */
  readonly scaleGradients: string
  /** What a leaf is. */
  readonly leaf: string
  /** For a leaf that is not finite. */
  readonly leafCure: string
  /** For a number among the operands that is not finite. */
  readonly constantCure: string
}

const DIVISOR =
  'Keep the divisor away from 0, for example with max(x, 1e-12), or treat this case separately with where(condition, a, b).'
const UNIT =
  'Keep the operand inside of −1 … 1, for example with clamp(x, -1, 1). A cosine may exceed 1 by a rounding error.'

/** @param logits how to avoid the logarithm of a probability; `bounded`: functions of e^x that do not overflow */
function operationsWith(logits: string, bounded: string): Readonly<Record<string, Advice>> {
  const positive = `Keep the operand above 0, for example with clamp(x, low, high) or softplus(x). ${logits}`
  const above = 'Keep the operand above −1, for example with clamp(x, low, high).'
  return {
    log: { undefined: positive, pole: positive, slope: positive },
    log1p: { undefined: above, pole: above, slope: above },
    sqrt: {
      undefined: 'Keep the operand at 0 or above. A variance may fall below 0 by a rounding error: use max(x, 0).',
      slope: 'For a length use norm or hypot, whose slope at 0 is 0. Otherwise add a small number under the root.',
    },
    cbrt: { slope: 'Add a small number under the root, or treat 0 separately with where(condition, a, b).' },
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
      overflow: `e^x is too large from x = 710 on. Use ${bounded}, which do not overflow, or subtract the largest exponent first.`,
    },
  }
}

const SCALE = 'Scale the inputs (standardize them), and use smaller initial weights or a smaller learning rate.'
const SMALLER = 'Use smaller numbers, or divide them before this operation.'

export const ADVISERS: Readonly<Record<Reader, Adviser>> = {
  program: {
    operations: operationsWith(
      'If it is a probability, compute the loss from logits instead: binaryCrossEntropyWithLogits, crossEntropy or logSigmoid.',
      'logSumExp, softmax, sigmoid or softplus',
    ),
    scale: SCALE,
    scaleGradients: `${SCALE} Clipping gradients does not help against infinity, but keeps weights from growing.`,
    leaf: 'it is a leaf, that is data or a parameter',
    leafCure:
      'If it is data, look for missing values, which become NaN when they are read. If it is a parameter, an earlier step has spoiled it: use a smaller learning rate, or clip the gradients.',
    constantCure:
      'Look where this number comes from. A text that is not a number, or a missing value, becomes NaN when it is read.',
  },
  expression: {
    operations: operationsWith(
      'If it is a probability sigmoid(z), write logSigmoid(z) for its logarithm.',
      'logSumExp, sigmoid or softplus',
    ),
    scale: SMALLER,
    scaleGradients: SMALLER,
    leaf: 'it is a variable or a constant of the expression',
    leafCure: 'Give it a finite number.',
    constantCure: 'Write a finite number instead.',
  },
}
