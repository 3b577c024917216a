/** The scaler at both ends of the range of doubles, compared with exact arithmetic on whole multiples of 2⁻¹⁰⁷⁴. */
import { describe, expect, test } from '@jest/globals'
import { createRandom } from '../../src/random.js'
import { fitScaler, standardize, unstandardize } from '../../src/encode/scale.js'

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
    for (const [x] of unstandardize(standardize(rows, scaler), scaler)) if (!Number.isFinite(x)) throw new Error(`${x}`)
  }
})
