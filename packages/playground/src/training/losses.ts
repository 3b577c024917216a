/** Losses that no pass has measured: of the first weights, of weights that the user has changed, and of a guess. */
import { Value, withoutGraph } from '@gradus/engine'
import { type Loss, type LossName, losses as lossFunctions, predictAll, type Target } from '@gradus/nn'
import type { NetworkSettings } from '../network/settings.js'
import { lossFor } from './data-set.js'
import type { KeptStep } from './kept-steps.js'
import type { DataNews, Losses } from './messages.js'
import { examplesFor, newModel } from './recipe.js'

/** What the losses of a run are compared with. */
export interface Start {
  /** The losses of the parameters of step 0. */
  readonly losses: Losses
  /** The training loss of always the same answer. */
  readonly guess: number
}

/** Measures the start of a run, again only for another step 0 or another loss. */
export class Starts {
  private last: (Start & { readonly step: KeptStep; readonly loss: string }) | undefined

  constructor(private readonly data: DataNews) {}

  of(settings: NetworkSettings, step: KeptStep): Start {
    const { data, last } = this
    const loss = lossFor(settings, data)
    if (last?.step === step && last.loss === loss) return last
    let guess: number | undefined
    this.last = {
      ...{ step, loss, losses: lossesOf(data, settings, step.parameters) },
      get guess() {
        return (guess ??= guessLoss(data, settings)) // most runs need none
      },
    }
    return this.last
  }
}

/** The losses of a network with these parameters, as records have them: without dropout, L1 and L2. */
export function lossesOf(data: DataNews, settings: NetworkSettings, parameters: ArrayLike<number>): Losses {
  const { loss, train, validation } = examplesFor(settings, data)
  const model = newModel(data.sizes, settings)
  model.parameters().forEach((p, i) => (p.data = parameters[i]!))
  const outputs = predictAll(model, [...train.inputs, ...(validation?.inputs ?? [])])
  const count = train.inputs.length
  return {
    loss: meanLoss(loss, outputs.slice(0, count), train.targets),
    ...(validation && { validationLoss: meanLoss(loss, outputs.slice(count), validation.targets) }),
  }
}

/** The same answer is the mean of the targets or, for a cross-entropy, the shares of the classes. */
function guessLoss(data: DataNews, settings: NetworkSettings): number {
  const { loss, train } = examplesFor(settings, data)
  const answer = Array.from({ length: data.sizes.at(-1)! }, (_, k) => {
    const share = (of: (target: number | readonly number[]) => number) =>
      train.targets.reduce<number>((sum, target) => sum + of(target), 0) / train.targets.length
    if (loss === 'crossEntropy') return Math.log(atLeast(share((target) => (target === k ? 1 : 0))))
    const mean = share((target) => (typeof target === 'number' ? target : target[k]!))
    return loss === 'binaryCrossEntropyWithLogits' ? Math.log(atLeast(mean) / atLeast(1 - mean)) : mean
  })
  const outputs = train.targets.map(() => answer)
  return meanLoss(loss, outputs, train.targets)
}

/** A class that is not there would have an infinite logit. */
const atLeast = (share: number): number => Math.max(share, 1e-9)

function meanLoss(loss: LossName, outputs: readonly number[][], targets: readonly Target[]): number {
  const lossOf: Loss = lossFunctions[loss]
  const of = (y: readonly number[], i: number) =>
    lossOf(
      y.map((o) => new Value(o)),
      targets[i]!,
    ).data
  return withoutGraph(() => outputs.reduce((sum, y, i) => sum + of(y, i), 0)) / outputs.length
}
