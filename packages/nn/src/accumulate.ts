import type { Value } from '@gradus/engine'
import type { Loss } from './losses.js'
import type { Data, Model } from './model.js'

/**
 * The accumulation step of backpropagation over m examples: Δ := 0; for each example Δ := Δ + ∂loss/∂θ; D = Δ/m. Leaves
 * D in the `grad` of the parameters and returns the mean loss.
 */
export function accumulate(model: Model, parameters: readonly Value[], batch: Data, loss: Loss): number {
  for (const p of parameters) p.zeroGrad()
  const m = batch.inputs.length
  let total = 0
  batch.inputs.forEach((x, i) => {
    const example = loss(model.forward(x), batch.targets[i]!)
    example.backward() // leaves accumulate: Δ := Δ + …
    total += example.data
  })
  for (const p of parameters) p.grad /= m
  return total / m
}
