import type { Check } from '../check.ts'
import type { deltaHidden } from './stub.ts'

interface Answer {
  deltaHidden: typeof deltaHidden
}

/** The slope of the sigmoid at z. */
const slopeAt = (z: number): number => 0.25 / Math.cosh(z / 2) ** 2

export const checks: Check<Answer>[] = [
  {
    call: 'deltaHidden',
    args: [
      [
        [9, 1, 2],
        [9, 3, 4],
      ],
      [0.1, 0.2],
      [0.5, 0.2],
    ],
    expected: [0.175, 0.16],
    faults: [
      { gives: [0, 0], says: 'Each δ is still 0. Add weight times δ over the units of the next layer.' },
      {
        gives: [0.675, 0.112],
        says: 'You use the column of the bias. The weight of hidden unit j stands in column j + 1.',
      },
      { gives: [0.7, 1], says: 'The slope of the sigmoid is missing: multiply by a · (1 − a).' },
      {
        gives: [0.125, 0.176],
        says: 'You go along a row of Theta. All weights from one hidden unit stand in one column.',
      },
      { gives: [0.525, 0.96], says: 'That is the slope of tanh, 1 − a². The sigmoid has a · (1 − a).' },
      { gives: [0.35, 0.2], says: 'The factor 1 − a is missing. The slope of the sigmoid is a · (1 − a).' },
      { gives: [0.35, 0.8], says: 'The factor a is missing. The slope of the sigmoid is a · (1 − a).' },
      { gives: [0.15, 0.128], says: 'Only the last unit of the next layer counts. Add the parts with +=.' },
      { gives: [0.025, 0.032], says: 'Only the first unit of the next layer counts. Add up over all rows of Theta.' },
      { gives: [0.175, 0.144], says: 'The sum begins with the wrong number. Give reduce a 0 as its last argument.' },
      { gives: [0.175, 0.272], says: 'The sum of the unit before is still in it. Begin with 0 for each hidden unit.' },
      { gives: [0.075, 0.048], says: 'The weights are missing: multiply each δ by the weight that leads to its unit.' },
      {
        gives: [0.1, 0.192],
        says: 'The weights of row i belong to unit i of the next layer: multiply them by deltaNext[i].',
      },
      { gives: [0.121, 0.178], says: 'The slope belongs to hidden unit j, so its a is a[j].' },
      {
        gives: [0.7 * slopeAt(0.5), slopeAt(0.2)],
        says: 'You put a through the sigmoid once more. It is an output already: the slope is a · (1 − a).',
      },
      {
        gives: [0.015, 0.0256],
        says: 'You multiply the paths with each other. Multiply along a path, and add the paths.',
      },
      {
        when: (got) => Array.isArray(got) && got.length === 3,
        says: 'There is a δ for the bias unit. Nothing flows into it: leave out column 0.',
      },
    ],
  },
  {
    call: 'deltaHidden',
    args: [
      [
        [0.5, 0.4, 0.45, -1],
        [0.5, 0.5, 0.55, 2],
      ],
      [1, -1],
      [0.5, 0.5, 0.1],
    ],
    expected: [-0.025, -0.025, -0.27],
    faults: [
      { gives: [0.225, 0.25, 0], says: 'The δ of the next layer have signs. Leave out Math.abs.' },
      {
        gives: [-0.025, -0.025],
        says: 'A hidden layer may be larger than the next one: there is one δ for each number of a.',
      },
    ],
  },
]
