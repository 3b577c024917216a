import { expect, test } from '@jest/globals'
import { dot, mean, sum, Value } from '@gradus/engine'
import { formula } from '@gradus/expression/formula'

const [x, y] = [new Value(-2, 'x'), new Value(3, 'y')]
const plain = (root: Value): string => formula(root, { language: 'plain', simplify: false }).text

test.each<[Value, string]>([
  [x.mul(y).sub(1), 'x · y − 1'],
  [x.square().neg(), '−x^2'],
  [dot([x, y], [2, -3]) as Value, 'x · 2 + y · (−3)'],
  [sum([x, y]), 'x + y'],
  [mean([x, y]), 'mean(x, y)'],
  [x.ge(y).add(x.lt(y)), '(x ≥ y) + (x < y)'],
  [x.eq(y), 'x = y'],
  [x.sub(-Infinity), 'x − (−∞)'],
  [x.pow(-1e-9), 'x^(−1e−9)'],
  [x.mul(Math.PI), 'x · 3.141592653589793'],
])('plain text for people: %# %s', (root, text) => {
  expect(plain(root)).toBe(text)
})

test('plain text may be simplified, and has no colors', () => {
  expect(formula(x.mul(x).mul(2), { language: 'plain' }).text).toBe('2 · x^2')
  expect(() => formula(x, { language: 'plain', colors: new Map([[x, 'red']]) })).toThrow(
    /^formula: the text of a formula has no colors\./,
  )
})
