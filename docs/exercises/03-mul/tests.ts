import type { Check } from '../check.ts'
import type * as Answer from './stub.ts'

/** The gradients of a and b after c = a · b, with a gradient of c, and with what a and b had before. */
function gradients({ Value }: typeof Answer, gradient: number, before = 0) {
  const [a, b] = [new Value(3), new Value(4)]
  const c = a.mul(b)
  a.grad = b.grad = before
  c.grad = gradient
  c.backwardStep()
  return { a: a.grad, b: b.grad }
}

export const checks: Check<typeof Answer>[] = [
  {
    tries: 'c = a · b for a = 3, b = 4, and c.data',
    run: ({ Value }) => new Value(3).mul(new Value(4)).data,
    expected: 12,
    faults: [{ gives: 7, says: 'Your mul adds. The result of 3 and 4 is 3 · 4.' }],
  },
  {
    tries: 'c = a · b for a = 3, b = 4; c.grad = 2; c.backwardStep()',
    run: (answer) => gradients(answer, 2),
    expected: { a: 8, b: 6 },
    faults: [
      {
        gives: { a: 0, b: 0 },
        says: 'Nothing arrives at a and b. Inside backwardStep, change this.grad and other.grad.',
      },
      {
        gives: { a: 6, b: 8 },
        says: 'You multiply by the number itself. The local derivative of a product is the other number.',
      },
      { gives: { a: 4, b: 3 }, says: 'You send on the local derivative alone. Multiply it by out.grad.' },
      { gives: { a: 2, b: 2 }, says: 'That is the rule of a sum: your mul passes on the same gradient twice.' },
      { gives: { a: 24, b: 24 }, says: 'You multiply by the product out.data. Multiply by the other number instead.' },
      { gives: { a: 6, b: 5 }, says: 'You add the gradient and the other number. The chain rule multiplies them.' },
      { gives: { a: 8, b: 0 }, says: 'Only a receives a gradient. Change other.grad too.' },
      { gives: { a: 0, b: 6 }, says: 'Only b receives a gradient. Change this.grad too.' },
    ],
  },
  {
    tries: 'the same, when a.grad and b.grad are 10 before',
    run: (answer) => gradients(answer, 2, 10),
    expected: { a: 18, b: 16 },
    faults: [
      {
        gives: { a: 8, b: 6 },
        says: 'Your mul replaces the gradients with =. Use +=, so that what arrived before is kept.',
      },
    ],
  },
  {
    tries: 'c = a · a for a = 3; c.grad = 1; c.backwardStep()',
    run: ({ Value }) => {
      const a = new Value(3)
      const c = a.mul(a)
      c.grad = 1
      c.backwardStep()
      return a.grad
    },
    expected: 6,
    faults: [{ gives: 3, says: 'A number that is used twice receives two parts. Use += for both.' }],
  },
]
