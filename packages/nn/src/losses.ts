/**
 * How wrong is an output? A loss takes the n outputs o for one example and its target t, and returns one Value. `fit` makes
 * the mean over the examples small.
 *
 * The cross-entropies take logits z, the outputs of a linear layer, and apply the sigmoid or the softmax themselves. A
 * probability that was rounded to 0 or 1 would have lost both the loss and its gradient.
 */
import type { Scalar } from '@gradus/engine'
import { dot, eq, logSumExp, mean, softplus, sub, sum, Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { Target } from './model/model.js'
import { nameHere } from './name-here.js'

/** The loss of one example from the n outputs of the model and the target. */
export type Loss = (outputs: readonly Value[], target: Target) => Value

/**
 * Mean squared error over the n outputs, 1/n Σ (oᵢ − tᵢ)².
 *
 * @param targets one number per output; for one output the number alone will do
 * @throws RangeError if there are more or fewer targets than outputs
 * @example
 * mse([new Value(3), new Value(1)], [1, 1]).data // => 2
 */
export function mse(outputs: readonly Value[], targets: Target): Value {
  const t = oneEach('mse', outputs, targets)
  return mean(outputs.map((o, i) => o.sub(t[i]!).square()))
}

/** Mean absolute error over the n outputs, 1/n Σ |oᵢ − tᵢ|. Its slope is 0 where output and target are equal. */
export function mae(outputs: readonly Value[], targets: Target): Value {
  const t = oneEach('mae', outputs, targets)
  return mean(outputs.map((o, i) => o.sub(t[i]!).abs()))
}

/**
 * Huber's loss (P. J. Huber, 1964): quadratic near the target, linear far from it. It is the mean over the outputs of ½d²
 * where |d| = |o − t| ≤ delta, and of delta·(|d| − ½delta) elsewhere. With c = min(|d|, delta) both are c·(|d| − ½c).
 *
 * @param delta the distance at which the two parts meet, above 0; default 1. Another delta needs a loss of your own:
 * `(o, t) => huber(o, t, 2)`.
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

/**
 * Hinge loss: the mean over the outputs of max(0, 1 − t·o). Each target is −1 or 1. The slope is 0 at the hinge, t·o = 1.
 *
 * @throws RangeError for another target
 */
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

/**
 * The quadratic cost, ½ Σ (oᵢ − tᵢ)², a sum over the outputs. Source: M. Nielsen, Neural Networks and Deep Learning, chapter
 * 2, http://neuralnetworksanddeeplearning.com/chap2.html.
 */
export function quadratic(outputs: readonly Value[], targets: Target): Value {
  const t = oneEach('quadratic', outputs, targets)
  return sum(outputs.map((o, i) => o.sub(t[i]!).square())).mul(0.5)
}

/**
 * Cross-entropy of the softmax of the logits z: −log softmax(z)ₖ = logSumExp(z) − zₖ for class k, or logSumExp(z) − Σ pᵢzᵢ
 * for class probabilities p. It is at least 0 for a class.
 *
 * @param logits one per class, two or more, from a linear output layer
 * @param target the index of the class, counted from 0, or one probability per class
 * @throws RangeError for a class that is not there, and for probabilities that are negative or do not sum to 1
 * @example
 * crossEntropy([new Value(0), new Value(0)], 1).data // => 0.6931471805599453
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

/**
 * logSumExp(z) − Σ pᵢzᵢ. We subtract the second term from each logit, before the exponentials: the difference of two large
 * numbers that are nearly equal would leave few digits of a small loss.
 */
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
 * Binary cross-entropy of the sigmoid of the logits z: the mean over the outputs of −t log σ(z) − (1 − t) log(1 − σ(z)). It is
 * computed as t·softplus(−z) + (1 − t)·softplus(z), which neither overflows nor loses its gradient.
 *
 * @param logits from a linear output layer
 * @param targets in [0, 1], one per output; for one output the number alone will do
 * @throws RangeError for a target outside [0, 1]
 */
export function binaryCrossEntropyWithLogits(logits: readonly Value[], targets: Target): Value {
  return mean(sigmoidTerms('binaryCrossEntropyWithLogits', logits, targets))
}

/**
 * The same as `binaryCrossEntropyWithLogits`, but as a sum over the outputs, so that δ = σ(z) − t at the last layer. Source:
 * M. Nielsen, Neural Networks and Deep Learning, chapter 3, http://neuralnetworksanddeeplearning.com/chap3.html.
 */
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

const NAMES = Object.keys(losses) as LossName[]

/** What Keras, PyTorch, TensorFlow and scikit-learn call them, as `nameHere` wants it. */
const ELSEWHERE: Readonly<Record<string, LossName>> = {
  ...{ meansquarederror: 'mse', meanabsoluteerror: 'mae', l1: 'mae', smoothl1: 'huber' },
  ...{ categoricalcrossentropy: 'crossEntropy', sparsecategoricalcrossentropy: 'crossEntropy' },
  ...{ softmaxcrossentropy: 'crossEntropy', nll: 'crossEntropy' },
  ...{ binarycrossentropy: 'binaryCrossEntropyWithLogits', bce: 'binaryCrossEntropyWithLogits' },
  ...{ bcewithlogits: 'binaryCrossEntropyWithLogits', log: 'binaryCrossEntropyWithLogits' },
}

/** The loss that has this name. A function is returned as it is. */
export function lossFunction(where: string, loss: LossName | Loss): Loss {
  if (typeof loss === 'function') return loss
  if (Object.hasOwn(losses, loss)) return losses[loss]
  const ours = nameHere(loss, NAMES, ELSEWHERE)
  const linear = /entropy/i.test(ours ?? '') ? ' It takes logits, so leave the output of the model linear.' : ''
  const instead =
    ours === undefined
      ? `Pass one of ${NAMES.join(', ')}, or a function.`
      : `Pass '${ours}', which is its name here.${linear}`
  throw new RangeError(`${where}: unknown loss ${show(loss)}. ${instead}`)
}

/** The name of a loss of Gradus; undefined for one of the user. */
export const nameOfLoss = (loss: Loss): LossName | undefined => NAMES.find((name) => losses[name] === loss)

/** The targets as a list, one per output. While `fit` compiles a loss they are Values that stand for any number. */
function oneEach(where: string, outputs: readonly Value[], targets: Target): readonly Scalar[] {
  const list = typeof targets === 'number' || (targets as unknown) instanceof Value ? [targets] : targets
  if (!Array.isArray(list)) throw new TypeError(`${where}: the target is ${show(targets)}. Pass an array of numbers.`)
  if (list.length !== outputs.length) {
    throw new RangeError(`${where}: ${outputs.length} outputs and ${list.length} targets. Pass one target per output.`)
  }
  return list as readonly Scalar[]
}

const areNumbers = (list: readonly Scalar[]): list is readonly number[] => list.every((t) => typeof t === 'number')
