import { describe, expect, test } from '@jest/globals'
import { cos, log, power, sin } from '@gradus/engine/same-bits'

/** Numbers spread over a range by a rule that needs no random numbers. */
const spread = (count: number, from: number, to: number) =>
  Array.from({ length: count }, (_, i) => from + (to - from) * ((i * 0.6180339887498949) % 1))

/** The bits of a list as one number. */
function checksum(numbers: readonly number[]): number {
  let sum = 17
  for (const half of new Uint32Array(Float64Array.from(numbers).buffer)) sum = (Math.imul(sum, 31) + half) | 0
  return sum >>> 0
}

/** The distance to the next double of this size. */
const ulp = (x: number) => Math.max(2 ** -1074, 2 ** (Math.floor(Math.log2(Math.abs(x))) - 52))

const SMALL = spread(3000, 1e-12, 3)
const LARGE = spread(3000, 1, 1e6)
const ANGLES = [...spread(4000, -10, 10), ...spread(2000, -8e5, 8e5)]
/** Near multiples of π/2, where most bits cancel. */
const NEAR = Array.from({ length: 400 }, (_, i) => ((i - 200) * Math.PI) / 2)

describe.each([
  ['log', log, Math.log, [...SMALL, ...LARGE, 1e-310, 5e-324, Number.MAX_VALUE]],
  ['sin', sin, Math.sin, [...ANGLES, ...NEAR]],
  ['cos', cos, Math.cos, [...ANGLES, ...NEAR]],
])('%s', (_, f, known, points) => {
  test('is within two units in the last place of Math', () => {
    const far = points.filter((x) => Math.abs(f(x) - known(x)) > 2 * ulp(known(x)))
    expect(far).toEqual([])
  })
})

test('the bits are these on every machine', () => {
  expect(checksum([...SMALL, ...LARGE].map(log))).toBe(1607588174)
  expect(checksum(ANGLES.map(sin))).toBe(658785775)
  expect(checksum(ANGLES.map(cos))).toBe(1089465072)
})

test('special cases are those of Math', () => {
  expect([log(0), log(-0), log(-1), log(Infinity), log(NaN), log(1)]).toEqual([
    -Infinity,
    -Infinity,
    NaN,
    Infinity,
    NaN,
    0,
  ])
  expect([sin(0), sin(-0), sin(Infinity), sin(NaN), cos(0), cos(-Infinity), cos(NaN)]).toEqual([
    0,
    -0,
    NaN,
    NaN,
    1,
    NaN,
    NaN,
  ])
})

test('sin is odd, cos is even', () => {
  for (const x of ANGLES) expect([sin(-x), cos(-x)]).toEqual([-sin(x), cos(x)])
})

test('powers multiply', () => {
  expect([0, 1, 2, 3, 10].map((n) => power(3, n))).toEqual([1, 3, 9, 27, 59049])
  expect([power(0, 0), power(-2, 3), power(0.5, 1074), power(0.5, 1075)]).toEqual([1, -8, 2 ** -1074, 0])
  expect(Math.abs(power(0.999, 5000) / 0.999 ** 5000 - 1)).toBeLessThan(1e-12)
})
