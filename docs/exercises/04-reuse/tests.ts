import type { Check } from '../check.ts'
import type * as Answer from './stub.ts'

export const checks: Check<typeof Answer>[] = [
  {
    tries: 'f = x + y for x = 3, y = 5; f.backward(); the gradients of x and y',
    run: ({ Value }) => {
      const [x, y] = [new Value(3), new Value(5)]
      x.add(y).backward()
      return [x.grad, y.grad]
    },
    expected: [1, 1],
    faults: [
      {
        gives: [0, 0],
        says: 'Your receive does not change this.grad, or multiplies it: 0 times anything stays 0. Add the part.',
      },
      { gives: [-1, -1], says: 'Your receive subtracts the part. Add it.' },
      {
        gives: [3, 5],
        says: 'Your receive multiplies by data. The local derivative is in the part already: add it as it is.',
      },
    ],
  },
  {
    tries: 'f = x + x for x = 3; f.backward(); x.grad',
    run: ({ Value }) => {
      const x = new Value(3)
      x.add(x).backward()
      return x.grad
    },
    expected: 2,
    faults: [
      {
        gives: 1,
        says: 'Your receive replaces the gradient with =, so the second part removes the first one. Use +=.',
      },
    ],
  },
  {
    tries: 'f = x · x + x for x = 3; f.backward(); x.grad',
    run: ({ Value }) => {
      const x = new Value(3)
      x.mul(x).add(x).backward()
      return x.grad
    },
    expected: 7,
    faults: [
      { gives: 3, says: 'Only the last part is kept, or only the largest. Add all parts with +=.' },
      { gives: 4, says: 'Each different part is counted once. Equal parts count too: add every one.' },
      { gives: 2, says: 'You count the parts, but they have different sizes. Add the part, not 1.' },
      { when: (got) => got === 7 / 3, says: 'You take the average of the parts. Take their sum.' },
    ],
  },
  {
    tries: 'f = x · x, f.backward(), x.zeroGrad(), g = x + x, g.backward(), for x = 3; x.grad',
    run: ({ Value }) => {
      const x = new Value(3)
      x.mul(x).backward()
      x.zeroGrad()
      x.add(x).backward()
      return x.grad
    },
    expected: 2,
    faults: [
      {
        gives: 8,
        says: 'The gradient of the first formula, 6, is still there. Your zeroGrad must set this.grad to 0.',
      },
      { gives: 3, says: 'Your zeroGrad sets the gradient to 1. Nothing has arrived yet, so it must be 0.' },
      { when: (got) => Number.isNaN(got), says: 'After your zeroGrad the gradient is not a number. Set it to 0.' },
    ],
  },
]
