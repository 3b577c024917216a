import type { Check } from '../check.ts'
import type { earlyStopping } from './stub.ts'

interface Answer {
  earlyStopping: typeof earlyStopping
}

export const checks: Check<Answer>[] = [
  {
    call: 'earlyStopping',
    args: [[5, 4, 4.2, 4.1, 3.9, 4, 4, 4.5, 3], 3],
    expected: { stop: 7, best: 4 },
    faults: [
      { gives: { stop: 0, best: 0 }, says: 'You look at the first epoch only. Go through all of them.' },
      {
        gives: { stop: 7, best: 7 },
        says: 'best is the epoch where training stops. Return the one with the smallest loss so far.',
      },
      {
        gives: { stop: 7, best: 8 },
        says: 'best lies after the stop: epoch 8 is never run. Look for the best up to the stop only.',
      },
      {
        gives: { stop: 8, best: 8 },
        says: 'You stop one epoch too late, or never. Stop when patience epochs in a row were no better.',
      },
      {
        gives: { stop: 3, best: 1 },
        says: 'You stop one epoch too early. Stop when patience epochs in a row were no better.',
      },
      {
        gives: { stop: 5, best: 4 },
        says: 'The count goes on after a better epoch. Set it back to 0 there: the epochs must be in a row.',
      },
      {
        gives: { stop: 6, best: 4 },
        says: 'You stop one epoch too early. Stop when patience epochs in a row were no better.',
      },
      {
        when: (got) => [2, 3].includes((got as { stop: number }).stop) && (got as { best: number }).best === 0,
        says: 'No loss is better than your first best one. Begin with the loss of epoch 0, and not with 0.',
      },
      { gives: { stop: 8, best: 5 }, says: 'Epochs are counted from 0.' },
      { gives: { stop: 7, best: 3.9 }, says: 'best is the smallest loss. Return the number of its epoch.' },
      { gives: { stop: 7, best: 0 }, says: 'You look for the largest loss. The best epoch has the smallest one.' },
    ],
  },
  {
    call: 'earlyStopping',
    args: [[5, 4, 4.3, 4.2, 4.1, 3], 3],
    expected: { stop: 4, best: 1 },
    faults: [
      {
        gives: { stop: 5, best: 5 },
        says: 'You compare each epoch with the one before. Compare it with the best epoch so far.',
      },
    ],
  },
  {
    call: 'earlyStopping',
    args: [[2, 1, 1, 1, 0.5], 2],
    expected: { stop: 3, best: 1 },
    faults: [
      {
        gives: { stop: 4, best: 4 },
        says: 'A loss that is as good as the best one counts as better. Compare with <, not <=.',
      },
    ],
  },
  {
    call: 'earlyStopping',
    args: [[3, 2, 1], 2],
    expected: { stop: 2, best: 2 },
    faults: [
      { gives: { stop: 3, best: 2 }, says: 'The last epoch is losses.length − 1, because epochs are counted from 0.' },
      {
        when: (got) => got === undefined,
        says: 'If the patience never runs out, the function returns nothing. Return the last epoch then.',
      },
    ],
  },
  {
    call: 'earlyStopping',
    args: [[1, 2, 3, 0], 2],
    expected: { stop: 2, best: 0 },
    faults: [
      {
        gives: { stop: 1, best: 0 },
        says: 'You count epoch 0 as no better than itself. It is the first best epoch, so begin to count at epoch 1.',
      },
    ],
  },
]
