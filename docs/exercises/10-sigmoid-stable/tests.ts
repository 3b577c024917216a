import type { Check } from '../check.ts'
import type { logSigmoid, sigmoid } from './stub.ts'

interface Answer {
  logSigmoid: typeof logSigmoid
  sigmoid: typeof sigmoid
}

export const checks: Check<Answer>[] = [
  {
    call: 'sigmoid',
    args: [0],
    expected: 0.5,
    faults: [{ gives: 0, says: 'The result is still 0. The sigmoid is 1 / (1 + Math.exp(-z)).' }],
  },
  {
    call: 'sigmoid',
    args: [2],
    expected: 1 / (1 + Math.exp(-2)),
    faults: [
      { gives: 1 / (1 + Math.exp(2)), says: 'The sign of the exponent is wrong: 1 / (1 + e^−z) has −z.' },
      { gives: Math.tanh(2), says: 'That is tanh. The sigmoid is 1 / (1 + e^−z).' },
    ],
  },
  {
    call: 'sigmoid',
    args: [1000],
    expected: 1,
    faults: [{ when: Number.isNaN, says: 'e^1000 is infinite, and ∞ / ∞ is NaN. For positive z use 1 / (1 + e^−z).' }],
  },
  {
    call: 'sigmoid',
    args: [-1000],
    expected: 0,
    faults: [{ when: Number.isNaN, says: 'e^1000 is infinite, and ∞ / ∞ is NaN. Take the exponential of −1000 only.' }],
  },
  {
    call: 'logSigmoid',
    args: [0],
    expected: -Math.LN2,
    faults: [
      { gives: 0, says: 'The result is still 0. At 0 the sigmoid is ½, and its logarithm is −0.693147.' },
      { gives: Math.LN2, says: 'The sign is wrong: the logarithm of a number below 1 is negative.' },
    ],
  },
  {
    call: 'logSigmoid',
    args: [-1000],
    expected: -1000,
    faults: [
      {
        gives: -Infinity,
        says: 'You take the logarithm of 0: the sigmoid of −1000 is too small to be stored. Do not form it.',
      },
      { when: Number.isNaN, says: 'An exponential becomes infinite here. Take the exponential of −|z| only.' },
      {
        when: (got) => typeof got === 'number' && got > -800 && got < 0,
        says: 'You add a small number, or set a limit, to avoid the logarithm of 0. The result is finite and wrong: use the form with min.',
      },
      { gives: 0, says: 'min(z, 0) is missing: for negative z it is nearly the whole result.' },
    ],
  },
  {
    tries: 'logSigmoid(40) · 10¹⁸',
    run: ({ logSigmoid }) => logSigmoid(40) * 1e18,
    expected: -Math.exp(-40) * 1e18,
    faults: [
      { gives: 0, says: '1 + e^−40 is stored as 1, and the logarithm of 1 is 0. Use Math.log1p(Math.exp(-40)).' },
      { gives: -0, says: '1 + e^−40 is stored as 1, and the logarithm of 1 is 0. Use Math.log1p(Math.exp(-40)).' },
    ],
  },
  {
    call: 'logSigmoid',
    args: [-3],
    expected: -3 - Math.log1p(Math.exp(-3)),
    faults: [{ gives: -Math.log1p(Math.exp(-3)), says: 'min(z, 0) is missing.' }],
  },
]
