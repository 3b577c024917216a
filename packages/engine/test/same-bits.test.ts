import { expect, test } from '@jest/globals'
import { cosPi, log, power, sinPi } from '@gradus/engine/same-bits'

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
const TURNS = [...spread(4000, -2, 2), ...spread(2000, -1e4, 1e4)]

test('log is within four units in the last place of Math.log', () => {
  const points = [...SMALL, ...LARGE, 1 - 2 ** -53, 1 + 2 ** -52, 1e-310, 5e-324, Number.MAX_VALUE]
  expect(points.filter((x) => Math.abs(log(x) - Math.log(x)) > 4 * ulp(Math.log(x)))).toEqual([])
})

test('sinPi and cosPi are near those of Math, as near as π·x is', () => {
  for (const x of spread(4000, -2, 2)) {
    expect(Math.abs(sinPi(x) - Math.sin(Math.PI * x))).toBeLessThan(2e-15)
    expect(Math.abs(cosPi(x) - Math.cos(Math.PI * x))).toBeLessThan(2e-15)
  }
})

test('sinPi and cosPi are exact at quarters of a turn, however far out', () => {
  const exact = [0, 1, 0, -1]
  for (const n of [0, 1, 2, 3, 400, 401, 2 ** 40 + 2, 2 ** 40 + 3, -1, -2, -7]) {
    const k = ((n % 4) + 4) % 4
    expect(Math.abs(sinPi(n / 2) - exact[k]!)).toBe(0)
    expect(Math.abs(cosPi(n / 2) - exact[(k + 1) % 4]!)).toBe(0)
  }
  expect([cosPi(1e308), cosPi(2 ** 53 + 2), sinPi(2 ** -900) * 2 ** 900]).toEqual([1, 1, Math.PI])
})

test('the bits are these on every machine', () => {
  expect(checksum([...SMALL, ...LARGE].map(log))).toBe(1063486614)
  expect(checksum(TURNS.map(sinPi))).toBe(3963889293)
  expect(checksum(TURNS.map(cosPi))).toBe(1040194386)
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
  expect([sinPi(0), sinPi(Infinity), sinPi(NaN), cosPi(0), cosPi(-Infinity), cosPi(NaN)]).toEqual([
    0,
    NaN,
    NaN,
    1,
    NaN,
    NaN,
  ])
})

test('sinPi is odd, cosPi is even', () => {
  for (const x of TURNS) {
    expect(Math.abs(sinPi(-x) + sinPi(x))).toBeLessThan(2e-16)
    expect(Math.abs(cosPi(-x) - cosPi(x))).toBeLessThan(2e-16)
  }
})

test('powers multiply', () => {
  expect([0, 1, 2, 3, 10].map((n) => power(3, n))).toEqual([1, 3, 9, 27, 59049])
  expect([power(0, 0), power(-2, 3), power(0.5, 1074), power(0.5, 1075)]).toEqual([1, -8, 2 ** -1074, 0])
  expect(Math.abs(power(0.999, 5000) / 0.999 ** 5000 - 1)).toBeLessThan(1e-12)
})
