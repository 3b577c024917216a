import type { Check } from '../check.ts'
import type * as Answer from './stub.ts'

const open = {
  when: (got: unknown) => Number.isNaN(got),
  says: 'This answer is still open: write a number in place of NaN.',
}

export const checks: Check<typeof Answer>[] = [
  {
    tries: 'your answer usedTwice',
    secret: true,
    run: ({ usedTwice }) => usedTwice.trim().toLowerCase(),
    expected: 'x',
    faults: [
      { gives: '', says: 'This answer is still open: write a name between the quotes.' },
      { gives: 'q', says: 'One arrow leaves q. Look for the box that two arrows leave; two arrows arrive at q.' },
      { gives: 'f', says: 'Two arrows arrive at f, and none leaves it. Look for the box that two arrows leave.' },
      { gives: 'p', says: 'Two arrows arrive at p. Look for the box that two arrows leave.' },
      {
        when: (got) => got === 'y' || got === 'z',
        says: 'Only one arrow leaves this box. Look for the box that two arrows leave.',
      },
    ],
  },
  {
    tries: 'your answer gradientOfQ',
    secret: true,
    run: ({ gradientOfQ }) => gradientOfQ,
    expected: 2,
    faults: [
      open,
      {
        gives: 1,
        says: 'That is the value of q, or the gradient of f. In f = q · x the local derivative of q is the other number.',
      },
      { gives: 3, says: 'That is the value of z. In f = q · x the local derivative of q is x.' },
    ],
  },
  {
    tries: 'your answer gradientOfY',
    secret: true,
    run: ({ gradientOfY }) => gradientOfY,
    expected: 4,
    faults: [
      open,
      { gives: 2, says: 'That is what arrives at p. In p = x · y the local derivative of y is x: multiply once more.' },
      { gives: -2, says: 'That is the value of p, or you multiplied by y. The local derivative of y is x.' },
      { gives: 6, says: 'You multiplied by z. A sum passes its gradient on as it is, so only x counts.' },
    ],
  },
  {
    tries: 'your answer gradientOfX',
    secret: true,
    run: ({ gradientOfX }) => gradientOfX,
    expected: -1,
    faults: [
      open,
      { gives: 1, says: 'That is the part on the direct way from f. Another part comes through q and p: add it.' },
      { gives: -2, says: 'That is the part that comes through q and p. Another part comes from f directly: add it.' },
      { gives: 3, says: 'A sign is wrong: y is negative, so the part through p is −2.' },
      { gives: 0, says: 'The part through p is ∂f/∂p · y, which is 2 · (−1).' },
    ],
  },
]
