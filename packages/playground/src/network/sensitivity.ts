/** How each unit responds to the inputs: what a picture of an image network shows in place of a map over the plane. */
import { activations, type ActivationName, type MLP } from '@gradus/nn'
import { Value } from '@gradus/engine'
import type { UnitNumbers } from './model.js'

/**
 * ∂z/∂x of each unit for each input x, at the example that `numbers` belong to: a list for each layer after the inputs. In the
 * first layer these are the weights. Then ∂z⁽ˡ⁾/∂x = Θ⁽ˡ⁾ · (g′(z⁽ˡ⁻¹⁾) ⊙ ∂z⁽ˡ⁻¹⁾/∂x).
 */
export function sensitivities(model: MLP, numbers: readonly (readonly UnitNumbers[])[]): Float64Array[][] {
  const count = model.sizes[0]!
  let before: Float64Array[] = [] // ∂a/∂x of the layer before
  return model.layers.map(({ neurons, activation }, l) => {
    const units = neurons.map(({ weights }) => {
      if (l === 0) return Float64Array.from(weights, (w) => w.data)
      const sum = new Float64Array(count)
      weights.forEach((w, j) => before[j]!.forEach((slope, i) => (sum[i]! += w.data * slope)))
      return sum
    })
    before = units.map((unit, k) => {
      const slope = slopeAt(activation as ActivationName, numbers[l]![k]!.z)
      return unit.map((s) => slope * s)
    })
    return units
  })
}

/** g′(z), by the rule of the engine. */
function slopeAt(activation: ActivationName, z: number): number {
  const x = new Value(z)
  activations[activation](x).backward()
  return x.grad
}
