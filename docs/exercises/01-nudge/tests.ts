import type { Check } from '../check.ts'
import type * as stub from './stub.ts'

type Answer = Pick<typeof stub, 'slope'>

const square = (x: number): number => x * x
const cube = (x: number): number => x * x * x

export const checks: Check<Answer>[] = [
  {
    tries: 'slope(f, 3, 0.001) for f(x) = x²',
    run: ({ slope }) => slope(square, 3, 0.001),
    expected: 6,
    faults: [
      { gives: 12, says: 'Your result is twice too large: the two places are 2 · h apart, so divide by 2 · h.' },
      { gives: -6, says: 'The sign is wrong: take the value on the right minus the value on the left.' },
      {
        gives: 6.001,
        says: 'You nudge to the right only. Take f(x − h) in place of f(x), and divide by 2 · h.',
      },
      {
        gives: 3.0005,
        says: 'Your difference uses f(x), so the two places are only h apart: use f(x − h), or divide by h.',
      },
      { gives: 5.999, says: 'You nudge to the left only. Take f(x + h) in place of f(x), and divide by 2 · h.' },
      {
        gives: 0.000006,
        says: 'The division is not by 2 · h: in TypeScript, a / 2 * h means (a / 2) · h. Write a / (2 * h).',
      },
      { gives: 0.012, says: 'You return the difference of the two values. Divide it by the distance, 2 · h.' },
    ],
  },
  {
    tries: 'slope(f, 2, 0.01) for f(x) = x³',
    run: ({ slope }) => slope(cube, 2, 0.01),
    expected: 12.0001,
    faults: [
      {
        when: (got) => Math.abs((got as number) - 12) < 1e-6,
        says: 'Use the h that is passed, not a smaller one of your own. With h = 0.01 this result differs from the exact slope.',
      },
      { gives: 4, says: 'That is the slope of x². Call f, which is another function in each check.' },
    ],
  },
  {
    tries: 'slope(f, −1, 0.5) for f(x) = x²',
    run: ({ slope }) => slope(square, -1, 0.5),
    expected: -2,
    faults: [{ gives: 2, says: 'The sign is lost. A function that falls has a negative slope: leave out Math.abs.' }],
  },
]
