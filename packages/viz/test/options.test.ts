import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { describe as drawing } from '../src/describe/describe.js'

const x = new Value(1)

test('an option that is undefined has its default', () => {
  const undefinedOptions = Object.fromEntries(
    ['detail', 'limit', 'constants', 'partials', 'color', 'around', 'radius', 'theme', 'title'].map((key) => [
      key,
      undefined,
    ]),
  )
  expect(drawing(x, undefinedOptions as never)).toEqual(drawing(x))
})

test.each([
  [{ partial: true }, TypeError, 'unknown option "partial". The options are detail, around, radius, limit, constants, partials, contributions, color, parameters, frames, digits, direction, title, theme.'],
  [{ detail: 'all' }, RangeError, 'the option detail is "all". Pass "ops" or "expanded" or "neurons" or "layers" or "groups" or "folded".'],
  [{ around: 3 }, TypeError, 'the option around is 3. Pass a Value of the graph.'],
  [{ around: new Value(2) }, RangeError, 'the option around is a Value that the root was not made of. Pass a Value of the graph.'],
  [{ radius: 1 }, TypeError, 'the option radius needs a center. Pass the option around too.'],
  [{ around: x, radius: -1 }, RangeError, 'the option radius is -1. Pass a whole number, 0 or more.'],
  [{ partials: 1 }, TypeError, 'the option partials is 1. Pass true or false.'],
  [{ contributions: 'yes' }, TypeError, 'the option contributions is "yes". Pass true or false.'],
  [{ frames: 0 }, TypeError, 'the option frames is 0. Pass true or false.'],
  [{ constants: 'shared' }, RangeError, 'the option constants is "shared". Pass "each" or "hidden".'],
  [{ color: 'leaves' }, RangeError, 'the option color is "leaves". Pass "kind" or "leaf" or "sign".'],
  [{ parameters: x }, TypeError, 'the option parameters is a Value object. Pass an array of Values.'],
  [{ parameters: [x, 2] }, TypeError, 'element 1 of the option parameters is 2. Pass Values.'],
  [{ limit: 0 }, RangeError, 'the option limit is 0. Pass a whole number, 1 or more.'],
  [{ limit: NaN }, RangeError, 'the option limit is NaN. Pass a whole number, 1 or more.'],
  [{ limit: '9' }, RangeError, 'the option limit is "9". Pass a whole number, 1 or more.'],
  [{ digits: 0 }, RangeError, 'the option digits is 0. Pass a whole number from 1 to 17.'],
  [{ digits: 18 }, RangeError, 'the option digits is 18. Pass a whole number from 1 to 17.'],
  [{ direction: 'RL' }, RangeError, 'the option direction is "RL". Pass "LR" or "TB".'],
  [{ title: null }, TypeError, 'the option title is null. Pass a string.'],
  [{ theme: 'toString' }, RangeError, 'the option theme is "toString". Pass "light" or "dark" or "page".'],
  [null, TypeError, 'the options are null. Pass an object.'],
])('describe refuses the options %j', (options, kind, message) => {
  expect(() => drawing(x, options as never)).toThrow(new kind(`describe: ${message}`))
}) // oxfmt-ignore

test.each([
  [3, '3'],
  [undefined, 'undefined'],
  [[x], 'an array of length 1'],
  [{}, 'an object'],
])('describe refuses the root %p', (root, shown) => {
  expect(() => drawing(root as never)).toThrow(new TypeError(`describe: the root is ${shown}. Pass a Value.`))
})
