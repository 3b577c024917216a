/** Your own operation, and the gradient check of a function that uses it. `defineOp` checks the slope of the operation. */
import { abs, add, defineOp, gradcheck, reciprocal, square, unary } from '@gradus/engine'

const softsign = defineOp(
  unary('softsign', {
    f: (x) => x / (1 + Math.abs(x)),
    d: (x) => reciprocal(square(add(1, abs(x)))),
    domain: [-3, 3],
  }),
)

const report = gradcheck(([x, y]) => softsign(x!.mul(y!)).add(x!.exp()), [0.5, -2])
console.log(report.ok) // prints true
console.log(gradcheck(([x]) => x!.relu(), [0]).kinks) // prints [ { input: 0, op: 'relu' } ]
