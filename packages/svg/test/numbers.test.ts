import { expect, test } from '@jest/globals'
import { formatNumber } from '../src/numbers.js'

test.each([
  [0, '0'],
  [-0, '0'],
  [-12, '-12'],
  [NaN, 'NaN'],
  [Infinity, '∞'],
  [-Infinity, '-∞'],
  [0.1 + 0.2, '0.3'],
  [2 / 3, '0.6667'],
  [9999.4, '9999'],
  [9999.6, '1e4'],
  [1234, '1234'],
  [12345, '1.235e4'],
  [60000, '60000'],
  [1e7, '1e7'],
  [123456, '1.235e5'],
  [-123456, '-1.235e5'],
  [0.00012345, '0.0001234'],
  [0.000012345, '1.234e-5'],
  [5e-324, '5e-324'],
  [Number.MAX_VALUE, '1.7976931348623157e308'],
])('formatNumber(%p) is %s', (x, text) => {
  expect(formatNumber(x)).toBe(text)
  expect(formatNumber(x, 4)).toBe(text)
})

test('17 digits give exactly the same number back', () => {
  for (const x of [Math.PI, 1 / 3, 1e21, 123456789.123, -2e-7, Number.MIN_VALUE]) {
    expect(Number(formatNumber(x, 17))).toBe(x)
  }
})
