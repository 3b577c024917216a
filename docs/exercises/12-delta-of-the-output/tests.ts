import type { Check } from '../check.ts'
import type { deltaCrossEntropy, deltaQuadratic } from './stub.ts'

interface Answer {
  deltaCrossEntropy: typeof deltaCrossEntropy
  deltaQuadratic: typeof deltaQuadratic
}

const isCost = (got: unknown): boolean => {
  const [first, second] = got as number[]
  return Math.abs(first! + Math.log(0.1)) < 1e-9 && Math.abs(second! + Math.log(0.25)) < 1e-9
}

/** The slope of the sigmoid at z. */
const slopeAt = (z: number): number => 0.25 / Math.cosh(z / 2) ** 2

export const checks: Check<Answer>[] = [
  {
    call: 'deltaCrossEntropy',
    args: [
      [0.9, 0.25],
      [0, 1],
    ],
    expected: [0.9, -0.75],
    faults: [
      { gives: [0, 0], says: 'Each δ is still 0. Return a − y for each unit.' },
      { gives: [-0.9, 0.75], says: 'The sign is wrong: δ is a − y, the output minus the target.' },
      {
        gives: [0.081, -0.140625],
        says: 'That is δ of the quadratic cost. With the cross-entropy the factor a · (1 − a) cancels.',
      },
      { gives: [0.9, 0.75], says: 'The sign is lost. δ is negative when the output is too small: leave out Math.abs.' },
      { when: isCost, says: 'That is the cost itself. δ is its slope in z: a − y.' },
      { gives: [0.81, 0.5625], says: 'You square the error. That is a cost; δ is its slope, a − y.' },
      { gives: [-0.75, NaN], says: 'Item 0 is left out: in programs, the first item of a list has number 0.' },
      {
        gives: [10, -4],
        says: 'That is the slope in a. One more step of the chain rule leads to z: multiply by a · (1 − a).',
      },
    ],
  },
  {
    call: 'deltaQuadratic',
    args: [
      [0.9, 0.25],
      [0, 1],
    ],
    expected: [0.081, -0.140625],
    faults: [
      { gives: [0, 0], says: 'Each δ is still 0. Return (a − y) · a · (1 − a) for each unit.' },
      { gives: [0.9, -0.75], says: 'The slope of the sigmoid is missing: multiply a − y by a · (1 − a).' },
      { gives: [-0.081, 0.140625], says: 'The sign is wrong: δ has a − y, the output minus the target.' },
      {
        gives: [0.162, -0.28125],
        says: 'There is a factor 2 too much. The cost has ½, and it cancels the 2 of the square.',
      },
      { gives: [0.171, -0.703125], says: 'That is the slope of tanh, 1 − a². The sigmoid has a · (1 − a).' },
      { gives: [0.81, -0.1875], says: 'The factor 1 − a is missing. The slope of the sigmoid is a · (1 − a).' },
      { gives: [0.9, 0.0625], says: 'Only y is multiplied by a · (1 − a). The difference needs parentheses: (a − y).' },
      { gives: [0.09, -0.5625], says: 'The factor a is missing. The slope of the sigmoid is a · (1 − a).' },
      {
        gives: [0.9 * slopeAt(0.9), -0.75 * slopeAt(0.25)],
        says: 'You put a through the sigmoid once more. It is an output already: the slope is a · (1 − a).',
      },
      { gives: [0.405, 0.28125], says: 'That is the cost itself. δ is its slope in z: (a − y) · a · (1 − a).' },
      {
        gives: [0.405 * 0.09, 0.28125 * 0.1875],
        says: 'You multiply the cost by the slope of the sigmoid. Take the slope of the cost, a − y.',
      },
      { gives: [0.81, 0], says: 'There is y in place of a. The slope of the sigmoid is a · (1 − a).' },
    ],
  },
  {
    call: 'deltaQuadratic',
    args: [
      [0.75, 0.77],
      [0.01, 0.99],
    ],
    expected: [0.74 * 0.75 * 0.25, -0.22 * 0.77 * 0.23],
  },
]
