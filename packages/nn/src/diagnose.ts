/** Data about what happens inside a network, for two questions: why does it not learn, and is the learning rate right? */
import { derivative, type Value, withoutGraph } from '@gradus/engine'
import { checkOptions, checkRange, checkSize, show } from '@gradus/engine/errors'
import { accumulate } from './fit/accumulate.js'
import { activationFunction } from './model/activation.js'
import { drawnMasks } from './model/dropout.js'
import { gradientNorm } from './optim/clip.js'
import { evaluate } from './fit/fit.js'
import type { Loss, LossName } from './losses.js'
import { mustFitTogether } from './check-data.js'
import { MLP } from './model/mlp.js'
import type { DataLike, Model } from './model/model.js'
import { pick } from './model/model.js'
import { classNameOf } from './fit/checks.js'
import { Optimizer } from './optim/optimizer.js'
import { Random } from './random.js'
import { plainRow } from './rows.js'
import { Adam } from './optim/adam.js'
import { SGD } from './optim/sgd.js'

/** What `diagnose` says about one layer. */
export interface LayerDiagnosis {
  /** √Σg² over the layer's parameters, where g is the slope of the mean loss over the data. */
  gradientNorm: number
  /** √Σθ² over the layer's parameters. */
  parameterNorm: number
  /** Share of the units, in [0, 1], whose activation has slope exactly 0 for every example. They cannot learn. */
  dead: number
  /**
   * Share of the pairs of unit and example, in [0, 1], where the slope of the activation is below 2 % of its slope at z = 0.
   * It is 0 for an activation whose slope at 0 is 0, such as relu.
   */
  saturated: number
}

/**
 * Returns the mean loss over `data`, and for each layer the size of its gradient and how many of its units are dead or
 * saturated. The model stays as it is; its gradients are cleared.
 *
 * @throws TypeError or RangeError if model, data and loss do not fit together
 * @example
 * diagnose(new MLP([1, 4, 1]), { inputs: [[1]], targets: [2] }, 'mse').layers.length // => 2
 */
export function diagnose(
  model: MLP,
  data: DataLike,
  loss: LossName | Loss,
): { loss: number; layers: LayerDiagnosis[] } {
  if (!(model instanceof MLP)) throw new TypeError(`diagnose: the model is ${show(model)}. Pass an MLP.`)
  const value = accumulate(model, model.parameters(), data, mustFitTogether('diagnose', model, data, loss))
  let inputs: readonly (readonly number[])[] = data.inputs.map(plainRow)
  const layers = model.layers.map((layer): LayerDiagnosis => {
    const g = activationFunction(layer.activation)
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
  /** The loss to minimize: a name, or your own function. */
  loss: LossName | Loss
  /** How many of the first examples to learn by heart. Default 8. */
  examples?: number
  /** Number of optimizer steps, each over all of these examples. Default 300. */
  steps?: number
  /** The learning rate of Adam. Default 0.01. */
  lr?: number
}

/**
 * Tries to learn a few examples by heart. If that fails, something is wrong with the model, the loss or the data, and no long
 * run will help. Afterwards the model has the parameters it had before.
 *
 * @returns `losses`: the mean loss before each step and after the last. `ok`: whether the last is below 5 % of the first.
 */
export function overfitBatch(model: Model, data: DataLike, options: OverfitOptions): { losses: number[]; ok: boolean } {
  checkOptions('overfitBatch', options, ['loss', 'examples', 'steps', 'lr'])
  const { examples = 8, steps = 300, lr = 0.01 } = options
  checkSize('overfitBatch', 'examples', examples)
  checkSize('overfitBatch', 'steps', steps)
  const loss = mustFitTogether('overfitBatch', model, data, options.loss)
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
  /** The loss to minimize: a name, or your own function. */
  loss: LossName | Loss
  /** The first rate of the sweep, above 0. Default 1e-5. */
  from?: number
  /** The last rate of the sweep, above `from`. Default 10. */
  to?: number
  /** Number of steps in the sweep, one batch each. Default 100. */
  steps?: number
  /** Examples per step. Default 32. */
  batchSize?: number
  /** Seed of the order of the examples and of the dropout masks. Default 1. */
  seed?: number
  /** Returns the optimizer to try, made for these parameters. Default plain SGD. */
  optimizer?: (parameters: Value[]) => Optimizer
}

/**
 * Raises the learning rate from step to step, by equal ratios, and returns each rate with the loss of its batch. The sweep
 * ends early where the loss exceeds four times its lowest. A good rate is usually where the curve falls steepest, about a
 * tenth of the rate where it turns up. Afterwards the model has the parameters it had before. Source: L. N. Smith, Cyclical
 * Learning Rates for Training Neural Networks (2017), section 3.3.
 */
export function learningRateRange(model: Model, data: DataLike, options: RangeOptions): { lr: number; loss: number }[] {
  checkOptions('learningRateRange', options, ['loss', 'from', 'to', 'steps', 'batchSize', 'seed', 'optimizer'])
  const { from = 1e-5, to = 10, steps = 100, batchSize = 32, seed = 1 } = options
  checkRange('learningRateRange', 'from', from, Number.MIN_VALUE)
  if (!(to > from)) throw new RangeError(`learningRateRange: to is ${show(to)}. Pass a rate above from, ${from}.`)
  checkSize('learningRateRange', 'steps', steps)
  checkSize('learningRateRange', 'examples per batch', batchSize)
  const loss = mustFitTogether('learningRateRange', model, data, options.loss)
  const random = new Random(seed)
  return unchanged(model, () => {
    const parameters = model.parameters()
    const optimizer = options.optimizer === undefined ? new SGD(parameters) : optimizerOf(options.optimizer, parameters)
    const curve: { lr: number; loss: number }[] = []
    const full = Math.min(batchSize, data.inputs.length)
    let [order, lowest]: [number[], number] = [[], Infinity]
    for (let k = 0; k < steps; k++) {
      if (order.length < full) order = random.shuffled([...data.inputs.keys()]) // a small last batch would be noise
      optimizer.lr = from * (to / from) ** (k / Math.max(1, steps - 1))
      const value = accumulate(model, parameters, pick(data, order.splice(0, batchSize)), loss, drawnMasks(random))
      if (!(value <= 4 * lowest)) break // NaN too
      lowest = Math.min(lowest, value)
      curve.push({ lr: optimizer.lr, loss: value })
      optimizer.step()
    }
    return curve
  })
}

function optimizerOf(make: NonNullable<RangeOptions['optimizer']>, parameters: Value[]): Optimizer {
  const refuse = (what: string) =>
    new TypeError(
      `learningRateRange: optimizer ${what}. Pass a function that makes one, such as (parameters) => new Adam(parameters).`,
    )
  const className = classNameOf(make)
  if (className !== undefined) throw refuse(`is the class ${className}`)
  if (typeof make !== 'function') throw refuse(`is ${show(make)}`)
  const optimizer: unknown = make(parameters)
  if (optimizer instanceof Optimizer) return optimizer
  throw refuse(`returned ${show(optimizer)}`)
}

/** Runs `fn`, then restores the model's parameters and clears its gradients. */
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
