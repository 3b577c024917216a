/** ∂loss/∂Θ for one example by the δ formulas, without the engine. */
import { backpropagate, type HandActivation, handActivations, type LossName, type MLP, type Target } from '@gradus/nn'

/** The activations whose slopes are written out by hand. At 0, relu has slope 0. */
const byHand: Record<string, HandActivation> = {
  ...handActivations,
  relu: { g: (z) => Math.max(z, 0), gPrime: (z) => (z > 0 ? 1 : 0) },
}

/** The first activation of the hidden layers without a formula here; undefined if all have one. */
export const withoutFormula = (model: MLP): string | undefined =>
  model.layers
    .slice(0, -1)
    .map(({ activation }) => (typeof activation === 'string' ? activation : 'a function'))
    .find((name) => !Object.hasOwn(byHand, name))

/**
 * Returns one matrix per layer, row i for unit i, column 0 the bias.
 *
 * `backpropagate` knows two costs. For any loss, we take the quadratic one with a linear output and a target t′ that makes
 * its δ(L) = z − t′ the slope of this loss in z.
 */
export function byDeltas(model: MLP, x: readonly number[], target: Target, loss: LossName): number[][][] {
  const z = model.predict(x)
  const delta = slopes(z, target, loss)
  const [hidden] = model.layers
  const activation = model.layers.length === 1 ? {} : { activation: byHand[hidden!.activation as string]! }
  const shifted = z.map((zi, i) => zi - delta[i]!)
  return backpropagate(model.theta(), [x], [shifted], { ...activation, output: 'linear', cost: 'quadratic' }).D
}

/** ∂loss/∂z of the last layer: softmax(z) − y, σ(z) − y, or 2(z − t). */
function slopes(z: readonly number[], target: Target, loss: LossName): number[] {
  const y = (i: number): number => (typeof target === 'number' ? Number(i === target) : target[i]!)
  if (loss === 'mse') return z.map((zi) => 2 * (zi - (target as number)))
  if (loss === 'sigmoidCrossEntropy') return z.map((zi, i) => 1 / (1 + Math.exp(-zi)) - y(i))
  const most = Math.max(...z)
  const powers = z.map((zi) => Math.exp(zi - most))
  const sum = powers.reduce((a, b) => a + b, 0)
  return powers.map((p, i) => p / sum - y(i))
}
