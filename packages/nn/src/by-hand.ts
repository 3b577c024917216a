/**
 * Backpropagation by hand: the algorithm in plain arrays, without the engine. It is here to be read, and tests compare
 * automatic differentiation with it. The names are those of Andrew Ng's course Machine Learning (Coursera, 2011):
 *
 *   Θ(l)   one row per unit of layer l+1; column 0 is the weight of the bias unit, which is always 1
 *   a(1)   the input x
 *   z(l+1) = Θ(l) · [1; a(l)]                     a(l+1) = g(z(l+1))
 *   δ(L)   = a(L) − y                             for the cross-entropy of sigmoid outputs
 *          = (a(L) − y) ⊙ g′(z(L))                for the quadratic cost ½ Σ (a − y)²
 *   δ(l)   = (Θ(l))ᵀ δ(l+1) ⊙ g′(z(l))            with the row of the bias unit dropped
 *   Δ(l)  := Δ(l) + δ(l+1) · [1; a(l)]ᵀ           over the m examples
 *   D(l)   = Δ(l) / m + λ/m · Θ(l)                no λ on the bias column;  D = ∂J/∂Θ
 *
 * These formulas count layers from 1, and the arrays here count from 0: a[0] is the input, and z[0] and delta[0] belong to
 * layer 2, the first that computes.
 */
import { checkOptions, show } from '@gradus/engine/errors'
import { checkRow } from './rows.js'

/** An activation g with its slope g′, both of z. */
export interface HandActivation {
  g: (z: number) => number
  gPrime: (z: number) => number
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z))

/** The smooth activations, with slopes derived by hand. */
export const handActivations = {
  linear: { g: (z) => z, gPrime: () => 1 },
  sigmoid: { g: sigmoid, gPrime: (z) => sigmoid(z) * (1 - sigmoid(z)) },
  tanh: { g: Math.tanh, gPrime: (z) => 1 - Math.tanh(z) ** 2 },
  softplus: { g: (z) => Math.log1p(Math.exp(z)), gPrime: sigmoid },
  silu: { g: (z) => z * sigmoid(z), gPrime: (z) => sigmoid(z) * (1 + z * (1 - sigmoid(z))) },
} satisfies Record<string, HandActivation>

/** One of 'linear', 'sigmoid', 'tanh', 'softplus', 'silu'. */
export type HandActivationName = keyof typeof handActivations

/** The options of `backpropagate`. */
export interface DeltaOptions {
  /** The activation of the hidden layers: a name, or g with its slope. Default 'sigmoid'. */
  activation?: HandActivationName | HandActivation
  /** The activation of the last layer, for the quadratic cost. Default 'sigmoid', which the cross-entropy needs. */
  output?: HandActivationName | HandActivation
  /** The cost of one example: 'crossEntropy' (default), −Σ (y log a + (1 − y) log(1 − a)), or 'quadratic', ½ Σ (a − y)². */
  cost?: 'crossEntropy' | 'quadratic'
  /** λ of the L2 term λ/(2m) Σ Θ², without the biases; at least 0, default 0. */
  lambda?: number
}

/** What the algorithm computes for one example: one list per layer. */
export interface Propagated {
  z: number[][]
  a: number[][]
  delta: number[][]
  /** The cost of this example, without the L2 term. */
  cost: number
}

/** What `backpropagate` returns. */
export interface Backpropagated {
  /** One per example, in their order. */
  examples: Propagated[]
  /** The sum over the examples, one matrix per Θ. */
  Delta: number[][][]
  /** ∂J/∂Θ, one matrix per Θ. */
  D: number[][][]
  /** The mean cost of the examples, plus the L2 term. */
  J: number
}

/**
 * Runs the algorithm over m examples and returns costs and gradients. Nothing is updated: a step of gradient descent is
 * Θ := Θ − α·D.
 *
 * @param Thetas one matrix per layer, as `model.theta()` gives them: row i for unit i, column 0 the bias
 * @param X m rows, one number per input
 * @param Y m rows, one number per output
 * @throws TypeError if Θ, X or Y are not matrices of numbers; RangeError if a row does not fit Θ
 * @example
 * const { D, J } = backpropagate([[[0, 0]]], [[1]], [[1]])
 * D // => [[[-0.5, -0.5]]]
 * J // => 0.6931471805599453
 */
export function backpropagate(
  Thetas: readonly number[][][],
  X: readonly (readonly number[])[],
  Y: readonly (readonly number[])[],
  options: DeltaOptions = {},
): Backpropagated {
  checkOptions('backpropagate', options, ['activation', 'output', 'cost', 'lambda'])
  return propagate('backpropagate', Thetas, X, Y, options)
}

/** The algorithm. `where` is the function that the user called. */
export function propagate(
  where: string,
  Thetas: readonly number[][][],
  X: readonly (readonly number[])[],
  Y: readonly (readonly number[])[],
  options: DeltaOptions,
): Backpropagated {
  const { activation = 'sigmoid', output = 'sigmoid', cost = 'crossEntropy', lambda = 0 } = options
  if (cost !== 'crossEntropy' && cost !== 'quadratic') {
    throw new RangeError(`${where}: the cost is ${show(cost)}. Pass 'crossEntropy' or 'quadratic'.`)
  }
  if (typeof lambda !== 'number' || !(lambda >= 0 && lambda < Infinity)) {
    throw new RangeError(`${where}: lambda is ${show(lambda)}. Pass a number of at least 0.`)
  }
  if (cost === 'crossEntropy' && output !== 'sigmoid') {
    throw new RangeError(
      `${where}: the cross-entropy needs sigmoid outputs. Leave output out, or pass cost: 'quadratic'.`,
    )
  }
  checkMatrices(where, Thetas, X, Y)
  if (X.length !== Y.length || X.length === 0) {
    throw new RangeError(
      `${where}: ${X.length} inputs and ${Y.length} targets. Pass one target per input, at least one.`,
    )
  }
  const [hidden, last] = [hand(where, activation), hand(where, output)]
  const gs = Thetas.map((_, l) => (l === Thetas.length - 1 ? last : hidden))

  const m = X.length
  const Delta = Thetas.map((Theta) => Theta.map((row) => row.map(() => 0))) // Δ := 0
  const examples = X.map((x, k) => {
    const { z, a } = forward(where, Thetas, x, gs)
    const y = Y[k]!
    const aL = a.at(-1)!
    if (y.length !== aL.length) {
      throw new RangeError(
        `${where}: target ${k} has ${y.length} numbers for ${aL.length} outputs. Pass one per output.`,
      )
    }
    const delta = backward(Thetas, z, aL, y, gs, cost)
    Thetas.forEach((Theta, l) =>
      Theta.forEach((row, i) => row.forEach((_, j) => (Delta[l]![i]![j]! += delta[l]![i]! * withBias(a[l]!)[j]!))),
    )
    return { z, a, delta, cost: costOf(cost, aL, y) }
  })

  const decay = (Theta: number, j: number) => (j === 0 ? 0 : (lambda / m) * Theta)
  const D = Thetas.map((Theta, l) =>
    Theta.map((row, i) => row.map((theta, j) => Delta[l]![i]![j]! / m + decay(theta, j))),
  )
  const squares = Thetas.flat().reduce((sum, [, ...weights]) => sum + weights.reduce((s, w) => s + w * w, 0), 0)
  const J = examples.reduce((sum, example) => sum + example.cost, 0) / m + (lambda / (2 * m)) * squares
  return { examples, Delta, D, J }
}

/** z(l+1) = Θ(l) · [1; a(l)], a(l+1) = g(z(l+1)). */
function forward(
  where: string,
  Thetas: readonly number[][][],
  x: readonly number[],
  gs: readonly HandActivation[],
): { z: number[][]; a: number[][] } {
  const a = [[...x]]
  const z = Thetas.map((Theta, l) => {
    const input = withBias(a[l]!)
    const sums = Theta.map((row) => {
      if (row.length !== input.length) {
        throw new RangeError(
          `${where}: a row of Θ(${l + 1}) has ${row.length} numbers for ${input.length - 1} inputs and a bias. Pass one per input, the bias first.`,
        )
      }
      return row.reduce((sum, theta, j) => sum + theta * input[j]!, 0)
    })
    a.push(sums.map(gs[l]!.g))
    return sums
  })
  return { z, a }
}

/** δ for every layer that computes, from the last to the first. */
function backward(
  Thetas: readonly number[][][],
  z: number[][],
  aL: number[],
  y: readonly number[],
  gs: readonly HandActivation[],
  cost: 'crossEntropy' | 'quadratic',
): number[][] {
  const L = Thetas.length - 1
  const delta: number[][] = []
  delta[L] = aL.map((a, i) => (a - y[i]!) * (cost === 'quadratic' ? gs[L]!.gPrime(z[L]![i]!) : 1))
  for (let l = L - 1; l >= 0; l--) {
    delta[l] = z[l]!.map((zj, j) => {
      const back = delta[l + 1]!.reduce((sum, d, i) => sum + Thetas[l + 1]![i]![j + 1]! * d, 0) // j + 1: past the bias
      return back * gs[l]!.gPrime(zj)
    })
  }
  return delta
}

const withBias = (a: readonly number[]): number[] => [1, ...a]

function costOf(cost: 'crossEntropy' | 'quadratic', a: readonly number[], y: readonly number[]): number {
  if (cost === 'quadratic') return a.reduce((sum, ai, i) => sum + (ai - y[i]!) ** 2 / 2, 0)
  const log = (p: number, x: number) => (p === 0 ? 0 : p * Math.log(x)) // 0 · log 0 = 0
  return a.reduce((sum, ai, i) => sum - log(y[i]!, ai) - log(1 - y[i]!, 1 - ai), 0)
}

/** Refuses what is not matrices of numbers. */
function checkMatrices(where: string, Thetas: unknown, X: unknown, Y: unknown): void {
  const refuse = (name: string, value: unknown, wanted: string) =>
    new TypeError(`${where}: ${name} is ${show(value)}. Pass ${wanted}.`)
  if (!Array.isArray(Thetas)) throw refuse('Thetas', Thetas, 'one matrix per layer, such as model.theta()')
  Thetas.forEach((Theta: unknown, l) => {
    if (!Array.isArray(Theta)) throw refuse(`Thetas[${l}]`, Theta, 'a matrix with one row per unit')
    Theta.forEach((row, i) => checkRow(where, (rest) => `Thetas[${l}][${i}]${rest}`, row, 'unit, the bias first'))
  })
  for (const [name, rows] of Object.entries({ X, Y })) {
    if (!Array.isArray(rows)) throw refuse(name, rows, 'an array of arrays of numbers')
    rows.forEach((row, i) => checkRow(where, (rest) => `${name}[${i}]${rest}`, row))
  }
}

/** The activation of a name, or the given one. */
export function hand(where: string, activation: HandActivationName | HandActivation): HandActivation {
  const names = Object.keys(handActivations).join(', ')
  if (typeof activation !== 'string') {
    if (typeof activation?.g === 'function' && typeof activation.gPrime === 'function') return activation
    throw new TypeError(
      `${where}: the activation is ${show(activation)}. Pass one of ${names}, or { g, gPrime }, two functions of numbers.`,
    )
  }
  if (!Object.hasOwn(handActivations, activation)) {
    throw new RangeError(`${where}: unknown activation ${show(activation)}. Pass one of ${names}, or { g, gPrime }.`)
  }
  return handActivations[activation]
}
