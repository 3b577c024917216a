import { expect, test } from '@jest/globals'
import { hasDecimalComma } from '../../src/training/decimal-comma.js'

test.each([
  ['semicolons', 'a;b\n1,5;2\n3;0,25', true],
  ['tabs, as spreadsheets copy them', 'a\tb\r\n1\t-2,50', true],
  ['quotes', 'a;b\n"1,5";x', true],
  ['a comma in the names', 'length, in m;kind\n1,5;x', true],
  ['dates with points', 'day;b\n24.12.2024;0,5', true],
  ['commas between the cells', 'a,b\n1,5\n2,6', false],
  ['a text with a semicolon between commas', 'a,b\n"x;1,5",2', false],
  ['points', 'a;b\n1.5;2', false],
  ['points and commas', 'a;b\n1.5;"1,5"', false],
  ['thousands, which decide nothing', 'a;b\n1,234;2', false],
  ['texts', 'a;b\nx, y;2', false],
  ['no rows', 'a;b', false],
])('decimal commas: %s', (_, text, expected) => {
  expect(hasDecimalComma(text)).toBe(expected)
})
