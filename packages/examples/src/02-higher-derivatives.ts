/** Derivatives up to the third order, a gradient, a Hessian, and a Hessian times a vector. */
import { derivative, gradient, hessian, hvp, type Value } from '@gradus/engine'

const wave = (x: Value) => x.sin().mul(x.exp())
for (const order of [0, 1, 2, 3]) console.log(`order ${order}: ${derivative(wave, 0, order)}`) // prints order 0: 0
// prints order 1: 1
// prints order 2: 2
// prints order 3: 2

/** Rosenbrock's function, (1 − x)² + 100 (y − x²)². Its minimum is at (1, 1). */
const rosenbrock = ([x, y]: Value[]) => x!.sub(1).square().add(y!.sub(x!.square()).square().mul(100))

console.log('gradient', gradient(rosenbrock, [1, 1])) // prints gradient [ 0, 0 ]
console.log('Hessian', hessian(rosenbrock, [1, 1])) // prints Hessian [ [ 802, -400 ], [ -400, 200 ] ]
console.log('Hessian · (1, 2)', hvp(rosenbrock, [1, 1], [1, 2])) // prints Hessian · (1, 2) [ 2, 0 ]
