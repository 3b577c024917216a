/** What settings become when a network is trained: a model, an optimizer, and options of `fit`. */
import { Adagrad, Adam, AdamW, type FitOptions, MLP, type Optimizer, RMSProp, SGD } from '@gradus/nn'
import type { Value } from '@gradus/engine'
import type { NetworkSettings, OptimizerName } from '../network/settings.js'
import { lossFor, targetsFor } from './data-set.js'
import type { DataNews } from './messages.js'

/** The momentum of the two optimizers that have it. */
export const MOMENTUM = 0.9

/** A network with the first weights that seed and initialization give. */
export function newModel(sizes: readonly number[], settings: NetworkSettings): MLP {
  const { activation, init, dropout, seed } = settings
  return new MLP(sizes, { activation, init, seed, dropout: sizes.length > 2 ? dropout : 0 })
}

export function newOptimizer(parameters: readonly Value[], { optimizer, rate: lr }: NetworkSettings): Optimizer {
  const makers: Readonly<Record<OptimizerName, () => Optimizer>> = {
    sgd: () => new SGD(parameters, { lr }),
    momentum: () => new SGD(parameters, { lr, momentum: MOMENTUM }),
    nesterov: () => new SGD(parameters, { lr, momentum: MOMENTUM, nesterov: true }),
    adagrad: () => new Adagrad(parameters, { lr }),
    rmsprop: () => new RMSProp(parameters, { lr }),
    adam: () => new Adam(parameters, { lr }),
    adamw: () => new AdamW(parameters, { lr }),
  }
  return makers[optimizer]()
}

/** The weights of the settings, if they fit the network. Empty ones are new ones. */
export function weightsFor(
  weights: readonly number[],
  sizes: readonly number[],
): { weights?: readonly number[]; fault?: string } {
  if (weights.length === 0) return {}
  const count = sizes.slice(1).reduce((sum, units, l) => sum + units * (sizes[l]! + 1), 0)
  if (weights.length === count && weights.every(Number.isFinite)) return { weights }
  return {
    fault: `Weights: there are ${weights.length}, and this network needs ${count} finite numbers. It starts with new weights.`,
  }
}

/** The examples for `fit`, with the targets that the loss takes. */
export function examplesFor(settings: NetworkSettings, news: DataNews) {
  const loss = lossFor(settings, news)
  const targets = targetsFor(loss, news)
  const part = (rows: readonly number[]) => ({ inputs: rows.map((i) => news.rows[i]!), targets: rows.map((i) => targets[i]!) }) // oxfmt-ignore
  return { loss, train: part(news.train), validation: news.validation.length === 0 ? undefined : part(news.validation) }
}

export function fitSettings({ batch, l1, l2, seed }: NetworkSettings): Partial<FitOptions> {
  return { batchSize: batch, l1, l2, seed }
}

/** The settings that a run can take over while it goes on. */
const FREE = ['stopAfter', 'patience'] as const
/** Those among them that need another call of `fit`. A rate does not. */
const OF_A_FIT = ['l1', 'l2', 'dropout', 'batch', 'optimizer', 'loss'] as const

/** The present settings with those of `next` that a run can take over. */
export function takenOver(present: NetworkSettings, next: NetworkSettings): NetworkSettings {
  const names = [...FREE, ...OF_A_FIT, 'rate'] as const
  return { ...present, ...Object.fromEntries(names.map((name) => [name, next[name]])) }
}

/** Equal for settings under which one call of `fit` can continue. */
export const fitKey = (settings: NetworkSettings): string => JSON.stringify(OF_A_FIT.map((name) => settings[name]))
/** Equal for settings under which passes over the data give the same bits. */
export const passKey = (settings: NetworkSettings): string => `${settings.rate} ${fitKey(settings)}`
