/**
 * How wrong is an output? Each takes the outputs for one example and its target, and gives one Value. The cross-entropies
 * take logits (what a linear output layer gives): probabilities that have been rounded to 0 or 1 would have lost both the
 * loss and its gradient.
 */
import type { Value } from '@gradus/engine'
import { dot, logSumExp, mean, softplus, sub } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { Target } from './model.js'

export type Loss = (outputs: readonly Value[], target: Target) => Value

/** Mean squared error, 1/n Σ (oᵢ − tᵢ)². A single number is a target of one output. */
export function mse(outputs: readonly Value[], targets: Target): Value {
  const t = oneEach('mse', outputs, targets)
  return mean(outputs.map((o, i) => o.sub(t[i]!).square()))
}

/**
 * Cross-entropy of the softmax of the logits z, −log softmax(z)ₖ = logSumExp(z) − zₖ for class index k, or
 * logSumExp(z) − Σ pᵢzᵢ for class probabilities p.
 */
export function crossEntropy(logits: readonly Value[], target: Target): Value {
  if (typeof target === 'number') {
    const logit = logits[target]
    if (logit === undefined) {
      throw new RangeError(
        `crossEntropy: the target is ${target}. Pass a class index from 0 to ${logits.length - 1}, or probabilities.`,
      )
    }
    return logSumExp(logits).sub(logit)
  }
  const p = oneEach('crossEntropy', logits, target)
  const total = p.reduce((sum, x) => sum + x, 0)
  if (!p.every((x) => x >= 0) || !(Math.abs(total - 1) < 1e-6)) {
    throw new RangeError(`crossEntropy: the probabilities sum to ${total}. Pass numbers of at least 0 that sum to 1.`)
  }
  return sub(logSumExp(logits), dot(logits, p))
}

/**
 * Mean over the outputs of −t log σ(z) − (1 − t) log(1 − σ(z)), as t·softplus(−z) + (1 − t)·softplus(z), which neither
 * overflows nor loses its gradient. Targets lie in [0, 1].
 */
export function binaryCrossEntropy(logits: readonly Value[], targets: Target): Value {
  const ts = oneEach('binaryCrossEntropy', logits, targets)
  return mean(
    logits.map((z, i) => {
      const t = ts[i]!
      if (!(t >= 0 && t <= 1)) {
        throw new RangeError(`binaryCrossEntropy: target ${i} is ${t}. Pass numbers from 0 to 1.`)
      }
      if (t === 0) return softplus(z)
      if (t === 1) return softplus(z.neg())
      return softplus(z.neg())
        .mul(t)
        .add(softplus(z).mul(1 - t))
    }),
  )
}

/** The losses that have a name. */
export const losses = { mse, crossEntropy, binaryCrossEntropy } satisfies Record<string, Loss>

export type LossName = keyof typeof losses

/** The loss of a name; one of your own passes through. */
export function lossFunction(where: string, loss: LossName | Loss): Loss {
  if (typeof loss === 'function') return loss
  if (!Object.hasOwn(losses, loss)) {
    const names = Object.keys(losses).join(', ')
    throw new RangeError(`${where}: unknown loss ${show(loss)}. Pass one of ${names}, or a function.`)
  }
  return losses[loss]
}

/** The targets as a list with one number per output. */
function oneEach(where: string, outputs: readonly Value[], targets: Target): readonly number[] {
  const list = typeof targets === 'number' ? [targets] : targets
  if (!Array.isArray(list)) throw new TypeError(`${where}: the target is ${show(targets)}. Pass an array of numbers.`)
  if (list.length !== outputs.length) {
    throw new RangeError(`${where}: ${outputs.length} outputs and ${list.length} targets. Pass one target per output.`)
  }
  return list
}
