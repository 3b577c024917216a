import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { explainSteps } from '@gradus/explain'
import { fullNumber, showNumber } from '../../src/controls/show-number.js'

const NUMBERS = [0, -3, 2 / 3, -0.00012345, 1.2345e-5, -6.789e-9, 9999.4, -12345.678, 1e7 + 0.25, 1234567890]

test.each(NUMBERS)('%p looks as in an explanation', (x) => {
  const product = new Value(x, 'x').mul(new Value(1, 'y'))
  const [, , value] = explainSteps(product)[0]!.backward[1]!.match(/^(∂f\/∂y = x) = (.*)$/)!
  expect(fullNumber(x)).toBe(value)
})

test.each([
  [NaN, 'NaN'],
  [-Infinity, '−∞'],
  [-1.23456e300, '−1.235e300'],
])('%p is %s', (x, text) => {
  expect(fullNumber(x)).toBe(text)
})

test('where there is little room, a number is short and has the same sign', () => {
  expect([showNumber(-12345.678), showNumber(-1.2345e-7, 2)]).toEqual(['−1.23e4', '−1.2e−7'])
})
