/**
 * log, sin, cos and powers with the same bits everywhere. The standard leaves the last bits of `Math.log` to each JavaScript
 * engine, and they have changed between versions of one browser. What follows from a seed, such as normal numbers and points on a
 * curve, must not change with them. The series here need only +, −, · and /, whose bits are the same everywhere. The error is a few
 * units in the last place.
 */

/** A number and its bits: the lower half first, as on all machines that JavaScript runs on today. */
const number = new Float64Array(1)
const halves = new Int32Array(number.buffer)

/**
 * The natural logarithm: log x = k·log 2 + log m with m from √½ to √2, and log m = 2(s + s³/3 + s⁵/5 + …) with
 * s = (m − 1)/(m + 1).
 *
 * @example
 * log(10) // => 2.3025850929940455
 * log(0) // => -Infinity
 */
export function log(x: number): number {
  if (!(x >= 2 ** -1022 && x < Infinity)) return Math.log(x) // −∞, NaN, ∞, or a number of fewer bits
  number[0] = x
  let k = (halves[1]! >> 20) - 1023
  halves[1]! -= k << 20
  let m = number[0]!
  if (m > Math.SQRT2) {
    m /= 2
    k++
  }
  const s = (m - 1) / (m + 1)
  let sum = 0
  for (let i = 23; i > 0; i -= 2) sum = 1 / i + s * s * sum
  return k * Math.LN2 + 2 * s * sum
}

/**
 * sin(π·x). Where x is a whole number, it is exactly 0.
 *
 * @example
 * sinPi(0.25) // => 0.7071067811865476
 */
export const sinPi = (x: number): number => wave(x, 0)

/**
 * cos(π·x).
 *
 * @example
 * cosPi(1) // => -1
 */
export const cosPi = (x: number): number => wave(x, 1)

/** sin(π·(x + quarters/2)) from r = π·(x − n/2), with n so that |r| ≤ π/4. All but the product with π is exact. */
function wave(x: number, quarters: number): number {
  const n = Math.round(2 * (x % 2))
  const r = ((x % 2) - n / 2) * Math.PI
  const turn = (n + quarters + 4) % 4
  // sin r = r(1 − r²/(2·3)·(1 − r²/(4·5)·(…))), and cos r = 1 − r²/(1·2)·(1 − r²/(3·4)·(…)).
  const isSine = turn % 2 === 0
  let y = 1
  for (let i = isSine ? 19 : 18; i > 1; i -= 2) y = 1 - ((r * r) / (i * (i - 1))) * y
  if (isSine) y *= r
  return turn < 2 ? y : -y
}

/** xⁿ for a whole n, 0 or more, by squaring. */
export function power(x: number, n: number): number {
  let result = 1
  for (let [square, rest] = [x, n]; rest > 0; square *= square, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
  }
  return result
}
