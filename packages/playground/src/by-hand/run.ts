/** The network after a number of updates, and one update in all its numbers: by hand, and by the engine. */
import { backpropagate, MLP, quadratic, sigmoidCrossEntropy } from '@gradus/nn'
import { type TraceLine, traceTraining } from '@gradus/nn/trace'
import type { ByHandSettings } from './settings.js'

export type Thetas = readonly number[][][]

/** The sizes of the layers. */
export const SIZES = [2, 2, 2] as const

/** Θ⁽¹⁾ and Θ⁽²⁾; column 0 has the biases. */
export function thetasOf({ weights, biases }: Pick<ByHandSettings, 'weights' | 'biases'>): Thetas {
  return [0, 1].map((l) => [0, 1].map((i) => [biases[2 * l + i]!, ...weights.slice(4 * l + 2 * i, 4 * l + 2 * i + 2)]))
}

/** The same as two lists. */
export function listsOf(thetas: Thetas): Pick<ByHandSettings, 'weights' | 'biases'> {
  const rows = thetas.flat()
  return { weights: rows.flatMap((row) => row.slice(1)), biases: rows.map((row) => row[0]!) }
}

export interface Run {
  /** The parameters after `updates` updates. */
  readonly thetas: Thetas
  /** The cost before each update, and at last. */
  readonly costs: readonly number[]
}

/** Makes the updates again, from the start: a few milliseconds for a thousand. */
export function runOf(settings: ByHandSettings): Run {
  const { x, y, cost, rate, fixedBiases, updates } = settings
  let thetas = thetasOf(settings)
  const costs: number[] = []
  for (let n = 0; ; n++) {
    const { D, J } = backpropagate(thetas, [x], [y], { cost })
    costs.push(J)
    if (n === updates) return { thetas, costs }
    thetas = thetas.map((Theta, l) =>
      Theta.map((row, i) => row.map((theta, j) => (fixedBiases && j === 0 ? theta : theta - rate * D[l]![i]![j]!))),
    )
  }
}

/** One line of a table: a slope by hand, and what the engine finds. */
export interface Compared extends TraceLine {
  readonly automatic: number
}

export interface Pass {
  readonly z: readonly (readonly number[])[]
  /** The inputs are a[0]. */
  readonly a: readonly (readonly number[])[]
  readonly delta: readonly (readonly number[])[]
  readonly J: number
  readonly newJ: number
  readonly newThetas: Thetas
  readonly forward: readonly TraceLine[]
  readonly cost: TraceLine
  /** δ of each unit, from the last layer to the first. */
  readonly deltas: readonly Compared[]
  /** ∂J/∂Θ of each parameter that changes. */
  readonly slopes: readonly Compared[]
  readonly update: readonly TraceLine[]
}

/** One forward pass, backward pass and update. */
export function passOf(thetas: Thetas, settings: ByHandSettings): Pass {
  const { x, y, cost, rate, fixedBiases } = settings
  const { examples, J } = backpropagate(thetas, [x], [y], { cost })
  const { z, a, delta } = examples[0]!
  const trace = traceTraining(thetas, [x], [y], { cost, lr: rate, fixedBiases })
  const linesOf = (title: string) => trace.sections.find((section) => section.title === title)!.lines
  const automatic = automaticOf(thetas, settings)
  const slopes = automatic.flat().flatMap((row) => (fixedBiases ? row.slice(1) : row))
  // A bias has the slope 1 · δ, so its gradient is δ of its unit.
  const deltas = automatic.toReversed().flatMap((rows) => rows.map((row) => row[0]!))
  const compared = (lines: readonly TraceLine[], numbers: readonly number[]) =>
    lines.map((line, i): Compared => ({ ...line, automatic: numbers[i]! }))
  return {
    z, a, delta, J, newJ: trace.newJ, newThetas: trace.Thetas,
    forward: linesOf('Forward'),
    cost: linesOf('Cost')[0]!,
    deltas: compared(linesOf('Backward'), deltas),
    slopes: compared(linesOf('Gradient'), slopes),
    update: linesOf('New parameters'),
  } // oxfmt-ignore
}

/** The gradients that the engine leaves at the parameters, in the shape of Θ. */
function automaticOf(thetas: Thetas, { x, y, cost }: ByHandSettings): Thetas {
  // The cross-entropy is computed from z, where it neither overflows nor loses digits.
  const output = cost === 'quadratic' ? 'sigmoid' : 'linear'
  const model = MLP.fromTheta(thetas, { activation: 'sigmoid', output })
  const loss = cost === 'quadratic' ? quadratic : sigmoidCrossEntropy
  loss(model.forward([...x]), [...y]).backward()
  return model.layers.map(({ neurons }) => neurons.map(({ bias, weights }) => [bias, ...weights].map((p) => p.grad)))
}
