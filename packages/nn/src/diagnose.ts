/** What is going on inside a network, as data: for the questions "why does it not learn?" and "is the rate right?". */
import { derivative, type Value, withoutGraph } from '@gradus/engine'
import { checkOptions, checkRange, checkSize, show } from '@gradus/engine/errors'
import { accumulate } from './fit/accumulate.js'
import { activations } from './model/activation.js'
import { gradientNorm } from './optim/clip.js'
import { evaluate } from './fit/fit.js'
import type { Loss, LossName } from './losses.js'
import { lossFunction } from './losses.js'
import type { MLP } from './model/mlp.js'
import type { DataLike, Model } from './model/model.js'
import { checkData, pick } from './model/model.js'
import type { Optimizer } from './optim/optimizer.js'
import { Random } from './random.js'
import { plainRow } from './rows.js'
import { Adam } from './optim/adam.js'
import { SGD } from './optim/sgd.js'

export interface LayerDiagnosis {
  /** Norm of the gradient of the layer's parameters over the whole data, and of the parameters themselves. */
  gradientNorm: number
  parameterNorm: number
  /** Share of the units whose activation has slope exactly 0 for every example: they cannot learn. */
  dead: number
  /** Share of the pairs of unit and example where the slope is below 2 % of the slope at 0 (0 for activations without one). */
  saturated: number
}

/** Per layer: gradient, dead and saturated units, over `data`. */
export function diagnose(
  model: MLP,
  data: DataLike,
  loss: LossName | Loss,
): { loss: number; layers: LayerDiagnosis[] } {
  checkData('diagnose', 'data', data)
  const value = accumulate(model, model.parameters(), data, lossFunction('diagnose', loss))
  let inputs: readonly (readonly number[])[] = data.inputs.map(plainRow)
  const layers = model.layers.map((layer): LayerDiagnosis => {
    const g = activations[layer.activation]
    const slope = (z: number) => Math.abs(derivative(g, z))
    const low = 0.02 * slope(0)
    let [dead, saturated] = [0, 0]
    for (const { weights, bias } of layer.neurons) {
      const slopes = inputs.map((a) => slope(weights.reduce((z, w, j) => z + w.data * a[j]!, bias.data)))
      if (slopes.every((s) => s === 0)) dead++
      saturated += slopes.filter((s) => s < low).length
    }
    const parameters = layer.parameters()
    const diagnosis = {
      gradientNorm: gradientNorm(parameters),
      parameterNorm: Math.sqrt(parameters.reduce((sum, p) => sum + p.data * p.data, 0)),
      dead: dead / layer.units,
      saturated: saturated / (layer.units * inputs.length),
    }
    inputs = withoutGraph(() => inputs.map((a) => layer.forward(a).map((y) => y.data)))
    return diagnosis
  })
  for (const p of model.parameters()) p.zeroGrad()
  return { loss: value, layers }
}

export interface OverfitOptions {
  loss: LossName | Loss
  /** How many of the first examples to learn by heart; default 8. */
  examples?: number
  /** Default 300. */
  steps?: number
  /** Of Adam; default 0.01. */
  lr?: number
}

/**
 * Can the model learn a few examples by heart? If not, something is wrong with model, loss or data, and no long run will
 * help. The model's weights are as before afterwards. `ok`: the loss fell below 5 % of what it was.
 */
export function overfitBatch(model: Model, data: DataLike, options: OverfitOptions): { losses: number[]; ok: boolean } {
  checkOptions('overfitBatch', options, ['loss', 'examples', 'steps', 'lr'])
  const { examples = 8, steps = 300, lr = 0.01 } = options
  checkSize('overfitBatch', 'examples', examples)
  checkSize('overfitBatch', 'steps', steps)
  checkData('overfitBatch', 'data', data)
  const loss = lossFunction('overfitBatch', options.loss)
  const batch = pick(data, [...data.inputs.keys()].slice(0, examples))
  return unchanged(model, () => {
    const parameters = model.parameters()
    const optimizer = new Adam(parameters, { lr })
    const losses = Array.from({ length: steps }, () => {
      const value = accumulate(model, parameters, batch, loss)
      optimizer.step()
      return value
    })
    losses.push(evaluate(model, batch, loss))
    return { losses, ok: losses.at(-1)! < 0.05 * losses[0]! }
  })
}

export interface RangeOptions {
  loss: LossName | Loss
  /** The first and last rate of the sweep; default 1e-5 and 10. */
  from?: number
  to?: number
  /** Batches in the sweep; default 100. */
  steps?: number
  /** Default 32. */
  batchSize?: number
  /** Of the order of the examples; default 1. */
  seed?: number
  /** Makes the optimizer to try; default plain SGD. */
  optimizer?: (parameters: Value[]) => Optimizer
}

/**
 * Sweeps the learning rate from small to large, one batch per step, and returns the loss along the way; the sweep ends
 * where the loss is four times its lowest. The best rate is usually where the curve falls steepest, about a tenth of the
 * one where it turns up. The model's weights are as before afterwards.
 */
export function learningRateRange(model: Model, data: DataLike, options: RangeOptions): { lr: number; loss: number }[] {
  checkOptions('learningRateRange', options, ['loss', 'from', 'to', 'steps', 'batchSize', 'seed', 'optimizer'])
  const { from = 1e-5, to = 10, steps = 100, batchSize = 32, seed = 1 } = options
  checkRange('learningRateRange', 'from', from, Number.MIN_VALUE)
  if (!(to > from)) throw new RangeError(`learningRateRange: to is ${show(to)}. Pass a rate above from, ${from}.`)
  checkSize('learningRateRange', 'steps', steps)
  checkSize('learningRateRange', 'examples per batch', batchSize)
  checkData('learningRateRange', 'data', data)
  const loss = lossFunction('learningRateRange', options.loss)
  const random = new Random(seed)
  return unchanged(model, () => {
    const parameters = model.parameters()
    const optimizer = options.optimizer?.(parameters) ?? new SGD(parameters)
    const curve: { lr: number; loss: number }[] = []
    let [order, lowest]: [number[], number] = [[], Infinity]
    for (let k = 0; k < steps; k++) {
      if (order.length === 0) order = random.shuffled([...data.inputs.keys()])
      optimizer.lr = from * (to / from) ** (k / Math.max(1, steps - 1))
      const value = accumulate(model, parameters, pick(data, order.splice(0, batchSize)), loss, random)
      if (!(value <= 4 * lowest)) break // NaN too
      lowest = Math.min(lowest, value)
      curve.push({ lr: optimizer.lr, loss: value })
      optimizer.step()
    }
    return curve
  })
}

/** Runs `fn`, then gives the model the weights back that it had, and clears its gradients. */
function unchanged<T>(model: Model, fn: () => T): T {
  const parameters = model.parameters()
  const before = parameters.map((p) => p.data)
  try {
    return fn()
  } finally {
    parameters.forEach((p, i) => {
      p.data = before[i]!
      p.zeroGrad()
    })
  }
}
