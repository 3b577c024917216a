import { add, defineOp, mul, neg, unary } from '@gradus/engine'

/** The bump e^(−x²): 1 at x = 0, and nearly 0 far from there. */
export const bump = defineOp(
  unary('bump', {
    f: (x) => Math.E ** -(x ** 2),
    d: (x, y) => neg(mul(add(x, x), y)),
    domain: [-2, 2],
  }),
  { check: false },
)
