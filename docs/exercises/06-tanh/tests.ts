import type { Check } from '../check.ts'
import type * as Answer from './stub.ts'

/** The gradient of x after y = tanh(x). */
function gradient({ Value }: typeof Answer, data: number, arrives: number, before = 0): number {
  const x = new Value(data)
  const y = x.tanh()
  x.grad = before
  y.grad = arrives
  y.backwardStep()
  return x.grad
}

const X = 0.881373587019543 // tanh of it is √½

export const checks: Check<typeof Answer>[] = [
  {
    tries: 'y = tanh(x) for x = 0.881373587, and y.data',
    run: ({ Value }) => new Value(X).tanh().data,
    expected: Math.SQRT1_2,
    faults: [
      { gives: 0, says: 'The result is still 0. Pass Math.tanh(this.data) to new Value.' },
      { gives: X, says: 'The result is x itself. Take Math.tanh of it.' },
      { gives: Math.tan(X), says: 'That is the tangent, Math.tan. The hyperbolic tangent is Math.tanh.' },
      { gives: 0.5, says: 'The result is the slope. It belongs to the backward step; the result is tanh(x).' },
    ],
  },
  {
    tries: 'y = tanh(x) for x = 0.881373587; y.grad = 3; y.backwardStep(); x.grad',
    run: (answer) => gradient(answer, X, 3),
    expected: 1.5,
    faults: [
      { gives: 0, says: 'Nothing arrives at x. Inside backwardStep, change this.grad.' },
      { gives: 0.5, says: 'You send on the local derivative alone. Multiply it by out.grad.' },
      { gives: 3 * (1 - X ** 2), says: 'You square the input x. The formula 1 − y² uses the result: out.data.' },
      { gives: 3 * (1 - Math.SQRT1_2), says: 'The square is missing: the slope is 1 − y², not 1 − y.' },
      { gives: 4.5, says: 'The sign before the square is wrong: the slope is 1 − y², not 1 + y².' },
      { gives: 3, says: 'You pass on the gradient as it is. Multiply it by the slope, 1 − y².' },
      { gives: 3 * Math.SQRT1_2, says: 'You multiply by the result. Multiply by the slope, 1 − y².' },
      { gives: 3 * (1 - Math.tanh(Math.SQRT1_2) ** 2), says: 'You take tanh twice: out.data is tanh(x) already.' },
      { gives: -0.5, says: 'You subtract y² from the gradient. Put 1 − y² in parentheses, then multiply.' },
      { gives: 2.5, says: 'Without parentheses only y² is multiplied. Write (1 - out.data ** 2) * out.grad.' },
    ],
  },
  {
    tries: 'the same, when x.grad is 10 before',
    run: (answer) => gradient(answer, X, 3, 10),
    expected: 11.5,
    faults: [
      { gives: 1.5, says: 'Your tanh replaces the gradient with =. Use +=, so that what arrived before is kept.' },
    ],
  },
  {
    tries: 'y = tanh(x) for x = 20; y.grad = 1; y.backwardStep(); x.grad',
    run: (answer) => gradient(answer, 20, 1),
    expected: 0,
    faults: [
      { when: (got) => Number.isNaN(got), says: 'Far from 0 the slope is 0, not NaN. Compute it from out.data.' },
    ],
  },
]
