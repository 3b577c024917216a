import type { Check } from '../check.ts'
import type * as Answer from './stub.ts'

/** The gradients of a and b after c = a + b, with a gradient of c, and with what a and b had before. */
function gradients({ Value }: typeof Answer, gradient: number, before = 0) {
  const [a, b] = [new Value(2), new Value(3)]
  const c = a.add(b)
  a.grad = b.grad = before
  c.grad = gradient
  c.backwardStep()
  return { a: a.grad, b: b.grad }
}

const nothing = 'Nothing arrives at a and b. Inside backwardStep, change this.grad and other.grad.'

export const checks: Check<typeof Answer>[] = [
  {
    tries: 'c = a + b for a = 2, b = 3, and c.data',
    run: ({ Value }) => new Value(2).add(new Value(3)).data,
    expected: 5,
    faults: [{ gives: 6, says: 'Your add multiplies. The result of 2 and 3 is 2 + 3.' }],
  },
  {
    tries: 'c = a + b for a = 2, b = 3; c.grad = 4; c.backwardStep()',
    run: (answer) => gradients(answer, 4),
    expected: { a: 4, b: 4 },
    faults: [
      { gives: { a: 0, b: 0 }, says: nothing },
      { gives: { a: 1, b: 1 }, says: 'Your add sends on the local derivative 1 alone. Multiply it by out.grad.' },
      {
        gives: { a: 12, b: 8 },
        says: 'That is the rule of a product. In a sum each number has the local derivative 1, not the other number.',
      },
      { gives: { a: 8, b: 12 }, says: 'Your add multiplies by the data. The local derivative of a sum is 1.' },
      {
        gives: { a: 2, b: 2 },
        says: 'Your add divides the gradient between a and b. Each of them receives all of it.',
      },
      { gives: { a: 4, b: 0 }, says: 'Only a receives the gradient. Change other.grad too.' },
      { gives: { a: 0, b: 4 }, says: 'Only b receives the gradient. Change this.grad too.' },
      {
        gives: { a: 4, b: -4 },
        says: 'That is the rule of a difference, a − b. In a sum b receives the same sign as a.',
      },
      { gives: { a: 8, b: 8 }, says: 'Your add passes on the same gradient twice.' },
    ],
  },
  {
    tries: 'the same with c.grad = 3, when a.grad and b.grad are 10 before',
    run: (answer) => gradients(answer, 3, 10),
    expected: { a: 13, b: 13 },
    faults: [
      {
        gives: { a: 3, b: 3 },
        says: 'Your add replaces the gradients with =. Use +=, so that what arrived before is kept.',
      },
      { gives: { a: 7, b: 7 }, says: 'Your add subtracts the gradient. Use +=, not -=.' },
      { gives: { a: 14, b: 14 }, says: 'Your add always sends 4. Send out.grad, which is 3 here.' },
    ],
  },
]
