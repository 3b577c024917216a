import { expect, test } from '@jest/globals'
import { themes } from '@gradus/svg'
import { checkInterval, checkNumbers, look } from '../src/options.js'

test('defaults: 640 pixels wide, as high as needed, light', () => {
  expect(look('plot', {})).toEqual({ width: 640, height: undefined, title: '', theme: themes.light, size: 12, line: 2 })
})

test('letters grow with the picture, within limits', () => {
  const sizes = [200, 400, 640, 1600, 4000].map((width) => look('plot', { width }).size)
  expect(sizes).toEqual([11, 11, 12, 16, 16])
})

test.each([
  [{ width: 199 }, 'plot: the option width is 199. Pass a whole number, 200 or more.'],
  [{ width: 640.5 }, 'plot: the option width is 640.5. Pass a whole number, 200 or more.'],
  [{ width: 5000 }, 'plot: the option width is 5000. Larger plots are not readable. Pass at most 4000.'],
  [{ height: 0 }, 'plot: the option height is 0. Pass a whole number, 200 or more.'],
  [{ theme: 'blue' }, 'plot: the option theme is "blue". Pass "light" or "dark" or "page".'],
  [{ title: 3 }, 'plot: the option title is 3. Pass a string.'],
  [{ colour: 1 }, 'plot: unknown option "colour". The options are width, height, theme, title, scale.'],
])('%j is refused', (options, message) => {
  expect(() => look('plot', options as never, ['scale'])).toThrow(new Error(message))
})

test('numbers may be plain or typed, NaN and infinite, but nothing else', () => {
  for (const list of [[], [NaN, Infinity], new Float32Array(2)])
    expect(() => checkNumbers('plot', 'y', list)).not.toThrow()
  expect(() => checkNumbers('plot', 'y', 'abc')).toThrow('plot: y is "abc". Pass an array of numbers.')
  expect(() => checkNumbers('plot', 'y', [1, '2'])).toThrow('plot: y has "2" at index 1. Pass an array of numbers.')
  expect(() => checkNumbers('plot', 'y', Array(2))).toThrow(
    'plot: y has undefined at index 0. Pass an array of numbers.',
  )
})

test('an interval has two finite numbers in order', () => {
  expect(() => checkInterval('plot', 'x', [1, 2])).not.toThrow()
  for (const [bad, shown] of [
    [[2, 2], '[2, 2]'],
    [[0, Infinity], '[0, Infinity]'],
    [[1], '[1]'],
    ['ab', '"ab"'],
  ] as const) {
    expect(() => checkInterval('plot', 'x', bad)).toThrow(
      `plot: x is ${shown}. Pass two finite numbers, the lower one first.`,
    )
  }
})
