/** Compares the gradient of a model with finite differences and with the δ formulas. */
import { gradcheck, type Value } from '@gradus/engine'
import { accumulate, losses, type MLP, Random } from '@gradus/nn'
import type { LossName } from '@gradus/nn'
import { byDeltas, withoutFormula } from './delta.js'
import type { ModelExamples } from './examples.js'

/** Errors are relative to the largest slope of the layer. */
export interface LayerCheck {
  /** Counted from 1. */
  layer: number
  parameters: number
  /** How many of them were compared with finite differences. */
  compared: number
  finiteDifferences: { ok: boolean; error: number; message: string }
  /** Absent if an activation has no formula written by hand. `line` is the line of the example with the largest error. */
  deltas?: { ok: boolean; error: number; line: number }
}

/** What rounding may do to a gradient whose formulas add up to a few thousand terms. */
const ROUNDING = 1e-9

export function checkGradients(
  model: MLP,
  { data, lines }: ModelExamples,
  loss: LossName,
  most: number,
): { layers: LayerCheck[]; withoutFormula?: string } {
  const unknown = withoutFormula(model)
  const deltas = unknown === undefined ? againstDeltas(model, { data, lines }, loss) : undefined
  const random = new Random(1)
  const layers = model.layers.map(({ neurons }, l): LayerCheck => {
    const slots = neurons.flatMap(({ weights }, i) => [...weights, undefined].map((_, j) => ({ i, j })))
    const chosen = slots.length <= most ? slots : random.shuffled(slots).slice(0, most)
    const values = chosen.map(({ i, j }) => (neurons[i]!.weights[j] ?? neurons[i]!.bias).data)
    const meanLoss = (xs: Value[]): Value =>
      withParameters(model, l, chosen, xs, () =>
        data.inputs
          .map((x, k) => losses[loss](model.forward(x), data.targets[k]!))
          .reduce((a, b) => a.add(b))
          .div(data.inputs.length),
      )
    const { ok, worst, message } = gradcheck(meanLoss, values, { order: 1 })
    const unit = ({ i, j }: Slot) => `unit ${i + 1}, ${j === neurons[i]!.weights.length ? 'bias' : `weight ${j + 1}`}`
    const where = worst === undefined ? '' : `${unit(chosen[worst.input]!)}: slope ${worst.exact}, by finite differences ${worst.numeric}` // oxfmt-ignore
    return {
      ...{ layer: l + 1, parameters: slots.length, compared: chosen.length },
      finiteDifferences: { ok, error: worst?.error ?? 0, message: where === '' ? message : where },
      ...(deltas === undefined ? {} : { deltas: deltas[l]! }),
    }
  })
  return { layers, ...(unknown === undefined ? {} : { withoutFormula: unknown }) }
}

/** Unit i of a layer, and its weight j, or its bias after the last weight. */
interface Slot {
  i: number
  j: number
}

/** Runs `fn` while the model computes with other Values as some of its parameters. */
function withParameters<T>(model: MLP, l: number, slots: readonly Slot[], values: readonly Value[], fn: () => T): T {
  const { neurons } = model.layers[l]!
  const exchange = (k: number, value: Value): Value => {
    const { i, j } = slots[k]!
    const neuron = neurons[i]! as unknown as { weights: Value[]; bias: Value }
    const before = neuron.weights[j] ?? neuron.bias
    if (j < neuron.weights.length) neuron.weights[j] = value
    else neuron.bias = value
    return before
  }
  const before = values.map((value, k) => exchange(k, value))
  try {
    return fn()
  } finally {
    before.forEach((value, k) => exchange(k, value))
  }
}

/** For each layer the example with the largest difference. */
function againstDeltas(
  model: MLP,
  { data, lines }: Pick<ModelExamples, 'data' | 'lines'>,
  loss: LossName,
): NonNullable<LayerCheck['deltas']>[] {
  const worst = model.layers.map(() => ({ ok: true, error: 0, line: lines[0]! }))
  const parameters = model.parameters()
  data.inputs.forEach((x, k) => {
    const target = data.targets[k]!
    accumulate(model, parameters, { inputs: [x], targets: [target] } as typeof data, losses[loss])
    const byHand = byDeltas(model, x, target, loss)
    model.layers.forEach(({ neurons }, l) => {
      const exact = neurons.flatMap(({ weights, bias }) => [bias.grad, ...weights.map((w) => w.grad)])
      const hand = byHand[l]!.flat()
      // Near a perfect prediction, δ(L) = a − y is a small difference of large numbers.
      const scale = hand.reduce((most, g) => Math.max(most, Math.abs(g)), 1e-3)
      const difference = exact.reduce((most, g, i) => {
        const d = Math.abs(g - hand[i]!)
        return d <= most ? most : d // also NaN
      }, 0)
      const error = difference / scale
      if (!(error <= worst[l]!.error)) worst[l] = { ok: error <= ROUNDING, error, line: lines[k]! }
    })
  })
  for (const p of parameters) p.zeroGrad()
  return worst
}
