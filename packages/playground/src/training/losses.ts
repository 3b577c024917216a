/** Losses that no pass has measured: of the first weights, of weights that the user has changed, and of a guess. */
import { type EpochRecord, evaluate, MLP } from '@gradus/nn'
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
    const losses = lossesOf(data, settings, step.parameters)
    this.last = { step, loss, losses, guess: guessLoss(data, settings) }
    return this.last
  }
}

/** A training loss this many times as high as at the start and as that of a guess, in so many passes, is no accident. */
const [WORSE, PASSES] = [1.5, 3]

/** Whether the last passes are clearly worse than the start and than a guess. */
export function isWorse(records: readonly EpochRecord[], { losses, guess }: Start): boolean {
  const most = WORSE * Math.max(losses.loss, guess)
  const last = records.slice(-PASSES)
  return last.length === PASSES && last.every(({ loss }) => !(loss <= most))
}

/** The losses of a network with these parameters, as records have them: without dropout, L1 and L2. */
export function lossesOf(data: DataNews, settings: NetworkSettings, parameters: ArrayLike<number>): Losses {
  const { loss, train, validation } = examplesFor(settings, data)
  const model = withParameters(newModel(data.sizes, settings), parameters)
  return {
    loss: evaluate(model, train, loss),
    ...(validation && { validationLoss: evaluate(model, validation, loss) }),
  }
}

/** The same answer is the mean of the targets or, for a cross-entropy, the shares of the classes. */
function guessLoss(data: DataNews, settings: NetworkSettings): number {
  const { loss, train } = examplesFor(settings, data)
  const [inputs, units] = [data.sizes[0]!, data.sizes.at(-1)!]
  const answer = Array.from({ length: units }, (_, k) => {
    const share = (of: (target: number | readonly number[]) => number) =>
      train.targets.reduce<number>((sum, target) => sum + of(target), 0) / train.targets.length
    if (loss === 'crossEntropy') return Math.log(atLeast(share((target) => (target === k ? 1 : 0))))
    const mean = share((target) => (typeof target === 'number' ? target : target[k]!))
    return loss === 'binaryCrossEntropyWithLogits' ? Math.log(atLeast(mean) / atLeast(1 - mean)) : mean
  })
  // Without weights, a network answers its biases.
  const parameters = answer.flatMap((bias) => [...new Array<number>(inputs).fill(0), bias])
  return evaluate(withParameters(new MLP([inputs, units]), parameters), train, loss)
}

/** A class that is not there would have an infinite logit. */
const atLeast = (share: number): number => Math.max(share, 1e-9)

function withParameters(model: MLP, parameters: ArrayLike<number>): MLP {
  model.parameters().forEach((p, i) => (p.data = parameters[i]!))
  return model
}
