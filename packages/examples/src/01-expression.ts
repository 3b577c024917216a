/** The value and the gradient of f = (x + y) · z. */
import { Value } from '@gradus/engine'

const x = new Value(-2, 'x')
const y = new Value(5, 'y')
const z = new Value(-4, 'z')

const f = x.add(y).mul(z)
f.backward()

console.log(`f = ${f.data}`) // prints f = -12
console.log(`gradient: ${x.grad} ${y.grad} ${z.grad}`) // prints gradient: -4 -4 3
