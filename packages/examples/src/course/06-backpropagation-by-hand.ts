/** The picture of chapter 6: the error of a hidden unit of the 2-2-2 network, collected along two paths. */
import { type Scalar, sum, Value } from '@gradus/engine'
import { renderSvg } from '@gradus/viz'
import { savePictures } from './save-pictures.js'

const named = <V extends Value>(value: V, label: string): V => Object.assign(value, { label })

const z = new Value(0.3775, 'z₁⁽²⁾')
const a = named(z.sigmoid(), 'a₁⁽²⁾')
/** A unit of the next layer and its error. The bias and the other hidden unit are one number, `others`. */
const output = (i: number, weight: number, others: number, target: Scalar) => {
  const next = named(a.mul(weight).add(others), `z${'₀₁₂'[i]}⁽³⁾`)
  return named(next.sigmoid(), `a${'₀₁₂'[i]}⁽³⁾`).sub(target).square()
}
const J = named(sum([output(1, 0.4, 0.8686, 0.01), output(2, 0.5, 0.9283, 0.99)]).mul(0.5), 'J')
J.backward()

await savePictures(process.argv[2], {
  '06-delta.svg': await renderSvg(J, {
    around: a,
    radius: 3,
    partials: true,
    contributions: true,
    constants: 'hidden',
  }),
})
