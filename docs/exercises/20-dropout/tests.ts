import type { Check } from '../check.ts'
import type { dropout } from './stub.ts'

interface Answer {
  dropout: typeof dropout
}

const from = (numbers: number[]): (() => number) => {
  let next = 0
  return () => numbers[next++ % numbers.length]!
}
const draws = [0.1, 0.9, 0.3, 0.2]

export const checks: Check<Answer>[] = [
  {
    tries: 'dropout([1, 2, 3, 4], 0.25, random, true), where random gives 0.1, 0.9, 0.3, 0.2',
    run: ({ dropout }) => dropout([1, 2, 3, 4], 0.25, from(draws), true),
    expected: [0, 2 / 0.75, 4, 0],
    faults: [
      {
        gives: [1, 2, 3, 4],
        says: 'No unit is dropped. In training, a unit becomes 0 if its random number is smaller than p.',
      },
      {
        gives: [0, 2, 3, 0],
        says: 'The units that stay are not divided by 1 − p, so the next layer receives too little.',
      },
      { gives: [0, 8, 12, 0], says: 'You divide by p. Divide by 1 − p, the probability that a unit stays.' },
      { gives: [0, 1.5, 2.25, 0], says: 'You multiply by 1 − p. Divide by it, so that the mean stays the same.' },
      {
        gives: [1 / 0.75, 0, 0, 4 / 0.75],
        says: 'The wrong units are dropped: drop a unit if its random number is smaller than p.',
      },
      {
        gives: [0, 2 / 0.75, 0, 0],
        says: 'You drop with the probability 1 − p, or call random more than once for a unit. p is the probability that a unit is dropped.',
      },
      {
        gives: [0, 8, 0, 0],
        says: 'You take p as the probability that a unit stays. It is the probability that it is dropped.',
      },
      {
        gives: [4, 0, 0, 16],
        says: 'You take p as the probability that a unit stays. It is the probability that it is dropped.',
      },
      {
        gives: [0, 4, 6, 0],
        says: 'Your factor is 2, which is right for p = 0.5 only. Divide by 1 − p, however many units are dropped this time.',
      },
      {
        gives: [1 / 0.75, 2 / 0.75, 4, 4 / 0.75],
        says: 'No unit is dropped. Is random called, with parentheses: random() < p?',
      },
      { gives: [0, 0, 0, 0], says: 'random is called once for all units. Call it once for each.' },
      {
        gives: [2 / 0.75, 4],
        says: 'The dropped units are missing from the list. They stay in it, with the output 0.',
      },
      {
        when: (got) =>
          Array.isArray(got) && got.length === 4 && got.every((x, i) => x === 0 || Math.abs(x - (i + 1) / 0.75) < 1e-9),
        says: 'The random numbers are not those that were passed. Call random(), not Math.random(), once for each unit.',
      },
    ],
  },
  {
    tries: 'dropout([1, 2, 3, 4], 0.25, random, false): the network predicts',
    run: ({ dropout }) => dropout([1, 2, 3, 4], 0.25, from(draws), false),
    expected: [1, 2, 3, 4],
    faults: [
      {
        gives: [0, 2 / 0.75, 4, 0],
        says: 'You drop units in a prediction too. When isTraining is false, return a as it is.',
      },
      {
        gives: [0.75, 1.5, 2.25, 3],
        says: 'You multiply by 1 − p in a prediction. The division in training has done that already.',
      },
      {
        gives: [1 / 0.75, 2 / 0.75, 4, 4 / 0.75],
        says: 'You divide in a prediction too. When isTraining is false, return a as it is.',
      },
    ],
  },
  {
    tries: 'dropout([1, 2], 0, random, true), where random gives 0: no unit is dropped',
    run: ({ dropout }) => dropout([1, 2], 0, () => 0, true),
    expected: [1, 2],
    faults: [
      {
        gives: [0, 0],
        says: 'A unit is dropped if its number is smaller than p. With <= it may be dropped although p is 0.',
      },
    ],
  },
  {
    tries: 'a = [1, 2] after dropout(a, 0.5, random, true)',
    run: ({ dropout }) => {
      const a = [1, 2]
      dropout(a, 0.5, from(draws), true)
      return a
    },
    expected: [1, 2],
    faults: [
      { when: Array.isArray, says: 'You change the list of the caller. Return a new one, for example with a.map.' },
    ],
  },
]
