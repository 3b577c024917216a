/**
 * Whether the outputs of a network can be what its loss takes. A sigmoid before a loss that applies the sigmoid itself
 * trains without an error, and never learns: its outputs, from 0 to 1, are logits of probabilities from 0.5 to 0.73.
 */
import { type Loss, type LossName, nameOfLoss } from './losses.js'
import type { ActivationName } from './model/activation.js'
import { MLP } from './model/mlp.js'
import type { Model } from './model/model.js'

/** The numbers that an activation can give, to two digits. */
const RANGES: Record<ActivationName, readonly [low: number, high: number]> = {
  linear: [-Infinity, Infinity],
  leakyRelu: [-Infinity, Infinity],
  relu: [0, Infinity],
  softplus: [0, Infinity],
  gelu: [-0.17, Infinity],
  silu: [-0.28, Infinity],
  elu: [-1, Infinity],
  tanh: [-1, 1],
  sigmoid: [0, 1],
}

interface Need {
  /** Whether outputs between these bounds are enough. */
  met: (low: number, high: number) => boolean
  takes: string
  instead: string
}

const logits = (itself: string, met: Need['met']): Need => ({
  met,
  takes: 'logits, which may be any number',
  instead: `Leave the output linear: the loss applies the ${itself} itself.`,
})
const anyNumber = (low: number, high: number) => low === -Infinity && high === Infinity

/** The losses that need more than some activations give. */
const NEEDS: Partial<Record<LossName, Need>> = {
  binaryCrossEntropyWithLogits: logits('sigmoid', anyNumber),
  sigmoidCrossEntropy: logits('sigmoid', anyNumber),
  // Softmax sees only differences: they may be any number if the outputs are unbounded on one side.
  crossEntropy: logits('softmax', (low, high) => low === -Infinity || high === Infinity),
  hinge: { met: (low) => low <= -1, takes: 'outputs of -1 and less', instead: 'Leave the output linear.' },
}

/** Only an MLP whose output activation has a name and a loss of Gradus are judged. */
export function checkOutput(where: string, model: Model, loss: Loss): void {
  const activation = model instanceof MLP ? model.layers.at(-1)!.activation : undefined
  const name = nameOfLoss(loss)
  const need = name === undefined ? undefined : NEEDS[name]
  if (typeof activation !== 'string' || need === undefined) return
  const [low, high] = RANGES[activation]
  if (need.met(low, high)) return
  const gives = high === Infinity ? `no number below ${low}` : `numbers from ${low} to ${high}`
  throw new RangeError(
    `${where}: the output activation is '${activation}', which gives ${gives}, but the loss '${name}' takes ${need.takes}. ${need.instead}`,
  )
}
