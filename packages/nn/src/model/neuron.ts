import { dot, Value } from '@gradus/engine'
import type { Scalar } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import { type Activation, activationFunction, checkActivation } from './activation.js'

/**
 * One unit: a = g(w · x + b), with weights w, bias b and activation g.
 *
 * @example
 * new Neuron([1, -2], 0.5, 'relu').forward([3, 1]).data // => 1.5
 */
export class Neuron {
  readonly weights: readonly Value[]
  readonly bias: Value
  /** A name if Gradus has one for it, otherwise the op or the function. */
  readonly activation: Activation

  /**
   * @param weights one per input, at least one
   * @param activation a name, an op, or a function of a Value
   */
  constructor(weights: readonly number[], bias = 0, activation: Activation = 'linear') {
    if (!Array.isArray(weights))
      throw new TypeError(`Neuron: the weights are ${show(weights)}. Pass an array of numbers.`)
    if (weights.length === 0) throw new RangeError('Neuron: there are no weights. Pass one number per input.')
    this.activation = checkActivation('Neuron', activation)
    this.weights = weights.map((w, i) => new Value(w, `w${i + 1}`))
    this.bias = new Value(bias, 'b')
  }

  /** The activation for inputs x, one per weight, as a Value. */
  forward(x: readonly Scalar[]): Value {
    if (x.length !== this.weights.length) {
      throw new RangeError(`Neuron: ${x.length} inputs for ${this.weights.length} weights. Pass one input per weight.`)
    }
    const a: unknown = activationFunction(this.activation)(dot(this.weights, x).add(this.bias))
    if (a instanceof Value) return a
    throw new TypeError(`Neuron: the activation returned ${show(a)}. Return a Value made from z, such as z.tanh().`)
  }

  /** The weights, then the bias. */
  parameters(): Value[] {
    return [...this.weights, this.bias]
  }
}
