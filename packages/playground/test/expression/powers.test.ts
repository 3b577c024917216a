import { expect, test } from '@jest/globals'
import { parseExpression } from '@gradus/expression'
import { withPowers } from '../../src/expression/powers.js'

test.each([
  ['x^2 · y^10', 'x² · y¹⁰'],
  ['x^-1', 'x⁻¹'],
  ['x^2.5', 'x^2.5'],
  ['x^2a', 'x^2a'],
  ['x^(n + 1)', 'x^(n + 1)'],
])('%s', (text, shown) => {
  expect(withPowers(text)).toBe(shown)
})

test('what is shown can be typed', () => {
  expect(parseExpression(withPowers('x^-12')).evaluate({ x: 2 })).toBe(2 ** -12)
})
