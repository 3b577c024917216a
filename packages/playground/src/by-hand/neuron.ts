/** One neuron, a = tanh(w₁·x₁ + w₂·x₂ + b): forward, and the slopes of a by hand and by the engine. */
import { tanh, Value } from '@gradus/engine'
import { numberText, operand } from './numbers.js'
import type { Compared } from './run.js'

export interface NeuronPass {
  readonly z: number
  readonly a: number
  /** ∂a/∂z */
  readonly delta: number
  /** Of δ, w₁, x₁, w₂, x₂ and b. */
  readonly slopes: readonly Compared[]
}

export function neuronPass(numbers: readonly number[]): NeuronPass {
  const [w1, x1, w2, x2, b] = numbers as [number, number, number, number, number]

  // By hand.
  const z = w1 * x1 + w2 * x2 + b
  const a = Math.tanh(z)
  const delta = 1 - a ** 2

  // By the engine.
  const leaves = numbers.map((number) => new Value(number))
  const [w1Value, x1Value, w2Value, x2Value, bValue] = leaves as [Value, Value, Value, Value, Value]
  const zValue = w1Value.mul(x1Value).add(w2Value.mul(x2Value)).add(bValue)
  tanh(zValue).backward()

  const product = (symbol: string, name: string, factor: number, leaf: Value): Compared => ({
    symbol: `∂a/∂${symbol}`,
    formula: `δ·${name}`,
    numbers: `${operand(delta)}·${operand(factor)}`,
    value: delta * factor,
    automatic: leaf.grad,
  })
  return {
    z,
    a,
    delta,
    slopes: [
      {
        symbol: 'δ = ∂a/∂z',
        formula: '1 − a²',
        numbers: `1 − ${operand(a)}²`,
        value: delta,
        automatic: zValue.grad,
      },
      product('w₁', 'x₁', x1, w1Value),
      product('x₁', 'w₁', w1, x1Value),
      product('w₂', 'x₂', x2, w2Value),
      product('x₂', 'w₂', w2, x2Value),
      { symbol: '∂a/∂b', formula: 'δ', numbers: numberText(delta), value: delta, automatic: bValue.grad },
    ],
  }
}
