import type { Check } from '../check.ts'
import type { descend } from './stub.ts'

interface Answer {
  descend: typeof descend
}

/** Of f = x² + x · y + y². */
const slopes = ([x, y]: number[]): number[] => [2 * x! + y!, x! + 2 * y!]
const changed = 'You change the list of the caller. Begin with a copy, [...start].'

export const checks: Check<Answer>[] = [
  {
    tries: 'descend(gradient, [1, 2], 0.1, 1) for f = x² + x · y + y²',
    run: ({ descend }) => descend(slopes, [1, 2], 0.1, 1),
    expected: [0.6, 1.5],
    faults: [
      { gives: [1, 2], says: 'Nothing has moved. Subtract learningRate times the slope from each number.' },
      { gives: [1.4, 2.5], says: 'The step goes uphill. Subtract the slope, do not add it.' },
      { gives: [-3, -3], says: 'The learning rate is missing: multiply each slope by it.' },
      {
        gives: [0.6, 1.54],
        says: 'The second slope is computed after the first number has moved. Compute the whole gradient first.',
      },
      { gives: [-0.4, -0.5], says: 'That is the step. Add it to the place where you are.' },
      { gives: [0.33, 1.14], says: 'You take one step too many: count from 0 while step < steps.' },
      { gives: [0.6, 2], says: 'Only the first number moves. Move all of them.' },
    ],
  },
  {
    tries: 'descend(gradient, [1, 2], 0.1, 2) for f = x² + x · y + y²',
    run: ({ descend }) => descend(slopes, [1, 2], 0.1, 2),
    expected: [0.33, 1.14],
    faults: [
      { gives: [0.6, 1.5], says: 'You take one step only. Repeat it `steps` times.' },
      { gives: [0.2, 1], says: 'Both steps use the gradient at the start. Compute it again at each new place.' },
      { gives: [0.15, 0.879], says: 'You take one step too many: count from 0 while step < steps.' },
    ],
  },
  {
    tries: 'start = [1, 2] after descend(gradient, start, 0.1, 3)',
    run: ({ descend }) => {
      const start = [1, 2]
      descend(slopes, start, 0.1, 3)
      return start
    },
    expected: [1, 2],
    faults: [{ when: Array.isArray, says: changed }],
  },
  {
    tries: 'descend(gradient, [4], 0.5, 0) for f = x²: no step at all',
    run: ({ descend }) => descend(([x]) => [2 * x!], [4], 0.5, 0),
    expected: [4],
    faults: [{ gives: [0], says: 'You take a step although `steps` is 0.' }],
  },
]
