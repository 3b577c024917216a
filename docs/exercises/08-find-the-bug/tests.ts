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
    tries: 'your answer faultIn',
    secret: true,
    run: ({ faultIn }) => faultIn.trim().replace('()', ''),
    expected: 'visit',
    faults: [
      { gives: '', says: 'This answer is still open: write the name of a function between the quotes.' },
      {
        gives: 'add',
        says: 'add is right: each operand gets the gradient of the result, and += adds it to what came before. The first example has a sum, and its gradients are right.',
      },
      {
        gives: 'mul',
        says: 'mul is right: each operand gets the gradient of the result times the other number. The first example has a product, and its gradients are right.',
      },
      {
        gives: 'constructor',
        says: 'The constructor only keeps what it is given, and the values of the forward pass are right. Look at the way back.',
      },
      {
        gives: 'backward',
        says: 'The fault is inside backward, in the function that makes the list. Name this function.',
      },
      {
        gives: 'backwardStep',
        says: 'Each backwardStep multiplies and adds the right numbers. Ask when it has its turn, and which function decides that.',
      },
      {
        when: (got) => typeof got === 'string',
        says: 'No function has this name. Write constructor, add, mul, backward or visit.',
      },
    ],
  },
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
