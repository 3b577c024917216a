import type { Check } from '../check.ts'
import type { initialWeights } from './stub.ts'

interface Answer {
  initialWeights: typeof initialWeights
}

/** Gives the numbers of a list, one after the other. */
const from = (numbers: number[]): (() => number) => {
  let next = 0
  return () => numbers[next++ % numbers.length]!
}

export const checks: Check<Answer>[] = [
  {
    tries: 'initialWeights(1, 3, 0.1, random), where random gives 0, 0.5, 1',
    run: ({ initialWeights }) => initialWeights(1, 3, 0.1, from([0, 0.5, 1])),
    expected: [[-0.1, 0, 0.1]],
    faults: [
      { gives: [], says: 'The list is empty. Make one list for each row.' },
      { gives: [[]], says: 'The row is empty. Put one number into it for each column.' },
      { gives: [[0, 0, 0]], says: 'All weights are 0, so all units stay equal. Use random for each weight.' },
      {
        gives: [[-0.1, -0.1, -0.1]],
        says: 'random is called once, so all weights are equal. Call it for each weight.',
      },
      { gives: [[0, 0.05, 0.1]], says: 'Your numbers are from 0 to ε. Stretch them to 2 · ε, and subtract ε.' },
      { gives: [[0, 0.1, 0.2]], says: 'Your numbers are from 0 to 2 · ε. Subtract ε.' },
      { gives: [[-0.1, -0.05, 0]], says: 'Your numbers are from −ε to 0. Multiply random by 2 · ε.' },
      { gives: [[-0.05, 0, 0.05]], says: 'The interval is half as long as it should be: multiply by 2 · ε.' },
      { gives: [[-1, 0, 1]], says: 'epsilon is missing: these numbers are from −1 to 1.' },
      { gives: [[0.1, 0, -0.1]], says: 'The numbers are right, and upside down: subtract ε from 2 · ε · random().' },
      { gives: [[-0.1], [0], [0.1]], says: 'Rows and columns are exchanged.' },
      {
        when: (got) => Array.isArray(got) && Array.isArray(got[0]) && got[0].length === 3,
        says: 'These numbers do not come from the random that is passed. Call random(), not Math.random().',
      },
    ],
  },
  {
    tries: 'initialWeights(2, 3, 0.5, random), where random gives 0, 0.2, 0.4, 0.6, 0.8, 1',
    run: ({ initialWeights }) => initialWeights(2, 3, 0.5, from([0, 0.2, 0.4, 0.6, 0.8, 1])),
    expected: [
      [-0.5, -0.3, -0.1],
      [0.1, 0.3, 0.5],
    ],
    faults: [
      {
        gives: [
          [-0.5, -0.3, -0.1],
          [-0.5, -0.3, -0.1],
        ],
        says: 'All rows are equal, so all units stay equal. Make new numbers for each row.',
      },
      {
        gives: [
          [0.1, 0.3, 0.5],
          [0.1, 0.3, 0.5],
        ],
        says: 'All rows are one and the same list. Make a new list for each row.',
      },
      {
        gives: [
          [-0.5, -0.1, 0.3],
          [-0.3, 0.1, 0.5],
        ],
        says: 'You fill column after column. Fill row after row.',
      },
      {
        gives: [
          [-0.5, -0.3],
          [-0.1, 0.1],
          [0.3, 0.5],
        ],
        says: 'Rows and columns are exchanged.',
      },
      {
        gives: [
          [-0.5, -0.5, -0.5],
          [-0.3, -0.3, -0.3],
        ],
        says: 'random is called once for each row. Call it for each weight.',
      },
    ],
  },
]
