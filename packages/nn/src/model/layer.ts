import { group, type Scalar, type Value } from '@gradus/engine'
import { checkOptions, checkSize } from '@gradus/engine/errors'
import { type Activation, checkActivation } from './activation.js'
import type { Initializer, InitializerName } from './initializers.js'
import { initializer } from './initializers.js'
import { Neuron } from './neuron.js'
import { Random } from '../random.js'

/** The options of `Layer`. */
export interface LayerOptions {
  /** What each unit does with its weighted sum: a name, an op, or a function of a Value. Default 'linear'. */
  activation?: Activation
  /** How the first weights are drawn. Biases start at 0. Default 'glorot'. */
  init?: InitializerName | Initializer
  /** A seed, or the generator that a whole network draws from. Default 1. */
  seed?: number | Random
}

/**
 * Units that see the same inputs: `inputs` numbers in, `units` numbers out.
 *
 * @example
 * new Layer(2, 3, { activation: 'tanh' }).forward([1, -1]).length // => 3
 */
export class Layer {
  readonly neurons: readonly Neuron[]
  /** A name if Gradus has one for it, otherwise the op or the function. */
  readonly activation: Activation

  constructor(
    readonly inputs: number,
    readonly units: number,
    options: LayerOptions = {},
  ) {
    checkOptions('Layer', options, ['activation', 'init', 'seed'])
    checkSize('Layer', 'inputs', inputs)
    checkSize('Layer', 'units', units)
    const { activation = 'linear', init = 'glorot', seed = 1 } = options
    const random = seed instanceof Random ? seed : new Random(seed)
    const draw = initializer('Layer', init)
    this.activation = checkActivation('Layer', activation)
    this.neurons = Array.from({ length: units }, () => {
      const weights = Array.from({ length: inputs }, () => draw(random, inputs, units))
      return new Neuron(weights, 0, this.activation)
    })
  }

  /** The activations of all units, always an array. */
  forward(x: readonly Scalar[]): Value[] {
    if (x.length !== this.inputs) {
      throw new RangeError(
        `Layer: ${x.length} inputs for a layer of ${this.inputs}. Pass ${this.inputs} numbers or Values.`,
      )
    }
    return this.neurons.map((neuron, i) => group(`unit ${i + 1}`, () => neuron.forward(x)))
  }

  /** Unit by unit: its weights, then its bias. */
  parameters(): Value[] {
    return ([] as Value[]).concat(...this.neurons.map((neuron) => neuron.parameters()))
  }
}
