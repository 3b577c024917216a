import type { Scalar, Value } from '@gradus/engine'
import { withoutGraph } from '@gradus/engine'
import { checkOptions, show } from '@gradus/engine/errors'
import type { ActivationName } from './activation.js'
import type { Initialiser, InitialiserName } from './init.js'
import { Layer } from './layer.js'
import type { Model } from './model.js'
import { Random } from './random.js'

export interface MLPOptions {
  /** Of the hidden layers: one name for all, or one per hidden layer. Default 'tanh'. */
  activation?: ActivationName | readonly ActivationName[]
  /** Of the last layer. Default 'linear': logits for the cross-entropies, any number for regression. */
  output?: ActivationName
  /** Default 'glorot'. */
  init?: InitialiserName | Initialiser
  /** Default 1. */
  seed?: number
}

/**
 * A multi-layer perceptron: fully connected layers, one after the other.
 *
 * @example
 * const model = new MLP([2, 3, 1], { activation: 'tanh', seed: 1 })
 * model.parameters().length // => 13
 * model.predict([0.5, -1]).length // => 1
 */
export class MLP implements Model {
  readonly layers: readonly Layer[]

  /** @param sizes the number of inputs, then the units of each layer */
  constructor(
    readonly sizes: readonly number[],
    options: MLPOptions = {},
  ) {
    checkOptions('MLP', options, ['activation', 'output', 'init', 'seed'])
    if (!Array.isArray(sizes) || sizes.length < 2) {
      throw new RangeError(`MLP: the sizes are ${show(sizes)}. Pass at least two, such as [2, 16, 1].`)
    }
    const { activation = 'tanh', output = 'linear', init = 'glorot', seed = 1 } = options
    const hidden = sizes.length - 2
    if (typeof activation !== 'string' && activation.length !== hidden) {
      throw new RangeError(
        `MLP: ${activation.length} activations for ${hidden} hidden layers. Pass one name, or one per hidden layer.`,
      )
    }
    const random = new Random(seed)
    this.layers = sizes.slice(1).map((units, l) => {
      const name = l === hidden ? output : typeof activation === 'string' ? activation : activation[l]!
      return new Layer(sizes[l]!, units, { activation: name, init, seed: random })
    })
    this.layers.forEach((layer, l) =>
      layer.neurons.forEach((neuron, i) => {
        neuron.weights.forEach((w, j) => (w.label = `θ${l + 1}[${i + 1},${j + 1}]`))
        neuron.bias.label = `θ${l + 1}[${i + 1},0]`
      }),
    )
  }

  /** The outputs for one example, as Values, so that gradients can flow. */
  forward(x: readonly Scalar[]): Value[] {
    const inputs = this.sizes[0]!
    if (!Array.isArray(x) || x.length !== inputs) {
      throw new RangeError(`MLP: the input is ${show(x)}. Pass an array of ${inputs} numbers or Values.`)
    }
    let a: readonly Scalar[] = x
    for (const layer of this.layers) a = layer.forward(a)
    return a as Value[]
  }

  /** The outputs for one example, plain numbers in and out, no graph. */
  predict(x: readonly number[]): number[] {
    return withoutGraph(() => this.forward(x).map((y) => y.data))
  }

  /** Every weight and bias, layer by layer, unit by unit, the bias of a unit after its weights. */
  parameters(): Value[] {
    return this.layers.flatMap((layer) => layer.parameters())
  }

  /** One matrix per layer: row i belongs to unit i, column 0 is the bias. */
  theta(): number[][][] {
    return this.layers.map((layer) =>
      layer.neurons.map(({ bias, weights }) => [bias.data, ...weights.map((w) => w.data)]),
    )
  }

  /** A network with given weights, in the form that `theta()` gives. The initialisation options are not for it. */
  static fromTheta(
    thetas: readonly (readonly (readonly number[])[])[],
    options: Pick<MLPOptions, 'activation' | 'output'> = {},
  ): MLP {
    checkOptions('MLP.fromTheta', options, ['activation', 'output'])
    if (!Array.isArray(thetas) || thetas.length === 0) {
      throw new RangeError(`MLP.fromTheta: the thetas are ${show(thetas)}. Pass one matrix per layer.`)
    }
    const matrices: readonly (readonly (readonly number[])[])[] = thetas
    const sizes = [(matrices[0]?.[0]?.length ?? 0) - 1, ...matrices.map((theta) => theta.length)]
    matrices.forEach((theta, l) =>
      theta.forEach((row, i) => {
        if (row.length === sizes[l]! + 1 && row.every((w) => typeof w === 'number')) return
        throw new RangeError(
          `MLP.fromTheta: row ${i} of matrix ${l} is ${show(row)}. Pass ${sizes[l]! + 1} numbers, the bias first.`,
        )
      }),
    )
    const model = new MLP(sizes, { ...options, init: 'zeros' })
    model.layers.forEach((layer, l) =>
      layer.neurons.forEach((neuron, i) => {
        const [bias, ...weights] = matrices[l]![i]!
        neuron.bias.data = bias!
        neuron.weights.forEach((w, j) => (w.data = weights[j]!))
      }),
    )
    return model
  }
}
