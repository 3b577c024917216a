import type { Check } from '../check.ts'
import type { numericalGradient, relativeError } from './stub.ts'

interface Answer {
  numericalGradient: typeof numericalGradient
  relativeError: typeof relativeError
}

const product = (xs: number[]): number => xs[0]! * xs[1]!
const squares = (xs: number[]): number => xs[0]! ** 2 + 10 * xs[1]! ** 3

export const checks: Check<Answer>[] = [
  {
    tries: 'numericalGradient(f, [3, 5], 0.001) for f = x · y',
    run: ({ numericalGradient }) => numericalGradient(product, [3, 5], 0.001),
    expected: [5, 3],
    faults: [
      { gives: [0, 0], says: 'Each slope is still 0. Nudge one number, and divide the change of f by the distance.' },
      { gives: [3, 5], says: 'The order is wrong: the first slope belongs to the first number.' },
      { gives: [8, 8], says: 'You nudge all numbers at once. Nudge one, and leave the others as they are.' },
      { gives: [10, 6], says: 'The slopes are twice too large: the two places are 2 · h apart.' },
      { gives: [-5, -3], says: 'The sign is wrong: take the value above minus the value below.' },
      {
        when: (got) => Array.isArray(got) && got.length === 1,
        says: 'The last number is left out: the loop runs while i < xs.length.',
      },
      {
        gives: [5, 2.999],
        says: 'You nudge xs itself, and the number does not come back. Make a copy with [...xs], and nudge the copy.',
      },
      {
        gives: [5, 8.001],
        says: 'The first number is still nudged when the second has its turn. Begin with a new copy of xs each time.',
      },
      {
        gives: [5, 8],
        says: 'The first number is still nudged when the second has its turn. Begin with a new copy of xs each time.',
      },
    ],
  },
  {
    tries: 'numericalGradient(f, [1, 2], 0.1) for f = x² + 10 · y³',
    run: ({ numericalGradient }) => numericalGradient(squares, [1, 2], 0.1),
    expected: [2, 120.1],
    faults: [
      { gives: [2.1, 126.1], says: 'You nudge to one side only. Take the values on both sides.' },
      { gives: [1.9, 114.1], says: 'You nudge to one side only. Take the values on both sides.' },
      { gives: [2, 120], says: 'Use the h that is passed, not one of your own.' },
    ],
    within: 1e-6,
  },
  {
    tries: 'xs = [3, 5] after numericalGradient(f, xs, 0.5)',
    run: ({ numericalGradient }) => {
      const xs = [3, 5]
      numericalGradient(product, xs, 0.5)
      return xs
    },
    expected: [3, 5],
    faults: [
      {
        when: Array.isArray,
        says: 'You change the numbers of the caller. Make a copy with [...xs], and nudge the copy.',
      },
    ],
  },
  {
    call: 'relativeError',
    args: [
      [3, 4],
      [4, 3],
    ],
    expected: Math.SQRT2 / 10,
    faults: [
      { gives: 0, says: 'You compare the lengths of the gradients. Take the length of their difference.' },
      { gives: 1, says: 'The error is still 1. Divide the distance by the sum of the two lengths.' },
      { gives: Math.SQRT2, says: 'The distance is not divided by |a| + |b|.' },
      { gives: 1 / 7, says: 'You divide by the length of a + b. Add the two lengths instead.' },
      { gives: Math.SQRT2 / 5, says: 'You divide by |a| alone. Divide by |a| + |b|.' },
      { gives: 0.2, says: 'You add the differences. The length of a list is Math.hypot(...list).' },
    ],
  },
  {
    call: 'relativeError',
    args: [
      [3, 4],
      [3, 5],
    ],
    expected: 1 / (5 + Math.hypot(3, 5)),
  },
  {
    call: 'relativeError',
    args: [
      [1, 2],
      [-1, -2],
    ],
    expected: 1,
  },
  {
    call: 'relativeError',
    args: [
      [0, 0],
      [0, 0],
    ],
    expected: 0,
    faults: [{ when: Number.isNaN, says: '0 / 0 is NaN. If both gradients are 0, return 0.' }],
  },
]
