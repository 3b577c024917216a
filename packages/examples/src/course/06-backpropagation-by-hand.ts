/** The picture of chapter 6: the error of a hidden unit of the 2-2-2 network, collected along two paths. */
import { binary, mul, type Scalar, sigmoid, sub, unary, Value } from '@gradus/engine'
import { renderSvg } from '@gradus/viz'
import { savePictures } from './save-pictures.js'

const named = <V>(value: V, label: string): V => Object.assign(value as object, { label }) as V

/** The weighted input of an output unit as one box. The bias and the other hidden unit are one number, `others`. */
const output = (name: string, weight: number, others: number) =>
  unary(name, {
    symbol: `${weight} · a₁⁽²⁾ + ${others}`,
    f: (a) => weight * a + others,
    d: () => weight,
    domain: [0, 1],
  })
const z1 = output('z1', 0.4, 0.8686)
const z2 = output('z2', 0.5, 0.9283)

/** From the weighted input of an output unit to its part of the cost: the slope is δ of the last layer. */
const delta = (z: Scalar, target: number): Scalar => {
  const a = sigmoid(z)
  return mul(sub(a, target), mul(a, sub(1, a)))
}
const part = (z: number, target: number) => 0.5 * (1 / (1 + Math.exp(-z)) - target) ** 2
const cost = binary('cost', {
  f: (first, second) => part(first, 0.01) + part(second, 0.99),
  d: [(first) => delta(first, 0.01), (_, second) => delta(second, 0.99)],
  domain: [
    [-3, 3],
    [-3, 3],
  ],
})

const a = named(new Value(0.3775, 'z₁⁽²⁾').sigmoid(), 'a₁⁽²⁾')
const J = named(cost(named(z1(a), 'z₁⁽³⁾'), named(z2(a), 'z₂⁽³⁾')), 'J')
J.backward()

await savePictures(process.argv[2], { '06-delta.svg': await renderSvg(J, { partials: true, contributions: true }) })
