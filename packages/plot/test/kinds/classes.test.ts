import { expect, test } from '@jest/globals'
import { classNames } from '../../src/kinds/classes.js'

test('classes have numbers, or the given names', () => {
  expect(classNames('plot', undefined, 2)).toEqual(['class 0', 'class 1'])
  expect(classNames('plot', ['cat', 'dog'], 2)).toEqual(['cat', 'dog'])
  expect(() => classNames('plot', ['cat'], 2)).toThrow(
    'plot: there are 2 classes and 1 names. Pass a name for each class.',
  )
  expect(() => classNames('plot', [1, 2] as never, 2)).toThrow('plot: the name of class 0 is 1. Pass a string.')
  expect(() => classNames('plot', 'ab' as never, 2)).toThrow(
    'plot: the option classes is "ab". Pass an array of strings.',
  )
})
