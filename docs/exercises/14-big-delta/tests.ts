import type { Check } from '../check.ts'
import type { meanGradient } from './stub.ts'

interface Answer {
  meanGradient: typeof meanGradient
}

const first = { a: [2, 3], delta: [10] }
const second = { a: [0, 1], delta: [-2] }

export const checks: Check<Answer>[] = [
  {
    call: 'meanGradient',
    args: [[first]],
    expected: [[10, 20, 30]],
    faults: [
      { gives: [[0, 0, 0]], says: 'Delta is still 0. Add δi times input j to Delta[i][j].' },
      { gives: [[0, 20, 30]], says: 'Column 0 is missing: the input of the bias is 1, so it receives δ itself.' },
      {
        gives: [[20, 30, 0]],
        says: 'The columns are shifted: column 0 belongs to the bias, so take inputs and not a.',
      },
      { gives: [[1, 2, 3]], says: 'δ is missing: multiply each input by δi.' },
      { gives: [[10, 10, 10]], says: 'The inputs are missing: multiply δi by input j.' },
      { gives: [[11, 12, 13]], says: 'You add δ and the input. Multiply them.' },
      { gives: [[10, 20, 0]], says: 'The last column is missing: there is one more input than numbers in a.' },
      { gives: [NaN], says: 'You divide a whole row by m. Divide each number: map over the rows, and over each row.' },
      {
        when: (got) => Array.isArray(got) && Array.isArray(got[0]) && !Number.isFinite(got[0][0]),
        says: 'You divide by m − 1, which is 0 here. Divide by m.',
      },
    ],
  },
  {
    call: 'meanGradient',
    args: [[first, second]],
    expected: [[4, 10, 14]],
    faults: [
      { gives: [[8, 20, 28]], says: 'That is Δ, the sum over the examples. Divide it by m, the number of examples.' },
      { gives: [[-1, 0, -1]], says: 'Only the last example counts: add to Delta with +=, not =.' },
      { gives: [[-2, 0, -2]], says: 'Only the last example counts: add to Delta with +=, not =.' },
      { gives: [[5, 10, 15]], says: 'Only the first example counts. Add up over all of them.' },
      { gives: [[6, 10, 16]], says: 'The sign of δ is lost. δ may be negative: leave out Math.abs.' },
      { gives: [[-4, -10, -14]], says: 'The sign is wrong: add each part, do not subtract it.' },
      { gives: [[2, 5, 7]], says: 'You divide by m twice, or inside the loop and at the end. Divide once.' },
      {
        gives: [[1.5, 5, 6.5]],
        says: 'You divide inside the loop, so the first example is divided twice. Divide once, at the end.',
      },
    ],
  },
  {
    call: 'meanGradient',
    args: [
      [
        { a: [2], delta: [1, 3] },
        { a: [4], delta: [0, 1] },
        { a: [1], delta: [2, -1] },
      ],
    ],
    expected: [
      [1, 4 / 3],
      [1, 3],
    ],
    faults: [
      {
        gives: [
          [1, 3],
          [4 / 3, 3],
        ],
        says: 'Rows and columns are exchanged: row i belongs to δi.',
      },
      {
        gives: [
          [1.5, 2],
          [1.5, 4.5],
        ],
        says: 'You divide by m − 1. The mean divides by m.',
      },
      {
        gives: [
          [1.5, 4 / 2],
          [1.5, 9 / 2],
        ],
        says: 'You divide by m − 1. The mean divides by m.',
      },
    ],
  },
]
