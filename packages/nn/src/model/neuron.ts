import { dot, Value } from '@gradus/engine'
import type { Scalar } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { ActivationName } from './activation.js'
import { activationName, activations } from './activation.js'

/** One unit: a = g(w · x + b). */
export class Neuron {
  readonly weights: readonly Value[]
  readonly bias: Value

  /** @param weights one per input, at least one */
  constructor(
    weights: readonly number[],
    bias = 0,
    readonly activation: ActivationName = 'linear',
  ) {
    if (!Array.isArray(weights))
      throw new TypeError(`Neuron: the weights are ${show(weights)}. Pass an array of numbers.`)
    if (weights.length === 0) throw new RangeError('Neuron: there are no weights. Pass one number per input.')
    activationName('Neuron', activation)
    this.weights = weights.map((w, i) => new Value(w, `w${i + 1}`))
    this.bias = new Value(bias, 'b')
  }

  /** The activation for inputs x, of which there must be as many as weights. */
  forward(x: readonly Scalar[]): Value {
    if (x.length !== this.weights.length) {
      throw new RangeError(`Neuron: ${x.length} inputs for ${this.weights.length} weights. Pass one input per weight.`)
    }
    return activations[this.activation](dot(this.weights, x).add(this.bias))
  }

  /** The weights, then the bias. */
  parameters(): Value[] {
    return [...this.weights, this.bias]
  }
}
