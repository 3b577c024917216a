import type { Check } from '../check.ts'
import type { Item, topologicalOrder } from './stub.ts'

interface Answer {
  topologicalOrder: typeof topologicalOrder
}

const item = (name: string, ...inputs: Item[]): Item => ({ name, inputs })

/** b = 2 · a, c = b + 1, d = b · c */
function example(): Item {
  const a = item('a')
  const b = item('b', a)
  const c = item('c', b)
  return item('d', b, c)
}

/** The first number that stands before one of its inputs. */
function firstFault(order: Item[]): string {
  for (const [i, { name, inputs }] of order.entries()) {
    const late = inputs.find((input) => order.indexOf(input) > i)
    if (late !== undefined) return `${name} stands before its input ${late.name}`
  }
  return 'each number stands after its inputs'
}

/** ∂d/∂a, when the numbers pass on their gradients in the reversed order. The local derivatives are those of a = 3. */
function gradient(order: Item[]): number {
  const slopes: Record<string, number> = { ba: 2, cb: 1, db: 7, dc: 6 }
  const grad: Record<string, number> = { a: 0, b: 0, c: 0, d: 1 }
  for (const { name, inputs } of [...order].reverse()) {
    for (const input of inputs) grad[input.name]! += slopes[name + input.name]! * grad[name]!
  }
  return grad.a!
}

const fits = 'each number stands after its inputs'
const before = (got: unknown): boolean => / stands before its input /.test(String(got))

export const checks: Check<Answer>[] = [
  {
    tries: 'the names in topologicalOrder(d), for b = 2 · a, c = b + 1, d = b · c, sorted',
    run: ({ topologicalOrder }) =>
      topologicalOrder(example())
        .map(({ name }) => name)
        .sort(),
    expected: ['a', 'b', 'c', 'd'],
    faults: [
      { gives: [], says: 'The list is empty. Put each number into it with order.push(item).' },
      { gives: ['a', 'b', 'c'], says: 'The result itself, d, is missing. It belongs to the list, as the last one.' },
      { gives: ['b', 'c', 'd'], says: 'The number without inputs, a, is missing. It belongs to the list too.' },
      { gives: ['d'], says: 'Only the result is in the list. Visit its inputs too.' },
      {
        when: (got) => Array.isArray(got) && got.length > 4,
        says: 'A number that is used twice is in the list twice, and would send its gradient twice. Skip what was visited.',
      },
      {
        when: (got) => got instanceof RangeError,
        says: 'Your visit calls itself without end. Visit the inputs of the item, not the item.',
      },
    ],
  },
  {
    tries: 'whether each number stands after its inputs in topologicalOrder(d)',
    run: ({ topologicalOrder }) => firstFault(topologicalOrder(example())),
    expected: fits,
    faults: [
      {
        gives: 'd stands before its input b',
        says: 'Your list begins with the result, because a number goes into it before its inputs. Push it after the inputs.',
      },
      {
        when: before,
        says: 'A number can be near to the result and still be needed later. Put a number into the list only after all its inputs.',
      },
    ],
  },
  {
    tries: '∂d/∂a at a = 3, with the numbers in your order from its end',
    run: ({ topologicalOrder }) => gradient(topologicalOrder(example())),
    expected: 26,
    faults: [{ gives: 14, says: 'b passes its gradient on before c has sent its part to b.' }],
  },
  {
    tries: 'whether each number stands after its inputs, for c = a + b, d = a · c, e = d + b',
    run: ({ topologicalOrder }) => {
      const [a, b] = [item('a'), item('b')]
      const d = item('d', a, item('c', a, b))
      return firstFault(topologicalOrder(item('e', d, b)))
    },
    expected: fits,
    faults: [
      {
        when: before,
        says: 'Your order fits the first example by chance. Put a number into the list only after all its inputs.',
      },
    ],
  },
]
