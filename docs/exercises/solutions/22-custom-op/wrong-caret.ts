// fault: ^ is another operation
import { defineOp, mul, unary } from '@gradus/engine'

/** The bump e^(−x²): 1 at x = 0, and nearly 0 far from there. */
export const bump = defineOp(
  unary('bump', {
    f: (x) => Math.exp(-x ^ 2),

    d: (x, y) => mul(-2, mul(x, y)),
    domain: [-2, 2],
  }),
  { check: false },
)
