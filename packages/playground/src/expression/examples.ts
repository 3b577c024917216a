/** The examples of the course. */
import type { ExpressionSettings, Pass } from './settings.js'

export interface Example extends Pick<ExpressionSettings, 'text' | 'values'> {
  readonly name: string
  /** What it shows. */
  readonly help: string
  /** The backward pass that makes the point. Default: the right one. */
  readonly pass?: Pass
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
    help: 'b is used twice. If it passes its gradient on too early, the gradient of a is wrong.',
    text: 'b = 2*a; c = b + 1; d = b*c; d',
    values: { a: 3 },
    pass: 'early',
  },
  {
    name: 'A neuron',
    help: 'tanh of a weighted sum, with its weights w1 and w2 and its bias b.',
    text: 'tanh(w1*x1 + w2*x2 + b)',
    values: { w1: -3, x1: 2, w2: 1, x2: 0, b: 6.88 },
  },
  {
    name: 'A saturated neuron',
    help: 'The same neuron with a larger bias. The slope of tanh is almost 0 there, so hardly anything arrives.',
    text: 'tanh(w1*x1 + w2*x2 + b)',
    values: { w1: -3, x1: 2, w2: 1, x2: 0, b: 26.88 },
  },
  {
    name: 'A loss',
    help: 'The cross-entropy of one example with the target t. Its gradient at z is a − t.',
    text: 'z = w*x + b; a = sigmoid(z); loss = -(t*log(a) + (1 - t)*log(1 - a)); loss',
    values: { w: 0.5, x: 2, b: -0.3, t: 1 },
  },
  {
    name: 'A curve that bends',
    help: 'Two valleys and a hill. Below, the plot of f″ says which is which.',
    text: 'x^4/12 - x^2/2 + x/4',
    values: { x: 2 },
  },
  {
    name: 'max',
    help: 'The larger operand gets the whole gradient, the other nothing.',
    text: 'max(x, y) * z',
    values: { x: 4, y: -1, z: 2 },
  },
  {
    name: 'Find the NaN',
    help: 'A width of 0 makes the logarithm infinite, and the result is not a number. The page says where it began.',
    text: 'log(width / height) * width + height',
    values: { width: 0, height: 3 },
  },
]
