/**
 * How wrong is an output? Each takes the outputs for one example and its target, and gives one Value. The cross-entropies
 * take logits (what a linear output layer gives): probabilities that have been rounded to 0 or 1 would have lost both the
 * loss and its gradient.
 */
import type { Scalar } from '@gradus/engine'
import { dot, eq, logSumExp, mean, softplus, sub, sum, Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { Target } from './model/model.js'

export type Loss = (outputs: readonly Value[], target: Target) => Value

/** Mean squared error, 1/n Σ (oᵢ − tᵢ)². A single number is a target of one output. */
export function mse(outputs: readonly Value[], targets: Target): Value {
  const t = oneEach('mse', outputs, targets)
  return mean(outputs.map((o, i) => o.sub(t[i]!).square()))
}

/** Mean absolute error, 1/n Σ |oᵢ − tᵢ|; slope 0 where they are equal. */
export function mae(outputs: readonly Value[], targets: Target): Value {
  const t = oneEach('mae', outputs, targets)
  return mean(outputs.map((o, i) => o.sub(t[i]!).abs()))
}

/**
 * Huber's loss, the mean over the outputs of ½d² where |d| = |o − t| ≤ delta, and delta·(|d| − ½delta) beyond: quadratic
 * near the target, linear far out (P. J. Huber, 1964). With c = min(|d|, delta) both are c·(|d| − ½c).
 */
export function huber(outputs: readonly Value[], targets: Target, delta = 1): Value {
  const t = oneEach('huber', outputs, targets)
  if (!(delta > 0 && delta < Infinity)) throw new RangeError(`huber: delta is ${show(delta)}. Pass a positive number.`)
  return mean(
    outputs.map((o, i) => {
      const distance = o.sub(t[i]!).abs()
      const near = distance.min(delta)
      return near.mul(distance.sub(near.mul(0.5)))
    }),
  )
}

/** Hinge loss for targets −1 and 1, the mean over the outputs of max(0, 1 − t·o); slope 0 at the hinge. */
export function hinge(outputs: readonly Value[], targets: Target): Value {
  const t = oneEach('hinge', outputs, targets)
  return mean(
    outputs.map((o, i) => {
      const target = t[i]!
      if (typeof target === 'number' && target !== 1 && target !== -1) {
        throw new RangeError(`hinge: target ${i} is ${target}. Pass 1 or -1.`)
      }
      return sub(1, o.mul(target)).relu()
    }),
  )
}

/** The quadratic cost, ½ Σ (oᵢ − tᵢ)². */
export function quadratic(outputs: readonly Value[], targets: Target): Value {
  const t = oneEach('quadratic', outputs, targets)
  return sum(outputs.map((o, i) => o.sub(t[i]!).square())).mul(0.5)
}

/**
 * Cross-entropy of the softmax of the logits z, −log softmax(z)ₖ = logSumExp(z) − zₖ for class index k, or
 * logSumExp(z) − Σ pᵢzᵢ for class probabilities p. What is subtracted is subtracted from each logit instead, before the
 * exponentials: two large numbers that are nearly equal would leave few digits of a small loss.
 */
export function crossEntropy(logits: readonly Value[], target: Target): Value {
  if (logits.length === 1) {
    throw new RangeError(
      'crossEntropy: there is one logit. Pass one per class; for a single output use binaryCrossEntropyWithLogits.',
    )
  }
  const index: unknown = target
  if (index instanceof Value) {
    // While `fit` compiles a loss, a class index is a Value that stands for any index.
    return crossEntropyOf(
      logits,
      logits.map((_, k) => eq(index, k)),
    )
  }
  if (typeof target === 'number') {
    const logit = logits[target]
    if (logit === undefined) {
      throw new RangeError(
        `crossEntropy: the target is ${target}. Pass a class index from 0 to ${logits.length - 1}, or probabilities.`,
      )
    }
    return logSumExp(logits.map((z) => z.sub(logit)))
  }
  const p = oneEach('crossEntropy', logits, target)
  if (areNumbers(p)) checkProbabilities(p)
  return crossEntropyOf(logits, p)
}

/** logSumExp(z) − Σ pᵢzᵢ */
function crossEntropyOf(logits: readonly Value[], p: readonly Scalar[]): Value {
  const expected = dot(logits, p)
  return logSumExp(logits.map((z) => z.sub(expected)))
}

function checkProbabilities(p: readonly number[]): void {
  const total = p.reduce((s, x) => s + x, 0)
  const negative = p.find((x) => !(x >= 0))
  if (negative !== undefined) {
    throw new RangeError(`crossEntropy: a probability is ${negative}. Pass numbers of at least 0 that sum to 1.`)
  }
  if (!(Math.abs(total - 1) < 1e-6)) {
    throw new RangeError(`crossEntropy: the probabilities sum to ${total}. Pass numbers of at least 0 that sum to 1.`)
  }
}

/**
 * The mean over the outputs of −t log σ(z) − (1 − t) log(1 − σ(z)), as t·softplus(−z) + (1 − t)·softplus(z), which neither
 * overflows nor loses its gradient. Targets lie in [0, 1].
 */
export function binaryCrossEntropyWithLogits(logits: readonly Value[], targets: Target): Value {
  return mean(sigmoidTerms('binaryCrossEntropyWithLogits', logits, targets))
}

/** The same as a sum over the outputs, so that δ = σ(z) − y at the last layer (http://neuralnetworksanddeeplearning.com/chap3.html). */
export function sigmoidCrossEntropy(logits: readonly Value[], targets: Target): Value {
  return sum(sigmoidTerms('sigmoidCrossEntropy', logits, targets))
}

function sigmoidTerms(where: string, logits: readonly Value[], targets: Target): Value[] {
  const ts = oneEach(where, logits, targets)
  return logits.map((z, i) => {
    const t = ts[i]!
    if (typeof t === 'number' && !(t >= 0 && t <= 1)) {
      throw new RangeError(`${where}: target ${i} is ${t}. Pass numbers from 0 to 1.`)
    }
    if (t === 0) return softplus(z)
    if (t === 1) return softplus(z.neg())
    return softplus(z.neg())
      .mul(t)
      .add(softplus(z).mul(sub(1, t)))
  })
}

/** The losses that have a name. */
export const losses = {
  mse,
  mae,
  huber: (outputs: readonly Value[], targets: Target) => huber(outputs, targets),
  hinge,
  quadratic,
  crossEntropy,
  binaryCrossEntropyWithLogits,
  sigmoidCrossEntropy,
} satisfies Record<string, Loss>

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

/** The targets as a list with one number per output. While `fit` compiles a loss they are Values that stand for numbers. */
function oneEach(where: string, outputs: readonly Value[], targets: Target): readonly Scalar[] {
  const list = typeof targets === 'number' || (targets as unknown) instanceof Value ? [targets] : targets
  if (!Array.isArray(list)) throw new TypeError(`${where}: the target is ${show(targets)}. Pass an array of numbers.`)
  if (list.length !== outputs.length) {
    throw new RangeError(`${where}: ${outputs.length} outputs and ${list.length} targets. Pass one target per output.`)
  }
  return list as readonly Scalar[]
}

const areNumbers = (list: readonly Scalar[]): list is readonly number[] => list.every((t) => typeof t === 'number')
