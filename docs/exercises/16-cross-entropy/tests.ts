import type { Check } from '../check.ts'
import type { crossEntropy, crossEntropyGradient } from './stub.ts'

interface Answer {
  crossEntropy: typeof crossEntropy
  crossEntropyGradient: typeof crossEntropyGradient
}

/** These logits have the probabilities 0.2, 0.3, 0.5. */
const logits = [Math.log(2), Math.log(3), Math.log(5)]
/** The sum of e^(k − M) over the numbers k of the classes, in place of their logits. */
const wrongIndices = [0, 1, 2].reduce((sum, k) => sum + Math.exp(k - Math.log(5)), 0)
const named = 'of the logits log 2, log 3, log 5 (their probabilities are 0.2, 0.3, 0.5)'

export const checks: Check<Answer>[] = [
  {
    tries: `the loss ${named}, when class 1 is right`,
    run: ({ crossEntropy }) => crossEntropy(logits, 1),
    expected: -Math.log(0.3),
    faults: [
      { gives: 0, says: 'The loss is still 0. Return log Σ e^z − zt.' },
      {
        gives: Math.log(0.3),
        says: 'The sign is wrong: the logarithm of a probability is negative, and the loss is minus that.',
      },
      { gives: 0.3, says: 'That is the probability. The loss is minus its logarithm.' },
      {
        gives: Math.log(10),
        says: 'zt is missing: subtract the logit of the right class. (If it is there: e^x is Math.exp(x).)',
      },
      { gives: Math.log(10) - 1, says: 'You subtract the number of the class. Subtract its logit, logits[target].' },
      {
        gives: Math.log(5) + Math.log(wrongIndices) - Math.log(3),
        says: 'for … in goes through the numbers of the places, 0, 1, 2. Use for … of, which goes through the logits.',
      },
      {
        gives: Math.log(5) + Math.log10(2) - Math.log(3),
        says: 'The logarithm has base 10. Use Math.log, which has base e.',
      },
      {
        gives: -Math.log(0.2),
        says: 'That is the loss of class 0. Classes are counted from 0, so logits[target] is the right one.',
      },
      { gives: Math.log(2) - Math.log(3), says: 'M is missing: add the largest logit after the logarithm.' },
      { gives: -Math.log2(0.3), says: 'The logarithm has base 2. Use Math.log, which has base e.' },
      {
        gives: -Math.log(0.3) / 3,
        says: 'You divide by the number of classes. The loss of one example is not a mean.',
      },
    ],
  },
  {
    call: 'crossEntropy',
    args: [[1000, 0], 0],
    expected: 0,
    faults: [
      { when: Number.isNaN, says: 'e^1000 is infinite, and ∞ / ∞ or ∞ − ∞ is NaN. Subtract the largest logit first.' },
      { gives: Infinity, says: 'e^1000 is infinite. Subtract the largest logit first.' },
    ],
  },
  {
    call: 'crossEntropy',
    args: [[1000, 0], 1],
    expected: 1000,
    faults: [
      {
        gives: Infinity,
        says: 'A probability is stored as 0, and its logarithm is −∞. Do not form the probability: subtract zt from the logarithm of the sum.',
      },
      { when: Number.isNaN, says: 'e^1000 is infinite. Subtract the largest logit first.' },
      {
        when: (got) => typeof got === 'number' && got > 0 && got < 900,
        says: 'You add a small number, or set a limit, to avoid the logarithm of 0. The loss is finite and wrong: subtract zt from the logarithm of the sum.',
      },
    ],
  },
  {
    call: 'crossEntropy',
    args: [[-1000, -1001], 0],
    expected: Math.log1p(Math.exp(-1)),
    faults: [
      {
        gives: -Infinity,
        says: 'All exponentials are stored as 0. Subtract the largest logit first, also when it is negative.',
      },
    ],
  },
  {
    tries: `the gradient ${named}, when class 1 is right`,
    run: ({ crossEntropyGradient }) => crossEntropyGradient(logits, 1),
    expected: [0.2, -0.7, 0.5],
    faults: [
      { gives: [0, 0, 0], says: 'The gradient is still 0. Return pk for each class, minus 1 for the right class.' },
      { gives: [0.2, 0.3, 0.5], says: 'These are the probabilities. Subtract 1 for the right class.' },
      { gives: [-0.2, 0.7, -0.5], says: 'The sign is wrong: the gradient is pk − 1 for the right class.' },
      { gives: [-0.8, -0.7, -0.5], says: 'You subtract 1 for every class. Subtract it for the right class only.' },
      {
        gives: [0, -0.7, 0],
        says: 'Only the right class has a gradient. The others have pk, since they are in the sum.',
      },
      { gives: [0, -1, 0], says: 'The probabilities are missing: the gradient is pk, minus 1 for the right class.' },
    ],
  },
  {
    call: 'crossEntropyGradient',
    args: [[1000, 0], 0],
    expected: [0, 0],
    faults: [
      {
        when: (got) => Array.isArray(got) && got.some(Number.isNaN),
        says: 'e^1000 is infinite, and ∞ / ∞ is NaN. Subtract the largest logit first.',
      },
    ],
  },
]
