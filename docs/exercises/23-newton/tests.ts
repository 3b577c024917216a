import { exp } from '@gradus/engine'
import type { Check } from '../check.ts'
import type { newtonStep } from './stub.ts'

interface Answer {
  newtonStep: typeof newtonStep
}

export const checks: Check<Answer>[] = [
  {
    tries: 'newtonStep(f, [1, 2]) for f = x² + x · y + 2 · y² − 3 · x',
    run: ({ newtonStep }) =>
      newtonStep(([x, y]) => x!.mul(x!).add(x!.mul(y!)).add(y!.mul(y!).mul(2)).sub(x!.mul(3)), [1, 2]),
    expected: [12 / 7, -3 / 7],
    faults: [
      { gives: [1, 2], says: 'Nothing has moved. Subtract H⁻¹ · g from xs.' },
      { gives: [2 / 7, 31 / 7], says: 'The step goes the other way: subtract H⁻¹ · g.' },
      {
        gives: [0, -7],
        says: 'That is a step of gradient descent. Multiply the gradient by the inverse of the Hessian.',
      },
      { gives: [-10, -35], says: 'You multiply by the Hessian itself. Multiply by its inverse.' },
      {
        gives: [0.5, -0.25],
        says: 'You divide by the second derivatives in x and in y alone. The mixed ones, b and c, count too.',
      },
      { gives: [6, -15], says: 'The determinant is missing: divide by a · d − b · c.' },
      { gives: [-6 / 7, -5 / 7], says: 'The minus before b and c is missing in the inverse matrix.' },
      { gives: [2, -3], says: 'a and d stand in their old places. In the inverse matrix they are exchanged.' },
      { gives: [1 + 5 / 9, 2 - 17 / 9], says: 'The determinant is a · d − b · c, with a minus.' },
      {
        gives: [1 - (4 - 9 / 7), 2 - (-1 + 18 / 7)],
        says: 'Only the last part is divided by the determinant. Put parentheses around the difference.',
      },
      {
        gives: [1 - 17 / 7, 2 + 5 / 7],
        says: 'The two numbers of the step have changed places. The first row of H⁻¹ moves x.',
      },
      { gives: [-5 / 7, 17 / 7], says: 'That is the step. Subtract it from xs.' },
      { gives: [5 / 7, -17 / 7], says: 'That is the step. Add it to xs.' },
    ],
  },
  {
    tries: 'newtonStep(f, [1, 1]) for f = x⁴ + y²',
    run: ({ newtonStep }) => newtonStep(([x, y]) => x!.pow(4).add(y!.pow(2)), [1, 1]),
    expected: [2 / 3, 0],
    faults: [
      {
        gives: [0, 0],
        says: 'That is the minimum. One step from [1, 1] does not reach it: return where the step leads.',
      },
    ],
  },
  {
    tries: 'newtonStep(f, [0, 1]) for f = e^x + x · y + y²',
    run: ({ newtonStep }) => newtonStep(([x, y]) => exp(x!).add(x!.mul(y!)).add(y!.mul(y!)), [0, 1]),
    expected: [-2, 1],
  },
]
