/** A trained network as the text of an ES module without imports. It can be pasted, served, or imported anywhere. */
import { checkOptions, show } from '@gradus/engine/errors'
import { type ActivationName, mustHaveName } from './activation.js'
import type { MLP } from './mlp.js'
import { checkPreprocessing, type Preprocessing } from './preprocessing.js'

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

/** The outputs of a classification as probabilities, in plain JavaScript that overflows nowhere. */
const PROBABILITIES = {
  sigmoid: `const sigmoid = ${TEXT.sigmoid}
const probabilities = (a) => a.map(sigmoid)`,
  softmax: `const probabilities = (a) => {
  const most = a.reduce((x, y) => Math.max(x, y))
  const powers = a.map((z) => Math.exp(z - most))
  const sum = powers.reduce((x, y) => x + y)
  return powers.map((p) => p / sum)
}`,
}

/** The check of the inputs of a network alone. NaN and infinities go through it, as through `MLP.predict`. */
const CHECKED = `
function number(x, j) {
  if (typeof x === 'number') return x
  throw new TypeError(\`predict: input \${j} is \${show(x)}. Pass a number.\`)
}
`

/** The options of `toModule`. */
export interface ModuleOptions {
  /** Scaling and names, for a module that takes raw numbers and gives the value or the probabilities. */
  preprocessing?: Preprocessing
}

/**
 * Returns the JavaScript text of a module whose default export is the network: an array of numbers in, an array of numbers
 * out. The module imports nothing and never evaluates text. Its size grows with the number of parameters.
 *
 * With `preprocessing` the function takes raw numbers in the order of `inputs`, with NaN, null or undefined for a missing
 * one. It gives the value of a regression, or the probability of each class. The module then also exports the names:
 * `inputs`, `output` and, of a classification, `classes`. Names may be any text; it stays text.
 *
 * @throws RangeError if a parameter is not finite, if an activation is an op or a function of your own, or if the
 * preprocessing does not fit the model
 * @example
 * const text = toModule(new MLP([2, 3, 1]))
 * text.startsWith('// ') // => true
 */
export function toModule(model: MLP, options: ModuleOptions = {}): string {
  if (typeof model?.parameters !== 'function') {
    throw new TypeError(`toModule: the model is ${show(model)}. Pass an MLP, such as MLP.fromJSON(json).`)
  }
  checkOptions('toModule', options, ['preprocessing'])
  const { preprocessing } = options
  if (preprocessing !== undefined) checkPreprocessing('toModule', preprocessing, model)
  const wrong = model.parameters().find((p) => !Number.isFinite(p.data))
  if (wrong !== undefined) {
    throw new RangeError(`toModule: parameter ${wrong.label} is ${wrong.data}. Train again with a smaller rate.`)
  }
  const names = model.layers.map(({ activation }, l) =>
    mustHaveName('toModule', activation, l + 1, 'no text in JavaScript'),
  )
  const used = [...new Set(names)]
  const layers = model.theta().map((theta, l) => `  [g.${names[l]!}, ${JSON.stringify(theta)}],`)
  const [n, m] = [model.sizes[0]!, model.sizes.at(-1)!]
  const { definitions, params, body } =
    preprocessing === undefined
      ? {
          definitions: CHECKED,
          params: `@param {number[]} x ${plural(n)} @returns {number[]} ${plural(m)}`,
          body: 'network(Array.from(x, number))',
        }
      : textOf(preprocessing)
  return `// A network of ${model.sizes.join('-')} units, made with Gradus. Each layer: activation, and one row per unit, the bias first.
const g = {
${used.map((name) => `  ${name}: ${TEXT[name]},`).join('\n')}
}
const layers = [
${layers.join('\n')}
]
function network(x) {
  let a = x
  for (const [g, theta] of layers) a = theta.map(([bias, ...w]) => g(w.reduce((z, wj, j) => z + wj * a[j], 0) + bias))
  return a
}
function show(x) {
  if (typeof x === 'string') return JSON.stringify(x.slice(0, 40))
  return Array.isArray(x) ? 'an array' : x !== null && /object|function/.test(typeof x) ? 'of type ' + typeof x : String(x)
}
${definitions}
/** ${params} */
export default function predict(x) {
  if (!Array.isArray(x) && !ArrayBuffer.isView(x)) {
    throw new TypeError(\`predict: the argument is \${show(x)}. Pass an array of ${plural(n)}.\`)
  }
  if (x.length !== ${n}) throw new RangeError(\`predict: the array has length \${x.length}. Pass an array of ${plural(n)}.\`)
  return ${body}
}
`
}

const plural = (n: number): string => `${n} ${n === 1 ? 'number' : 'numbers'}`

/** What a module with preprocessing has beyond the network: definitions, and what `predict` takes, gives and does. */
function textOf({ inputs, output }: Preprocessing): { definitions: string; params: string; body: string } {
  const definitions = `
/** The names of the inputs, in order. An input "color=red" is 1 if the color is red, else 0. */
export const inputs = ${literal(inputs.map(({ name }) => name))}
/** The name of what is predicted. */
export const output = ${literal(output.name)}
// The mean and the scale of each input.
const scaling = ${JSON.stringify(inputs.map(({ mean, scale }) => [mean, scale]))}
function scaled(x, j) {
  if (x === undefined || x === null || Number.isNaN(x)) return 0 // missing: it counts as the mean
  const name = JSON.stringify(inputs[j])
  if (typeof x !== 'number') {
    throw new TypeError(\`predict: input \${name} is \${show(x)}. Pass a number, or NaN if it is missing.\`)
  }
  const [mean, scale] = scaling[j]
  const z = (x - mean) / scale
  if (Number.isFinite(z)) return z
  throw new RangeError(
    \`predict: input \${name} is \${x}, too far from the mean \${mean}. Pass a number closer to it, or NaN if it is missing.\`,
  )
}
function finite(y) {
  if (Number.isFinite(y)) return y
  throw new RangeError(\`predict: the result is \${y}. Pass inputs that are closer to their means.\`)
}
`
  const takes = `@param {(number | null | undefined)[]} x ${inputs.length} raw numbers @returns {number[]}`
  const raw = 'network(scaling.map((_, j) => scaled(x[j], j)))'
  if (output.task === 'regression') {
    const body = `${raw}.map((y) => finite(y * ${output.scale} + ${output.mean}))`
    return { definitions, params: `${takes} the value`, body }
  }
  const classes = `/** The names of the classes, in order. */
export const classes = ${literal(output.classes)}
${PROBABILITIES[output.probabilities]}
`
  return {
    definitions: definitions + classes,
    params: `${takes} the probability of each class`,
    body: `probabilities(${raw}.map(finite))`,
  }
}

/**
 * Texts as JavaScript that stands for exactly them, wherever the module is put. JSON leaves a "<", which could end a
 * script element, and characters that are invisible or break lines.
 */
function literal(texts: string | readonly string[]): string {
  return JSON.stringify(texts).replace(/[<\p{C}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`)
}
