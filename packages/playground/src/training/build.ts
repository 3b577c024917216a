/** What a run is made of: the network, its optimizer, and the examples. */
import { Adagrad, Adam, AdamW, type LossName, MLP, type Optimizer, RMSProp, SGD } from '@gradus/nn'
import type { Value } from '@gradus/engine'
import type { NetworkSettings, OptimizerName } from '../network/settings.js'
import { lossFor, targetsFor } from './data-set.js'
import type { DataNews } from './messages.js'

const MOMENTUM = 0.9

export const OPTIMIZERS: Readonly<Record<OptimizerName, (parameters: Value[], lr: number) => Optimizer>> = {
  sgd: (parameters, lr) => new SGD(parameters, { lr }),
  momentum: (parameters, lr) => new SGD(parameters, { lr, momentum: MOMENTUM }),
  nesterov: (parameters, lr) => new SGD(parameters, { lr, momentum: MOMENTUM, nesterov: true }),
  adagrad: (parameters, lr) => new Adagrad(parameters, { lr }),
  rmsprop: (parameters, lr) => new RMSProp(parameters, { lr }),
  adam: (parameters, lr) => new Adam(parameters, { lr }),
  adamw: (parameters, lr) => new AdamW(parameters, { lr }),
}

/** The network of the settings, with their weights if there are any. @throws RangeError if these do not fit */
export function buildModel(
  { activation, init, dropout, seed, weights }: NetworkSettings,
  sizes: readonly number[],
): MLP {
  const model = new MLP(sizes, { activation, init, seed, dropout: sizes.length > 2 ? dropout : 0 })
  const parameters = model.parameters()
  if (weights.length === 0) return model
  if (weights.length !== parameters.length) {
    throw new RangeError(
      `Weights: there are ${weights.length}, and the network has ${parameters.length} parameters. Begin with new weights.`,
    )
  }
  parameters.forEach((p, i) => (p.data = weights[i]!))
  return model
}

export interface Part {
  readonly inputs: Float64Array[]
  readonly targets: (number | number[])[]
}

export interface Examples {
  readonly loss: LossName
  readonly train: Part
  /** Undefined if no example is for validation. */
  readonly validation: Part | undefined
}

/** The examples as `fit` takes them. */
export function examplesFor(settings: NetworkSettings, news: DataNews): Examples {
  const loss = lossFor(settings, news)
  const targets = targetsFor(loss, news)
  const part = (indices: readonly number[]): Part => ({
    inputs: indices.map((i) => news.rows[i]!),
    targets: indices.map((i) => targets[i]!),
  })
  return { loss, train: part(news.train), validation: news.validation.length === 0 ? undefined : part(news.validation) }
}
