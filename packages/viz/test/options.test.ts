import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { toDot } from '../src/dot.js'

test('an option that is undefined has its default', () => {
  const x = new Value(1)
  expect(toDot(x, { limit: undefined } as never)).toBe(toDot(x))
})

test.each([
  [
    { partial: true },
    'unknown option "partial". The options are partials, expand, limit, digits, direction, title, theme.',
  ],
  [{ partials: 1 }, 'the option partials is 1. Pass true or false.'],
  [{ expand: 'yes' }, 'the option expand is "yes". Pass true or false.'],
  [{ limit: 0 }, 'the option limit is 0. Pass a whole number from 1, or Infinity.'],
  [{ limit: NaN }, 'the option limit is NaN. Pass a whole number from 1, or Infinity.'],
  [{ limit: 2.5 }, 'the option limit is 2.5. Pass a whole number from 1, or Infinity.'],
  [{ limit: '9' }, 'the option limit is "9". Pass a whole number from 1, or Infinity.'],
  [{ digits: 0 }, 'the option digits is 0. Pass a whole number from 1 to 17.'],
  [{ digits: 18 }, 'the option digits is 18. Pass a whole number from 1 to 17.'],
  [{ direction: 'RL' }, "the option direction is \"RL\". Pass 'LR' or 'TB'."],
  [{ title: null }, 'the option title is null. Pass a string.'],
  [{ theme: 'toString' }, "the option theme is \"toString\". Pass 'light' or 'dark'."],
  [null, 'the options are null. Pass an object.'],
])('toDot refuses the options %j', (options, message) => {
  expect(() => toDot(new Value(1), options as never)).toThrow(new Error(`toDot: ${message}`))
})
