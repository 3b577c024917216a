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
  }) // oxfmt-ignore

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

/** Compared with exact arithmetic on whole multiples of 2⁻¹⁰⁷⁴. */
describe('at both ends of the range of doubles', () => {
  const most = Number.MAX_VALUE
  const least = Number.MIN_VALUE
  const random = createRandom(21)
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)
  const sign = () => (random.below(2) === 0 ? 1 : -1)

  /** The double as a whole number of 2⁻¹⁰⁷⁴, from its bits. */
  function exact(x: number): bigint {
    const bits = new BigUint64Array(Float64Array.of(x).buffer)[0]!
    const exponent = (bits >> 52n) & 0x7ffn
    const fraction = bits & (2n ** 52n - 1n)
    const size = exponent === 0n ? fraction : (fraction | (2n ** 52n)) << (exponent - 1n)
    return x < 0 ? -size : size
  }

  const size = (n: bigint) => (n < 0n ? -n : n)

  /** ⌊√n⌋ by Newton's method. */
  function root(n: bigint): bigint {
    if (n < 2n) return n
    let x = 1n << BigInt((n.toString(2).length + 1) >> 1)
    for (;;) {
      const next = (x + n / x) >> 1n
      if (next >= x) return x
      x = next
    }
  }

  /** More bits than a whole number of 2⁻¹⁰⁷⁴ has. */
  const guard = 128n

  /** Mean and standard deviation of a column, in units of 2⁻¹⁰⁷⁴⁻¹²⁸. */
  function oracle(values: readonly number[]): { mean: bigint; scale: bigint } {
    const n = BigInt(values.length)
    const exacts = values.map(exact)
    const total = exacts.reduce((sum, x) => sum + x, 0n)
    const squares = exacts.reduce((sum, x) => sum + x * x, 0n)
    return {
      mean: (total << guard) / n,
      scale: root((n * squares - total * total) << (2n * guard)) / n,
    }
  }

  /** Whether `found` is `wanted` to within `parts` · 2⁻⁵² of `reference`, or to within one smallest number. */
  function close(found: number, wanted: bigint, reference: bigint, parts: bigint): boolean {
    const error = size((exact(found) << guard) - wanted)
    return error <= 1n << guard || error << 52n <= parts * size(reference)
  }

  const columns: [name: string, values: number[]][] = [
    ['the two largest numbers', [most, -most]],
    ['the largest number and the one below', [most, most * (1 - 2 ** -53)]],
    ['the largest numbers, thrice', [most, most, most * (1 - 2 ** -52)]],
    ['one of either sign and one 0', [most, -most, 0]],
    ['one against many', [-most, ...upTo(99).map(() => most)]],
    ['close to 1.8e308', upTo(300).map(() => sign() * 1e308 * (0.5 + random.uniform() * 1.29))],
    ['far from 0 with a small spread', upTo(300).map(() => 1.7e308 + 1e293 * random.normal())],
    ['the two smallest numbers', [0, least]],
    ['the smallest numbers of both signs', [-least, least]],
    ['one smallest among many zeros', [least, ...upTo(99).map(() => 0)]],
    ['subnormals', upTo(300).map(() => sign() * least * random.below(1000))],
    ['large subnormals', upTo(300).map(() => 1e-308 * random.uniform())],
    ['around the smallest normal number', upTo(300).map(() => 2 ** -1022 * (0.9 + 0.2 * random.uniform()))],
    ['subnormals beside the largest', [least, -least, most / 2, 3 * least]],
    ['everything from the smallest to the largest', upTo(400).map((i) => sign() * 2 ** (-1074 + i * 5))],
    ['ordinary numbers', upTo(300).map(() => 5 + random.normal())],
    ['a spread in the last bits', upTo(300).map((i) => 1 + (i % 3) * Number.EPSILON)],
    ['a long column', upTo(20_000).map(() => 1e15 + random.normal())],
  ]

  describe.each(columns)('%s', (_, values) => {
    const rows = values.map((x) => [x])
    const scaler = fitScaler(rows)
    const [mean, scale] = [scaler.mean[0]!, scaler.scale[0]!]

    test('has the exact mean and standard deviation', () => {
      const wanted = oracle(values)
      expect(Number.isFinite(mean) && Number.isFinite(scale) && scale > 0).toBe(true)
      // The sum of the mean cancels, so its error is measured by the larger of mean and deviation.
      const reference = size(wanted.mean) > wanted.scale ? size(wanted.mean) : wanted.scale
      expect(close(mean, wanted.mean, reference, 1n)).toBe(true)
      expect(close(scale, wanted.scale, wanted.scale, 4n)).toBe(true)
    })

    test('is standardized to what exact arithmetic gives for this mean and scale', () => {
      standardize(rows, scaler).forEach(([z], i) => {
        const wanted = exact(values[i]!) - exact(mean)
        // z · scale, in units of 2⁻²¹⁴⁸.
        const error = size(exact(z!) * exact(scale) - (wanted << 1074n))
        if (error << 52n > 2n * (size(wanted) << 1074n)) throw new Error(`${values[i]} became ${z}`)
      })
    })

    test('comes back', () => {
      unstandardize(standardize(rows, scaler), scaler).forEach(([x], i) => {
        const error = size(exact(x!) - exact(values[i]!))
        const terms = size(exact(values[i]!)) + 2n * size(exact(mean))
        if (error > 1n && error << 52n > 2n * terms) throw new Error(`${values[i]} came back as ${x}`)
      })
    })
  })

  test.each([most, -most, 1.7e308, least, -least, 2 ** -1022, 0, -0])('a constant column of %p has scale 1', (x) => {
    const scaler = fitScaler([[x], [x], [x]])
    expect(scaler).toEqual({ mean: [x + 0], scale: [1] })
    expect(standardize([[x]], scaler)[0]![0] === 0).toBe(true)
    expect(unstandardize([[0]], scaler)).toEqual([[x + 0]])
  })

  test('columns of the largest numbers come back finite, although rounding moves some past the end', () => {
    for (let i = 0; i < 5000; i++) {
      const rows = upTo(2 + random.below(4)).map(() => [sign() * most * (1 - random.below(4) * 2 ** -53)])
      const scaler = fitScaler(rows)
      for (const [x] of unstandardize(standardize(rows, scaler), scaler))
        if (!Number.isFinite(x)) throw new Error(`${x}`)
    }
  })
})
