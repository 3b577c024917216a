import type { Check } from '../check.ts'
import type { addPenalty } from './stub.ts'

interface Answer {
  addPenalty: typeof addPenalty
}

const Theta = [
  [5, 1, -2],
  [7, 3, 0],
]
const D = [
  [0.1, 0.2, 0.3],
  [0.4, 0.5, 0.6],
]
const named =
  'addPenalty(1, D, Theta, 2, 4) for Theta = [[5, 1, −2], [7, 3, 0]], D = [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]'
const copy = (rows: number[][]): number[][] => rows.map((row) => [...row])

export const checks: Check<Answer>[] = [
  {
    tries: `J of ${named}`,
    run: ({ addPenalty }) => addPenalty(1, copy(D), copy(Theta), 2, 4).J,
    expected: 4.5,
    faults: [
      { gives: 1, says: 'The penalty is still 0. Add up the squares of the weights.' },
      { gives: 23, says: 'The weights of the bias are in your sum. Leave out column 0.' },
      { gives: 8, says: 'The ½ is missing: the factor is λ / (2 · m).' },
      { gives: 15, says: 'The number of examples is missing: the factor is λ / (2 · m).' },
      { gives: 57, says: 'a / 2 * m means (a / 2) · m in TypeScript. Write lambda / (2 * m).' },
      { gives: 2.75, says: 'λ is missing: the factor is λ / (2 · m).' },
      { gives: 2.5, says: 'You add absolute values. That is L1; L2 adds the squares.' },
      {
        gives: 1.5,
        says: 'You add the weights without squaring them. The square of w is w ** 2; w ^ 2 is another operation.',
      },
      { gives: -2.5, says: 'The sign is wrong: the penalty makes the cost larger.' },
      { gives: 2.25, says: 'Only one row counts. Add up over all rows of Theta.' },
      { gives: 2, says: 'You square the sum of the weights. Square each weight, and then add.' },
      { gives: 15.5, says: 'You leave out row 0. Leave out column 0: row.slice(1) in each row of Theta.' },
      { gives: 3.75, says: 'You divide J by m. J is a mean already; only the penalty is divided.' },
      { gives: 5.5, says: 'J counts twice. Begin the sum of the penalty with 0.' },
      { gives: 3.25, says: 'Only one row counts. Add up over all rows of Theta.' },
    ],
  },
  {
    tries: `D of ${named}`,
    run: ({ addPenalty }) => addPenalty(1, copy(D), copy(Theta), 2, 4).D,
    expected: [
      [0.1, 0.7, -0.7],
      [0.4, 2, 0.6],
    ],
    faults: [
      { gives: D, says: 'The gradient has not changed. Add λ / m times the weight.' },
      {
        gives: [
          [2.6, 0.7, -0.7],
          [3.9, 2, 0.6],
        ],
        says: 'The bias has a penalty. Leave column 0 as it is.',
      },
      {
        gives: [
          [0.1, 0.45, -0.2],
          [0.4, 1.25, 0.6],
        ],
        says: 'There is a ½ too much: the slope of λ / (2 · m) · Θ² is λ / m · Θ.',
      },
      {
        gives: [
          [0.1, 1.2, -1.7],
          [0.4, 3.5, 0.6],
        ],
        says: 'There is a 2 too much: it cancels with the ½, so the slope of λ / (2 · m) · Θ² is λ / m · Θ.',
      },
      {
        gives: [
          [0.1, 2.7, 0.8],
          [0.4, 4, 2.1],
        ],
        says: 'After row.slice(1), the places have moved by one: place j of the rest is column j + 1 of Theta.',
      },
      {
        gives: [
          [0.1, 3.7, 3.8],
          [0.4, 4, 4.1],
        ],
        says: 'You add the penalty to each slope. Add its slope in this weight: λ / m · Θ.',
      },
      {
        gives: [
          [0.1, 2.2, -3.7],
          [0.4, 6.5, 0.6],
        ],
        says: 'The number of examples is missing: add λ / m · Θ.',
      },
      {
        gives: [
          [0.1, -0.3, 1.3],
          [0.4, -1, 0.6],
        ],
        says: 'The sign is wrong: add λ / m · Θ to the gradient. The step of gradient descent subtracts it.',
      },
      {
        gives: [
          [0.1, 0.7, -0.2],
          [0.4, 1, 0.6],
        ],
        says: 'You add only the sign of the weight. That is L1; L2 adds λ / m · Θ.',
      },
      {
        gives: [
          [0, 0.7, -0.7],
          [0, 2, 0.6],
        ],
        says: 'Column 0 is lost. The bias has no penalty, and it keeps its gradient.',
      },
      {
        gives: [
          [0.7, -0.7],
          [2, 0.6],
        ],
        says: 'Column 0 is missing. The bias has no penalty, and it keeps its gradient.',
      },
      {
        gives: [
          [0.1, 0.5, -1],
          [0.4, 1.5, 0],
        ],
        says: 'D is lost: add λ / m · Θ to it.',
      },
    ],
  },
  { call: 'addPenalty', args: [3, [[1, 1]], [[1, 10]], 0, 5], expected: { J: 3, D: [[1, 1]] } },
  { call: 'addPenalty', args: [0, [[0, 0]], [[1, 10]], 1, 5], expected: { J: 10, D: [[0, 2]] } },
]
