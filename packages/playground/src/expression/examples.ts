/** The examples of the course. */
import type { ExpressionSettings } from './settings.js'

export interface Example extends Pick<ExpressionSettings, 'text' | 'values'> {
  readonly name: string
  /** What it shows. */
  readonly help: string
}

export const EXAMPLES: readonly Example[] = [
  {
    name: '(x + y) · z',
    help: 'A sum passes its gradient on to both operands. A product swaps: each operand gets the other.',
    text: '(x + y) * z',
    values: { x: -2, y: 5, z: -4 },
  },
  {
    name: 'x · x + x',
    help: 'One leaf, used three times: its gradient is the sum of three arrivals.',
    text: 'x*x + x',
    values: { x: 3 },
  },
  {
    name: 'Why the order matters',
    help: 'b is used twice. Passed on too early, its gradient is wrong: choose the wrong order below.',
    text: 'b = 2*a; c = b + 1; d = b*c; d',
    values: { a: 3 },
  },
  {
    name: 'A neuron',
    help: 'tanh of a weighted sum, with its weights w₁ and w₂ and its bias b.',
    text: 'tanh(w1*x1 + w2*x2 + b)',
    values: { w1: -3, x1: 2, w2: 1, x2: 0, b: 6.88 },
  },
  {
    name: 'A unit that is saturated',
    help: 'The slope of tanh is almost 0 there, so hardly anything arrives at w.',
    text: 'tanh(w*x + b)',
    values: { w: 4, x: 3, b: 0 },
  },
  {
    name: 'max',
    help: 'The larger operand gets the whole gradient, the other nothing.',
    text: 'max(x, y) * z',
    values: { x: 4, y: -1, z: 2 },
  },
  {
    name: 'Find the NaN',
    help: 'The root of a negative number is not a number, and spreads. The page says where it began.',
    text: 'sqrt(x - y) * x + log(y)',
    values: { x: 1, y: 2 },
  },
]
