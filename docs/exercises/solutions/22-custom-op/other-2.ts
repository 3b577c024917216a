import { defineOp, exp, mul, neg, square, unary } from '@gradus/engine'

/** The bump e^(−x²): 1 at x = 0, and nearly 0 far from there. */
export const bump = defineOp(
  unary('bump', {
    f: (x) => 1 / Math.exp(x ** 2),
    d: (x) => mul(mul(-2, x), exp(neg(square(x)))),
    domain: [-2, 2],
  }),
  { check: false },
)
