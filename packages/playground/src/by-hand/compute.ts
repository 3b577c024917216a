/** The 2-2-2 network computed twice: by the formulas of δ, and by the engine. */
import { Value } from '@gradus/engine'
import { backpropagate, type Backpropagated, binaryCrossEntropyWithLogits, MLP, quadratic } from '@gradus/nn'
import type { ByHandSettings } from './settings.js'

/** Θ⁽¹⁾ and Θ⁽²⁾: row i for unit i, column 0 the bias. */
export function thetasOf(weights: readonly number[]): number[][][] {
  const rows = [0, 3, 6, 9].map((at) => weights.slice(at, at + 3))
  return [rows.slice(0, 2), rows.slice(2)]
}

/** z, a, δ and D by the formulas. */
export const byFormulas = ({ inputs, targets, weights, cost }: ByHandSettings): Backpropagated =>
  backpropagate(thetasOf(weights), [inputs], [targets], { cost })

/** ∂J/∂Θ by `backward()`, in the order of the weights. */
export function byEngine({ inputs, targets, weights, cost }: ByHandSettings): number[] {
  const output = cost === 'quadratic' ? 'sigmoid' : 'linear' // the cross-entropy takes z
  const model = MLP.fromTheta(thetasOf(weights), { activation: 'sigmoid', output })
  const outputs = model.forward(inputs)
  const J =
    cost === 'quadratic'
      ? quadratic(outputs, targets)
      : outputs.reduce((sum, z, k) => sum.add(binaryCrossEntropyWithLogits([z], targets[k]!)), new Value(0))
  J.backward()
  // The parameters of a unit are its weights and then its bias; here the bias comes first.
  return model.layers.flatMap(({ neurons }) => neurons.flatMap((n) => [n.bias.grad, ...n.weights.map((w) => w.grad)]))
}

/** The weights after this many updates Θ := Θ − α · D, and the cost before each. */
export function updated(settings: ByHandSettings, times: number): { weights: number[]; costs: number[] } {
  let weights = [...settings.weights]
  const costs: number[] = []
  for (let i = 0; i < times; i++) {
    const { D, J } = byFormulas({ ...settings, weights })
    costs.push(J)
    const gradient = D.flat(2)
    weights = weights.map((w, k) => (settings.fixedBiases && k % 3 === 0 ? w : w - settings.rate * gradient[k]!))
  }
  return { weights, costs }
}
