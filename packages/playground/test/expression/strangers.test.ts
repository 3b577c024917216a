import { expect, test } from '@jest/globals'
import { EXPRESSION, type ExpressionSettings } from '../../src/expression/settings.js'
import { faultOfStrangers, withoutStrangers } from '../../src/expression/strangers.js'
import { initialOf } from '../../src/state/group.js'

const settings = (text: string, values: Record<string, number>): ExpressionSettings => ({
  ...initialOf<ExpressionSettings>(EXPRESSION),
  ...{ text, values },
})

test('numbers of variables that the expression does not have are named', () => {
  expect(faultOfStrangers(settings('x*y', { x: 1, y: 2 }))).toBeUndefined()
  expect(faultOfStrangers(settings('x*y', { x: 1, q: 2 }))).toBe(
    'Numbers of the variables: the expression has no “q”. Its variables: x, y.',
  )
  expect(faultOfStrangers(settings('2+3', { a: 1, b: 1, c: 1, d: 1 }))).toBe(
    'Numbers of the variables: the expression has no “a”, “b”, “c” and 1 more. Its variables: none.',
  )
  expect(faultOfStrangers(settings('(x', { q: 2 }))).toBeUndefined()
})

test('a link leaves them out', () => {
  expect(withoutStrangers(settings('x*y', { x: 1, q: 2 })).values).toEqual({ x: 1 })
  expect(withoutStrangers(settings('2+3', { q: 2 })).values).toBe(EXPRESSION.values.initial)
  expect(withoutStrangers(settings('x*y', EXPRESSION.values.initial)).values).toBe(EXPRESSION.values.initial)
  const fits = settings('x*y', { x: 1 })
  expect(withoutStrangers(fits)).toBe(fits)
})
