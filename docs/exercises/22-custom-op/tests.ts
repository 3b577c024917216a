import { derivative, Value } from '@gradus/engine'
import type { Check } from '../check.ts'
import type * as Answer from './stub.ts'

const y = Math.exp(-0.25) // of x = 0.5

/** ∂y/∂x, with a gradient of 3 that arrives at y. */
function slope({ bump }: typeof Answer, data: number): number {
  const x = new Value(data)
  bump(x).mul(3).backward()
  return x.grad / 3
}

export const checks: Check<typeof Answer>[] = [
  {
    tries: 'bump(x).data for x = 0.5',
    run: ({ bump }) => bump(new Value(0.5)).data,
    expected: y,
    faults: [
      { gives: 0.5, says: 'The result is x itself. Compute e^(−x²) in f.' },
      { gives: Math.exp(0.25), says: 'The minus is missing: e^(−x²).' },
      { gives: Math.exp(-0.5), says: 'The square is missing: e^(−x²).' },
      { gives: Math.exp(-1), says: 'You take 2 · x. The square of x is x * x.' },
      {
        when: (got) => [Math.exp(2), Math.exp(-2)].includes(got as number),
        says: 'In programs ^ is another operation. The square of x is x * x.',
      },
      {
        when: (got) => Number.isNaN(got) || (got instanceof ReferenceError && got.message === 'e is not defined'),
        says: 'Programs have no number e. Write e^a as Math.exp(a).',
      },
    ],
  },
  {
    tries: '∂bump/∂x for x = 0.5',
    run: (answer) => slope(answer, 0.5),
    expected: -y,
    faults: [
      { gives: y, says: 'The sign is wrong: the derivative is −2 · x · y, since the bump falls where x is positive.' },
      { gives: 0.5 * y, says: 'The factor −2 is missing: the derivative is −2 · x · y.' },
      { gives: -0.5 * y, says: 'The factor 2 is missing: the derivative of −x² is −2 · x.' },
      { gives: -2 * y, says: 'The factor x is missing: the derivative of −x² is −2 · x.' },
      {
        gives: -1,
        says: 'The factor y is missing: by the chain rule the derivative of e^(−x²) has this factor too. mul takes two factors, so three need a mul in a mul.',
      },
      { gives: NaN, says: 'Your d gives no number. A function with braces needs a return.' },
      {
        when: (got) => got instanceof TypeError,
        says: 'x and y may be plain numbers, which have no methods. Write mul(x, y).',
      },
    ],
  },
  {
    tries: '∂bump/∂x for x = −1',
    run: (answer) => slope(answer, -1),
    expected: 2 * Math.exp(-1),
    faults: [
      {
        gives: -2 * Math.exp(-1),
        says: 'Your derivative is right for x = 0.5 by chance: there 2 · x is 1. It is −2 · x · y.',
      },
      { gives: -Math.exp(-1), says: 'The factor −2 · x is missing. For x = 0.5 it is −1, so that this did not show.' },
      { gives: -4 * Math.exp(-1), says: 'The square is too much: the derivative is −2 · x · y.' },
    ],
  },
  {
    tries: 'the second derivative of bump at x = 0.5',
    run: ({ bump }) => derivative((x) => bump(x), 0.5, 2),
    expected: -y,
    faults: [
      {
        gives: 0,
        says: 'Your d gives a plain number, so the engine cannot differentiate it again. Use mul and other functions of the engine.',
      },
      {
        when: (got) => got instanceof TypeError,
        says: "Your d uses JavaScript's own operators, which do not work on Values. Use mul and other functions of the engine.",
      },
      { when: Number.isNaN, says: 'Your d gives no number for Values. Use mul and other functions of the engine.' },
    ],
  },
]
