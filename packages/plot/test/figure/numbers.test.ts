import { expect, test } from '@jest/globals'
import { domainOf, faultOf, robust, tickTexts } from '../../src/figure/numbers.js'

test.each([
  [1, undefined, undefined],
  [0, undefined, 'nonpositive'],
  [-1, undefined, 'nonpositive'],
  [NaN, 'NaN', 'NaN'],
  [Infinity, 'high', 'high'],
  [-Infinity, 'low', 'nonpositive'],
  [1e301, 'high', 'high'],
  [-1e301, 'low', 'nonpositive'],
  [5e-324, undefined, 'nonpositive'],
  [1e-299, undefined, undefined],
] as const)('%p has a place on an axis unless it is at fault', (x, linear, log) => {
  expect(faultOf(x, 'linear')).toBe(linear)
  expect(faultOf(x, 'log')).toBe(log)
})

test('the domain has all numbers with a place, and a margin', () => {
  expect(
    domainOf(
      [
        [0, 10],
        [NaN, Infinity, -1e301],
      ],
      'linear',
      0.1,
    ),
  ).toEqual([-1, 11])
  expect(domainOf([[-5, 0, 1, 100]], 'log', 0)).toEqual([1, 100])
  const [low, high] = domainOf([[1, 100]], 'log', 0.5)
  expect([low, high]).toEqual([expect.closeTo(0.1, 12), expect.closeTo(1000, 9)])
})

test('numbers that are all equal, or nearly, get room around them', () => {
  expect(domainOf([[0]], 'linear')).toEqual([-1, 1])
  expect(domainOf([[1e-12]], 'linear')).toEqual([expect.closeTo(0.9e-12, 20), expect.closeTo(1.1e-12, 20)])
  expect(domainOf([[5e-324, 0]], 'linear')).toEqual([-1, 1])
  expect(domainOf([[1, 1 + 2 ** -52]], 'linear')).toEqual([0.9, expect.closeTo(1.1, 12)])
  expect(domainOf([[7]], 'log')).toEqual([expect.closeTo(7 / 10 ** 0.5, 9), expect.closeTo(7 * 10 ** 0.5, 9)])
})

test('without numbers there is still an axis', () => {
  expect(domainOf([[], [NaN]], 'linear')).toEqual([0, 1])
  expect(domainOf([[0, -1]], 'log')).toEqual([1, 10])
})

test.each([
  [
    [0, 0.5, 1],
    ['0.0', '0.5', '1.0'],
  ],
  [
    [0, 0.25, 0.5],
    ['0.00', '0.25', '0.50'],
  ],
  [
    [-2, -1, -0, 1],
    ['-2', '-1', '0', '1'],
  ],
  [[2], ['2']],
  [
    [0, 1e-12, 2e-12],
    ['0', '1e-12', '2e-12'],
  ],
  [
    [1e-12, 1.05e-12],
    ['1e-12', '1.05e-12'],
  ],
  [
    [1.000000001, 1.000000002],
    ['1.000000001', '1.000000002'],
  ],
  [
    [0, 5e6, 1e7],
    ['0', '5e6', '1e7'],
  ],
  [
    [1e9, 1e9 + 1],
    ['1000000000', '1000000001'],
  ],
  [
    [-1e300, 0, 1e300],
    ['-1e300', '0', '1e300'],
  ],
])('ticks %j are written as %j', (ticks, texts) => {
  expect(tickTexts(ticks, 'linear')).toEqual(texts)
})

test('ticks of a log axis are never written as 200m', () => {
  expect(tickTexts([0.00001, 0.001, 0.2, 1, 1000, 1e7], 'log')).toEqual(['1e-5', '0.001', '0.2', '1', '1000', '1e7'])
})

test('different ticks have different texts', () => {
  for (const [start, step] of [
    [1e5, 1e-7],
    [-3e-9, 1e-10],
    [12345678, 0.5],
    [0.1, 0.1],
    [1e-300, 1e-301],
  ] as const) {
    const ticks = Array.from({ length: 6 }, (_, i) => start + i * step)
    expect(new Set(tickTexts(ticks, 'linear')).size).toBe(6)
  }
})

test('a pole does not decide the range, and a few large values in a smooth curve do', () => {
  const pole = Array.from({ length: 201 }, (_, i) => 1 / (i / 100 - 1.0001))
  expect(Math.max(...robust(pole))).toBeLessThan(100)
  const parabola = Array.from({ length: 201 }, (_, i) => (i / 10) ** 2)
  expect(robust(parabola).length).toBe(201)
  expect(robust([NaN, Infinity])).toEqual([])
})
