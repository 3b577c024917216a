import type { Check } from '../check.ts'
import type { neuron } from './stub.ts'

interface Answer {
  neuron: typeof neuron
}

const B = 6.881373587019543

export const checks: Check<Answer>[] = [
  {
    tries: 'neuron([−3, 1], [2, 0], 6.881373587).out',
    run: ({ neuron }) => neuron([-3, 1], [2, 0], B).out,
    expected: Math.SQRT1_2,
    faults: [
      { gives: 0, says: 'z is still 0. Add all weights times their inputs, and b.' },
      { gives: Math.tanh(-6), says: 'The bias is missing: add b to the sum.' },
      { gives: Math.tanh(B - 2 + 2), says: 'You add the weights and inputs. Multiply each weight by its input.' },
    ],
  },
  {
    tries: 'neuron([1, 2, 3], [0.1, 0.2, −0.1], 0.2).out, where z = 0.4',
    run: ({ neuron }) => neuron([1, 2, 3], [0.1, 0.2, -0.1], 0.2).out,
    expected: Math.tanh(0.4),
    faults: [
      {
        gives: Math.tanh(0.7),
        says: 'The last input is left out. A neuron may have any number of inputs: let a loop run while i < w.length.',
      },
      { gives: Math.tanh(0.3), says: 'The first input is left out: lists begin at 0.' },
      { gives: Math.tanh(0.8), says: 'The bias is added once for each input. Add it once.' },
    ],
  },
  {
    tries: 'dw, dx and db of neuron([−3, 1], [2, 0], 6.881373587)',
    run: ({ neuron }) => {
      const { dw, dx, db } = neuron([-3, 1], [2, 0], B)
      return { dw, dx, db }
    },
    expected: { dw: [1, 0], dx: [-1.5, 0.5], db: 0.5 },
    faults: [
      { gives: { dw: [0, 0], dx: [0, 0], db: 0 }, says: 'delta is still 0. It is the slope of tanh, 1 − out².' },
      {
        gives: { dw: [0, 0], dx: [0, 0], db: 0.5 },
        says: 'dw and dx are still 0. Multiply delta by the local derivatives.',
      },
      {
        gives: { dw: [-1.5, 0.5], dx: [1, 0], db: 0.5 },
        says: 'dw and dx are exchanged: the local derivative of a weight is its input, and that of an input is its weight.',
      },
      { gives: { dw: [2, 0], dx: [-3, 1], db: 1 }, says: 'The slope of tanh is missing: delta is 1 − out², not 1.' },
      {
        gives: { dw: [2, 0], dx: [-3, 1], db: 0.5 },
        says: 'dw and dx are local derivatives alone. Multiply them by delta.',
      },
      {
        when: (got) => Math.abs((got as { db: number }).db - (1 - 0.881373587019543 ** 2)) < 1e-6,
        says: 'delta is 1 − out², with the output. You use z.',
      },
      {
        when: (got) => Math.abs((got as { db: number }).db - (1 - Math.SQRT1_2)) < 1e-6,
        says: 'The square is missing: delta is 1 − out².',
      },
    ],
  },
  {
    tries: 'db of neuron([0.5], [1], 0), where z = 0.5',
    run: ({ neuron }) => neuron([0.5], [1], 0).db,
    expected: 1 - Math.tanh(0.5) ** 2,
  },
]
