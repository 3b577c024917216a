/** The network with the numbers of the run, for everything that the page computes itself: units, formulas, graphs. */
import { activations, type ActivationName, MLP } from '@gradus/nn'
import { Value, withoutGraph } from '@gradus/engine'

/** A network of these sizes with these parameters. */
export function modelOf(sizes: readonly number[], activation: ActivationName, parameters: ArrayLike<number>): MLP {
  const model = new MLP(sizes, { activation, init: 'zeros' })
  model.parameters().forEach((p, i) => (p.data = parameters[i]!))
  return model
}

/** What one unit computes for an example: z = Σ w·a + b, and a = g(z). */
export interface UnitNumbers {
  readonly z: number
  readonly a: number
}

/** What each unit computes: a list for each layer after the inputs. */
export function unitNumbers(model: MLP, input: ArrayLike<number>): UnitNumbers[][] {
  return withoutGraph(() => {
    let a = Array.from(input)
    return model.layers.map(({ neurons, activation }) => {
      const g = activations[activation as ActivationName]
      const units = neurons.map(({ weights, bias }) => {
        const z = weights.reduce((sum, w, j) => sum + w.data * a[j]!, bias.data)
        return { z, a: g(new Value(z)).data }
      })
      a = units.map((unit) => unit.a)
      return units
    })
  })
}

/** Where the parameters of a unit stand in `model.parameters()`: its weights from here on, then its bias. */
export function firstParameter(sizes: readonly number[], layer: number, unit: number): number {
  let at = 0
  for (let l = 1; l < layer; l++) at += sizes[l]! * (sizes[l - 1]! + 1)
  return at + unit * (sizes[layer - 1]! + 1)
}

/** The probability of each class: by sigmoid for one output, which stands for the second of two classes, else by softmax. */
export function probabilities(outputs: readonly UnitNumbers[]): number[] {
  const logits = outputs.map(({ a }) => a)
  if (logits.length === 1) return [1, -1].map((sign) => 1 / (1 + Math.exp(sign * logits[0]!)))
  const top = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - top))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
