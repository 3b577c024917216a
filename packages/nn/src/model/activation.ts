/** What a unit does with its weighted sum z. The functions are rows of the engine's op table. */
import type { Value } from '@gradus/engine'
import * as ops from '@gradus/engine'
import { show } from '@gradus/engine/errors'

/** The activations that have a name; `linear` is z itself. */
export const activations = {
  linear: (z: Value) => z,
  sigmoid: (z: Value) => ops.sigmoid(z),
  tanh: (z: Value) => ops.tanh(z),
  relu: (z: Value) => ops.relu(z),
  leakyRelu: (z: Value) => ops.leakyRelu(z),
  elu: (z: Value) => ops.elu(z),
  gelu: (z: Value) => ops.gelu(z),
  silu: (z: Value) => ops.silu(z),
  softplus: (z: Value) => ops.softplus(z),
}

export type ActivationName = keyof typeof activations

/** Checks a name that may come from a file or a command line. */
export function activationName(where: string, name: string): ActivationName {
  if (!Object.hasOwn(activations, name)) {
    const names = Object.keys(activations).join(', ')
    throw new RangeError(`${where}: unknown activation ${show(name)}. Pass one of ${names}.`)
  }
  return name as ActivationName
}
