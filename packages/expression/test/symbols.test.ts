import { expect, test } from '@jest/globals'
import { isName } from '@gradus/expression'
import { operatorOf, superscript } from '../src/symbols.js'

test.each([
  ['x', true],
  ['x1', true],
  ['x₁', true],
  ['_a', true],
  ['größe', true],
  ['', false],
  ['1x', false],
  ['x²', false],
  ['x y', false],
  ['a-b', false],
])('isName(%j) is %p', (text, expected) => expect(isName(text)).toBe(expected))

test.each([
  ['−', '-'],
  ['×', '*'],
  ['÷', '/'],
  ['**', '^'],
  ['≤', '<='],
  ['=', '=='],
  ['+', '+'],
])('%s is %s', (image, operator) => expect(operatorOf(image)).toBe(operator))

test.each([
  ['²', 2],
  ['⁻¹²', -12],
  ['⁺⁴⁵⁶⁷⁸⁹⁰³', 45678903],
])('%s is %d', (image, number) => expect(superscript(image)).toBe(number))
