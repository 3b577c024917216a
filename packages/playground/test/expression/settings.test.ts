import { expect, test } from '@jest/globals'
import { EXPRESSION } from '../../src/expression/settings.js'

test('the numbers of variables survive the address', () => {
  const values = { x: NaN, y: -Infinity, α: 1e-300, z: 0.1 }
  expect(EXPRESSION.values.read(EXPRESSION.values.write(values))).toEqual(values)
})

test.each(['x', 'x:', ':3', 'x:1:2', 'x:1,,y:2', 'x:<b>', 'x:1e', '<b>:1', 'x y:1'])(
  'damaged numbers “%s” are refused',
  (text) => {
    expect(() => EXPRESSION.values.read(text)).toThrow(
      /^Numbers of the variables: “.*” does not fit. Write x:3,y:-4\.$/,
    )
  },
)

test('a range has two finite numbers in order', () => {
  expect(EXPRESSION.range.read('-4,4')).toEqual([-4, 4])
  for (const text of ['4,-4', '1', '1,2,3', 'a,b', '0,Infinity', '']) {
    expect(() => EXPRESSION.range.read(text)).toThrow(
      `Range of the plot: “${text}” does not fit. Write the lower number first, such as -4,4.`,
    )
  }
})
