import { Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { Loss } from '../losses.js'
import type { DataLike, Model } from '../model/model.js'
import type { DropoutMasks } from '../model/dropout.js'
import { plainRow, plainTarget } from '../rows.js'

/**
 * The accumulation step of backpropagation over m examples: Δ := 0; for each example Δ := Δ + ∂loss/∂θ; D = Δ/m. Leaves
 * D in the `grad` of the parameters and returns the mean loss. `masks` are for dropout; leave them out to train without.
 */
export function accumulate(
  model: Model,
  parameters: readonly Value[],
  batch: DataLike,
  loss: Loss,
  masks?: DropoutMasks,
): number {
  for (const p of parameters) p.zeroGrad()
  const m = batch.inputs.length
  let total = 0
  batch.inputs.forEach((x, i) => {
    const example = mustBeValue(loss(model.forward(plainRow(x), masks), plainTarget(batch.targets[i]!)))
    example.backward() // leaves accumulate: Δ := Δ + …
    total += example.data
  })
  for (const p of parameters) p.grad /= m
  return total / m
}

/** Refuses a loss that is not a Value, because a plain number has no gradient. */
export function mustBeValue(loss: unknown): Value {
  if (loss instanceof Value) return loss
  throw new TypeError(`accumulate: the loss returned ${show(loss)}. Return a Value.`)
}
