import type { Scalar, Value } from '@gradus/engine'
import { group, withoutGraph } from '@gradus/engine'
import { checkOptions, show } from '@gradus/engine/errors'
import type { Activation } from './activation.js'
import type { Initializer, InitializerName } from './initializers.js'
import { Dropout, type DropoutMasks } from './dropout.js'
import { type FromJSONOptions, parse, save, type SavedMLP } from './json.js'
import { Layer } from './layer.js'
import type { Model } from './model.js'
import { Random } from '../random.js'
import { isNumberArray, type NumberArray, plainRow, type Row } from '../rows.js'

/** The options of `MLP`. */
export interface MLPOptions {
  /**
   * The activation of the hidden layers: one for all, or an array with one per hidden layer. Each is a name, an op (of the
   * engine's table, or your own by `defineOp`), or a function of a Value. Default 'tanh'.
   */
  activation?: Activation | readonly Activation[]
  /** The activation of the last layer. Default 'linear': logits for the cross-entropies, any number for regression. */
  output?: Activation
  /** How the first weights are drawn: a name, or a function. Biases start at 0. Default 'glorot'. */
  init?: InitializerName | Initializer
  /** Share of the hidden units that each training step drops, in [0, 1): one for all hidden layers, or one each. Default 0. */
  dropout?: number | readonly number[]
  /** The seed of the first weights, a whole number. The same seed gives the same network. Default 1. */
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
  /** One per hidden layer. */
  readonly dropouts: readonly Dropout[]

  /** @param sizes the number of inputs, then the units of each layer */
  constructor(
    readonly sizes: readonly number[],
    options: MLPOptions = {},
  ) {
    checkOptions('MLP', options, ['activation', 'output', 'init', 'dropout', 'seed'])
    if (!Array.isArray(sizes) || sizes.length < 2) {
      throw new RangeError(`MLP: the sizes are ${show(sizes)}. Pass at least two, such as [2, 16, 1].`)
    }
    checkCount(sizes)
    const { activation = 'tanh', output = 'linear', init = 'glorot', dropout = 0, seed = 1 } = options
    const hidden = sizes.length - 2
    if (hidden === 0 && typeof dropout === 'number' && dropout > 0) {
      throw new RangeError(`MLP: dropout is ${show(dropout)} and there is no hidden layer. Leave it out, or add one.`)
    }
    const names = perHidden('activations', activation, hidden)
    this.dropouts = perHidden('dropout rates', dropout, hidden).map((rate) => new Dropout(rate))
    const random = new Random(seed)
    this.layers = sizes.slice(1).map((units, l) => {
      const name = l === hidden ? output : names[l]!
      return new Layer(sizes[l]!, units, { activation: name, init, seed: random })
    })
    this.layers.forEach((layer, l) =>
      layer.neurons.forEach((neuron, i) => {
        neuron.weights.forEach((w, j) => (w.label = `θ${l + 1}[${i + 1},${j + 1}]`))
        neuron.bias.label = `θ${l + 1}[${i + 1},0]`
      }),
    )
  }

  /**
   * The outputs for one example as Values, so that gradients can flow. Always an array, with one Value per output.
   *
   * @param masks for dropout in training: `model.forward(x, drawnMasks(new Random(1)))`. Leave them out in prediction.
   * @throws RangeError for an input of another width than the network takes
   */
  forward(x: readonly Scalar[] | NumberArray, masks?: DropoutMasks): Value[] {
    const inputs = this.sizes[0]!
    if (!(Array.isArray(x) || isNumberArray(x)) || x.length !== inputs) {
      throw new RangeError(`MLP: the input is ${show(x)}. Pass an array of ${inputs} numbers or Values.`)
    }
    let a: readonly Scalar[] = plainRow(x as readonly Scalar[])
    this.layers.forEach((layer, l) => {
      a = group(`layer ${l + 1}`, () => {
        const outputs = layer.forward(a)
        return this.dropouts[l]?.forward(outputs, masks) ?? outputs
      })
    })
    return a as Value[]
  }

  /** The outputs for one example, plain numbers in and out. It builds no graph and drops no units. */
  predict(x: Row): number[] {
    return withoutGraph(() => this.forward(x).map((y) => y.data))
  }

  /** All parameters, layer by layer and unit by unit; the bias of a unit comes after its weights. */
  parameters(): Value[] {
    return ([] as Value[]).concat(...this.layers.map((layer) => layer.parameters()))
  }

  /** All weights, in the same order, without the biases. */
  weights(): Value[] {
    return this.layers.flatMap((layer) => layer.neurons.flatMap((neuron) => neuron.weights))
  }

  /** A copy of the parameters as plain numbers, one matrix per layer: row i belongs to unit i, column 0 is the bias. */
  theta(): number[][][] {
    return this.layers.map((layer) =>
      layer.neurons.map(({ bias, weights }) => [bias.data, ...weights.map((w) => w.data)]),
    )
  }

  /** A network with these parameters, in the form that `theta()` gives. `init` and `seed` are no options here. */
  static fromTheta(
    thetas: readonly (readonly (readonly number[])[])[],
    options: Pick<MLPOptions, 'activation' | 'output' | 'dropout'> = {},
  ): MLP {
    checkOptions('MLP.fromTheta', options, ['activation', 'output', 'dropout'])
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

  /**
   * The network as plain JSON: sizes, activations, dropout rates and parameters, for `MLP.fromJSON`. `JSON.stringify(model)`
   * calls this.
   *
   * @throws RangeError if a parameter is not finite, or if an activation is a function without a name. Ops have names.
   * @example
   * const text = JSON.stringify(new MLP([2, 3, 1]))
   * MLP.fromJSON(JSON.parse(text)).sizes // => [2, 3, 1]
   */
  toJSON(): SavedMLP {
    return save(this)
  }

  /**
   * The network that `toJSON` gave. It predicts the same bits.
   *
   * @param json the parsed JSON, of any origin
   * @param options `activations` has your own ops that the network uses, by name, such as `{ mish }`
   * @throws RangeError or TypeError that names the path of the first fault
   */
  static fromJSON(json: unknown, options: FromJSONOptions = {}): MLP {
    const { theta, ...rest } = parse(json, options)
    return MLP.fromTheta(theta, rest)
  }
}

/** One for all hidden layers, or one each. */
function perHidden<T extends Activation | number>(what: string, value: T | readonly T[], hidden: number): T[] {
  if (!Array.isArray(value)) return new Array<T>(hidden).fill(value as T)
  if (value.length === hidden) return [...(value as readonly T[])]
  throw new RangeError(`MLP: ${value.length} ${what} for ${hidden} hidden layers. Pass one, or one per hidden layer.`)
}

/** A parameter is an object of some 100 bytes, so ten million of them take a gigabyte. */
const MOST_PARAMETERS = 10_000_000

function checkCount(sizes: readonly number[]): void {
  const count = sizes.slice(1).reduce((sum, units, l) => sum + units * (sizes[l]! + 1), 0)
  if (!(count > MOST_PARAMETERS)) return // sizes that are not numbers are refused by the layers
  throw new RangeError(
    `MLP: the sizes ${sizes.join('-')} need ${count} parameters. Pass sizes that need at most ${MOST_PARAMETERS.toLocaleString('en')}.`,
  )
}
