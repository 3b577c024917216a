// fault: which have no methods
import { defineOp, unary, type Value } from '@gradus/engine'

/** The bump e^(−x²): 1 at x = 0, and nearly 0 far from there. */
export const bump = defineOp(
  unary('bump', {
    f: (x) => Math.exp(-x * x),

    d: (x, y) => (x as Value).mul(y).mul(-2),
    domain: [-2, 2],
  }),
  { check: false },
)
