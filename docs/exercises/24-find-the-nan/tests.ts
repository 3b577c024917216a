import { Value } from '@gradus/engine'
import type { Check } from '../check.ts'
import type * as Answer from './stub.ts'

function run({ loss }: typeof Answer, a: number, b: number, target: number) {
  const [x1, x2] = [new Value(a, 'x1'), new Value(b, 'x2')]
  const result = loss(x1, x2, target)
  result.backward()
  return { loss: result.data, gradient: [x1.grad, x2.grad] }
}

const ownOperators = {
  when: (got: unknown) => got instanceof TypeError && got.message.includes('own operators'),
  says: 'The sign + does not work on a Value. Write .add(0.000001).',
}

export const checks: Check<typeof Answer>[] = [
  {
    tries: 'your answer firstNaN',
    secret: true,
    run: ({ firstNaN }) => firstNaN.trim().toLowerCase(),
    expected: 'standard',
    faults: [
      { gives: '', says: 'This answer is still open: write a label between the quotes.' },
      { gives: 'loss', says: 'The loss is NaN because a number before it is. Look further to the left.' },
      { gives: 'error', says: 'The error is NaN because a number before it is. Look further to the left.' },
      {
        gives: 'scale',
        says: 'The scale is 0, which is a number. It is the cause, but the first NaN comes one step later.',
      },
      { gives: 'spread', says: 'The spread is 0, which is a number. The first NaN comes later.' },
      { gives: 'mean', says: 'The mean is 3. The first NaN comes later.' },
      {
        when: (got) => typeof got === 'string',
        says: 'No number has this label. The labels are the texts in named(…), such as mean and spread.',
      },
    ],
  },
  {
    tries: 'loss(5, 1, 0.5), where all was well before',
    run: (answer) => run(answer, 5, 1, 0.5).loss,
    expected: 0.25,
    within: 1e-4,
    faults: [
      { gives: 2.25, says: 'The sign of the standardized input has changed.' },
      ownOperators,
      {
        when: (got) => Math.abs(got as number) < 1e-6,
        says: 'The square root is gone: put .add(0.000001) in front of .sqrt(), and leave .sqrt() there.',
      },
      {
        when: (got) => typeof got === 'number' && got < 0.25,
        says: 'The number that you add is too large: it changes the result of other inputs. Add 0.000001.',
      },
    ],
  },
  {
    tries: 'loss(3, 3, 0.5)',
    run: (answer) => run(answer, 3, 3, 0.5).loss,
    expected: 0.25,
    within: 1e-6,
    faults: [
      {
        when: Number.isNaN,
        says: 'It is still 0 / 0. The number must be added to the spread or to the scale, below the fraction bar.',
      },
      { gives: 0, says: 'The NaN is replaced by a loss of 0. The loss of the standardized input 0 is (0 − 0.5)².' },
      {
        when: (got) => got === Infinity || (got as number) > 1,
        says: 'Something else than 0 stands above the fraction bar. Change only the number below it.',
      },
    ],
  },
  {
    tries: 'whether the gradient of loss(3, 3, 0.5) is finite',
    run: (answer) => run(answer, 3, 3, 0.5).gradient.every(Number.isFinite),
    expected: true,
    faults: [
      {
        gives: false,
        says: 'The loss is right, but its gradient is NaN: the derivative of a square root is infinite at 0. Add the number before the root.',
      },
    ],
  },
  {
    tries: '∂loss/∂x1 of loss(5, 1, 0.5)',
    run: (answer) => run(answer, 5, 1, 0.5).gradient[0],
    expected: 0,
    within: 1e-4,
    faults: [
      {
        when: (got) => Math.abs((got as number) - 0.25) < 1e-4,
        says: 'No gradient passes through your scale, because it is a plain number. Use methods of Value, such as .add, and not .data.',
      },
    ],
  },
  {
    tries: '∂loss/∂x1 of loss(3, 3, 0.5)',
    run: (answer) => run(answer, 3, 3, 0.5).gradient[0],
    expected: -500,
    within: 1e-4,
    faults: [
      {
        gives: -500_000,
        says: 'You add the number after the square root. Add it before: .add(0.000001).sqrt().',
      },
      {
        when: (got) => (got as number) < 0 && (got as number) > -100,
        says: 'The spread is not 0.000001 here. Add this number to every spread, without a condition.',
      },
      {
        gives: 0,
        says: 'The loss is right, but nothing flows back to the inputs here: you replace the number by a constant. Add to the spread instead.',
      },
    ],
  },
]
