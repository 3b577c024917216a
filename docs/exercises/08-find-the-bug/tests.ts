import type { Check } from '../check.ts'
import type * as Answer from './stub.ts'

/** b = 2 · a, c = b + 1, d = b · c */
function example({ Value }: typeof Answer) {
  const a = new Value(3)
  const b = a.mul(new Value(2))
  const c = b.add(new Value(1))
  b.mul(c).backward()
  return a.grad
}

export const checks: Check<typeof Answer>[] = [
  {
    tries: 'the gradients of x, y, z in f = (x + y) · z at −2, 5, −4',
    run: ({ Value }) => {
      const [x, y, z] = [new Value(-2), new Value(5), new Value(-4)]
      x.add(y).mul(z).backward()
      return [x.grad, y.grad, z.grad]
    },
    expected: [-4, -4, 3],
    faults: [
      { gives: [0, 0, 3], says: 'Your backward pass goes from the inputs to the result. Start at the result.' },
      { gives: [0, 0, 0], says: 'No gradient moves. The result must have the gradient 1, and each number its turn.' },
    ],
  },
  {
    tries: '∂d/∂a for b = 2 · a, c = b + 1, d = b · c at a = 3',
    run: example,
    expected: 26,
    faults: [
      {
        gives: 14,
        says: 'b passes its gradient on before the part from c has arrived. Look at the order in which the numbers have their turn.',
      },
      {
        gives: 0,
        says: 'a receives nothing, because the numbers before it have no gradient when they have their turn.',
      },
      {
        when: (got) => got === 40 || got === 52,
        says: 'A number that is used twice has its turn twice, and sends its gradient twice. Skip what was visited.',
      },
      { gives: 12, says: 'b keeps only the part that arrived last. Parts are added with +=.' },
    ],
  },
  {
    tries: '∂f/∂x for f = x · x + x at x = 3',
    run: ({ Value }) => {
      const x = new Value(3)
      x.mul(x).add(x).backward()
      return x.grad
    },
    expected: 7,
    faults: [{ gives: 3, says: 'Only one part of the gradient is kept. Parts are added with +=.' }],
  },
  {
    tries: '∂f/∂a for c = a + b, d = a · c, f = d + b at a = 2, b = 3',
    run: ({ Value }) => {
      const [a, b] = [new Value(2), new Value(3)]
      a.mul(a.add(b)).add(b).backward()
      return [a.grad, b.grad]
    },
    expected: [7, 3],
  },
]
