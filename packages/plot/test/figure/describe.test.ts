import { expect, test } from '@jest/globals'
import { describeSeries } from '../../src/figure/describe.js'

test.each([
  [[3, 1, 2], 'loss: 3 values from 3 to 2, least 1, largest 3.'],
  [[1, NaN, Infinity, 5], 'loss: 4 values from 1 to 5, least 1, largest 5, 2 not finite.'],
  [[NaN], 'loss: 1 value from NaN to NaN, none is finite.'],
  [[], 'loss: no values.'],
])('%j', (values, text) => {
  expect(describeSeries('loss', values)).toBe(text)
})
