import { describe, expect, test } from '@jest/globals'
import { createRandom } from '../../src/random.js'
import { fitScaler, meanAndScale, standardize, unstandardize } from '../../src/encode/scale.js'

const random = createRandom(11)
/** Columns of very different size, one far from 0, one constant. */
const rows = Array.from({ length: 500 }, () => [
  random.normal(),
  1000 + random.normal(),
  1e-9 * random.uniform(),
  1e200 * random.normal(),
  0.1,
])
const column = (matrix: readonly (readonly number[])[], j: number) => matrix.map((row) => row[j]!)
const mean = (xs: number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length
const variance = (xs: number[]) => mean(xs.map((x) => (x - mean(xs)) ** 2))

describe('fitScaler', () => {
  test('gives mean and standard deviation with divisor n', () => {
    expect(
      fitScaler([
        [1, 10],
        [2, 10],
        [3, 40],
        [4, 20],
      ]),
    ).toEqual({ mean: [2.5, 20], scale: [Math.sqrt(1.25), Math.sqrt(150)] })
  })

  test('gives a constant column its value and scale 1, also where the sum is rounded', () => {
    for (const n of [1, 2, 3, 7, 10, 1000]) {
      const same = Array.from({ length: n }, () => [0.1, -1e300])
      expect(fitScaler(same)).toEqual({ mean: [0.1, -1e300], scale: [1, 1] })
    }
  })

  test('leaves the rows as they are', () => {
    const copy = structuredClone(rows)
    standardize(rows, fitScaler(rows))
    expect(rows).toEqual(copy)
  })

  test.each<[string, unknown, Error]>([
    ['no rows', [], new RangeError('fitScaler: there are no rows. Pass at least one.')],
    [
      'ragged rows',
      [[1, 2], [3]],
      new RangeError('fitScaler: rows[1] has 1 numbers, the first row has 2. Give all rows the same width.'),
    ],
    ['NaN', [[1], [NaN]], new RangeError('fitScaler: rows[1][0] is NaN. Replace or leave out what is not finite.')],
    ['text', [[1], ['2']], new TypeError('fitScaler: rows[1][0] is "2". Pass numbers; encode() makes them from text.')],
  ])('refuses %s', (_, wrong, error) => {
    expect(() => fitScaler(wrong as number[][])).toThrow(error)
  })
})

describe('standardize', () => {
  test('gives every column mean 0 and variance 1, and a constant one 0', () => {
    const scaled = standardize(rows, fitScaler(rows))
    for (const j of [0, 1, 2, 3]) {
      expect(Math.abs(mean(column(scaled, j)))).toBeLessThan(1e-12)
      expect(Math.abs(variance(column(scaled, j)) - 1)).toBeLessThan(1e-12)
    }
    expect(column(scaled, 4).every((x) => x === 0)).toBe(true)
  })

  test('is undone by unstandardize', () => {
    const scaler = fitScaler(rows)
    const back = unstandardize(standardize(rows, scaler), scaler)
    back.forEach((row, i) =>
      row.forEach((x, j) => {
        expect(Math.abs(x - rows[i]![j]!)).toBeLessThanOrEqual(1e-14 * (Math.abs(rows[i]![j]!) + scaler.scale[j]!))
      }),
    )
  })

  test.each([NaN, Infinity, -Infinity])('and its way back refuse %p, with row and column', (x) => {
    const scaler = { mean: [1, 1], scale: [2, 2] }
    for (const [name, run] of Object.entries({ standardize, unstandardize })) {
      expect(() => run([[1, 2], [3, x]], scaler)).toThrow(
        new RangeError(`${name}: rows[1][1] is ${x}. Replace or leave out what is not finite.`),
      )
    }
  }) // prettier-ignore

  test('and its way back refuse numbers whose results are not finite', () => {
    const advice = 'Correct or leave out the row, or fit the scaler to such rows too.'
    expect(() => standardize([[1]], { mean: [0], scale: [5e-324] })).toThrow(
      new RangeError(
        `standardize: rows[0][0] is 1, which becomes Infinity with the mean 0 and the scale 5e-324. ${advice}`,
      ),
    )
    for (const [x, scale, mean] of [
      [-2, 1.7e308, -1e308],
      [-1e300, 1e308, 1e308],
      [-1.0000000000001, Number.MAX_VALUE, 0],
    ] as const) {
      expect(() => unstandardize([[x]], { mean: [mean], scale: [scale] })).toThrow(
        new RangeError(
          `unstandardize: rows[0][0] is ${x}, which becomes -Infinity with the mean ${mean} and the scale ${scale}. ${advice}`,
        ),
      )
    }
  })

  test('both refuse other widths, text, and half a scaler', () => {
    for (const [name, run] of Object.entries({ standardize, unstandardize })) {
      expect(() => run([[1, 2]], { mean: [0], scale: [1] })).toThrow(
        new RangeError(`${name}: rows[0] has 2 numbers, the scaler has 1. Give all rows the same width.`),
      )
      expect(() => run([['1'] as unknown as number[]], { mean: [0], scale: [1] })).toThrow(
        new TypeError(`${name}: rows[0][0] is "1". Pass numbers; encode() makes them from text.`),
      )
      expect(() => run([[1]], { mean: [0], scale: [] })).toThrow(
        new RangeError(`${name}: the scaler has 1 means and 0 scales. Pass what fitScaler returned.`),
      )
    }
  })
})

test('meanAndScale keeps its digits where the spread is small beside the mean', () => {
  const { mean, scale } = meanAndScale([1e9 + 1, 1e9 + 2, 1e9 + 4, 1e9 + 5])
  expect(mean).toBe(1e9 + 3)
  expect(scale).toBeCloseTo(Math.sqrt(2.5), 14)
  const many = Array.from({ length: 9999 }, (_, i) => 1e6 + (i % 3))
  expect(meanAndScale(many).mean).toBe(1e6 + 1)
  expect(meanAndScale([-1e300, 1e300])).toEqual({ mean: 0, scale: 1e300 })
  expect(meanAndScale([0, 2e-200])).toEqual({ mean: 1e-200, scale: 1e-200 })
})
