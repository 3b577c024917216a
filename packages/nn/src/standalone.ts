/** A trained network as the text of an ES module that needs nothing: to be pasted, served, or imported anywhere. */
import type { ActivationName } from './activation.js'
import type { MLP } from './mlp.js'

/** Each activation as the text of a function of z, in plain JavaScript. */
const TEXT: Record<ActivationName, string> = {
  linear: '(z) => z',
  sigmoid: '(z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)))',
  tanh: 'Math.tanh',
  relu: '(z) => Math.max(z, 0)',
  leakyRelu: '(z) => (z >= 0 ? z : 0.01 * z)',
  elu: '(z) => (z >= 0 ? z : Math.expm1(z))',
  silu: '(z) => (z >= 0 ? z / (1 + Math.exp(-z)) : (z * Math.exp(z)) / (1 + Math.exp(z)))',
  softplus: '(z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))',
  gelu: `(z) => {
    // z times the normal distribution: a series within 3 of 0, a continued fraction further out.
    const x = Math.abs(z)
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
    let tail
    if (x < 3) {
      let [term, sum] = [x, 0]
      for (let k = 3; term > 1e-18; k += 2) [sum, term] = [sum + term, (term * x * x) / k]
      tail = 0.5 - density * sum
    } else {
      tail = x
      for (let k = 60; k > 0; k--) tail = x + k / tail
      tail = density / tail
    }
    return z * (z < 0 ? tail : 1 - tail)
  }`,
}

/**
 * JavaScript text of a module whose default export is the network: an array of numbers in, an array of numbers out. Its
 * size is linear in the number of weights; it has no dependency and never evaluates text.
 *
 * @example
 * const text = toModule(new MLP([2, 3, 1]))
 * text.startsWith('// ') // => true
 */
export function toModule(model: MLP): string {
  const wrong = model.parameters().find((p) => !Number.isFinite(p.data))
  if (wrong !== undefined) {
    throw new RangeError(`toModule: parameter ${wrong.label} is ${wrong.data}. Train again with a smaller rate.`)
  }
  const used = [...new Set(model.layers.map((layer) => layer.activation))]
  const layers = model.theta().map((theta, l) => `  [g.${model.layers[l]!.activation}, ${JSON.stringify(theta)}],`)
  return `// A network of ${model.sizes.join('-')} units, made with Gradus. Each layer: activation, and one row per unit, the bias first.
const g = {
${used.map((name) => `  ${name}: ${TEXT[name]},`).join('\n')}
}
const layers = [
${layers.join('\n')}
]

/** @param {number[]} x ${model.sizes[0]} numbers @returns {number[]} ${model.sizes.at(-1)} numbers */
export default function predict(x) {
  if (x.length !== ${model.sizes[0]}) throw new RangeError(\`predict: \${x.length} inputs. Pass ${model.sizes[0]} numbers.\`)
  let a = x
  for (const [g, theta] of layers) a = theta.map(([bias, ...w]) => g(w.reduce((z, wj, j) => z + wj * a[j], 0) + bias))
  return a
}
`
}
