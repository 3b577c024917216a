import { expect, test } from '@jest/globals'
import { reachOf, readNumber } from '../../src/expression/number.js'

test.each([
  ['3', 3],
  ['−0.5', -0.5],
  ['1e-300', 1e-300],
  ['−1e−7', -1e-7],
  ['1/3', 1 / 3],
  ['-sqrt(2)', -Math.SQRT2],
  ['NaN', NaN],
  ['∞', Infinity],
  ['−∞', -Infinity],
  ['-infinity', -Infinity],
])('%s is a number', (text, value) => {
  expect(readNumber(text)).toBe(value)
})

test.each(['x', '1 +', '<b>', '1,5'])('“%s” is no number', (text) => {
  expect(() => readNumber(text)).toThrow(`“${text}” is not a number. Enter one such as −0.5, 1/3, ∞ or NaN.`)
})

test.each(['', '  '])('an empty field “%s” asks for a number', (text) => {
  expect(() => readNumber(text)).toThrow(/^Enter a number\.$/)
})

test('a slider has room on both sides of its number', () => {
  expect([0, 3, -4.5, 8, 6.88, 100, 1e308, NaN, Infinity].map(reachOf)).toEqual([5, 5, 10, 10, 10, 200, 5, 5, 5])
})
