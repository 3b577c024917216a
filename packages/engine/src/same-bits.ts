/**
 * log, sin, cos and powers with the same bits everywhere. The standard leaves the last bits of `Math.log` to each JavaScript
 * engine, and they have changed between versions of one browser. What follows from a seed, such as normal numbers and points on a curve, must
 * not change with them. The methods and the coefficients are those of fdlibm (Sun Microsystems, 1993), with an error below one
 * unit in the last place.
 *
 *     log x = k·log 2 + log m, with m in [√½, √2]           sin x and cos x from r = x − n·π/2, with |r| ≤ π/4
 */

/** A number and its bits: the lower half first, as on all machines that JavaScript runs on today. */
const number = new Float64Array(1)
const halves = new Int32Array(number.buffer)

const LN2_HIGH = 6.9314718036912381649e-1
const LN2_LOW = 1.90821492927058770002e-10
const [L1, L2, L3, L4, L5, L6, L7] = [
  6.666666666666735130e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1,
  1.818357216161805012e-1, 1.531383769920937332e-1, 1.479819860511658591e-1,
] as const // oxfmt-ignore

/**
 * The natural logarithm.
 *
 * @example
 * log(10) // => 2.302585092994046
 * log(0) // => -Infinity
 */
export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x < 0 ? NaN : x
  const isTiny = x < 2 ** -1022
  number[0] = isTiny ? x * 2 ** 54 : x
  const exponent = (halves[1]! >> 20) - 1023 - (isTiny ? 54 : 0)
  const mantissa = halves[1]! & 0xfffff
  const isLarge = (mantissa + 0x95f64) >> 20 // 1 for m ≥ √2, which is halved
  halves[1] = mantissa | ((1023 - isLarge) << 20)
  const k = exponent + isLarge
  const f = number[0]! - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const tail = z * (L1 + w * (L3 + w * (L5 + w * L7))) + w * (L2 + w * (L4 + w * L6))
  // Two forms of log(1 + f): the second is more accurate where f is neither small nor near the ends of its range.
  if (mantissa < 0x6147a || mantissa > 0x6b851) return k * LN2_HIGH - (s * (f - tail) - k * LN2_LOW - f)
  const half = 0.5 * f * f
  return k * LN2_HIGH - (half - (s * (half + tail) + k * LN2_LOW) - f)
}

const [S1, S2, S3, S4, S5, S6] = [
  -1.66666666666666324348e-1, 8.33333333332248946124e-3, -1.98412698298579493134e-4,
  2.75573137070700676789e-6, -2.50507602534068634195e-8, 1.58969099521155010221e-10,
] as const // oxfmt-ignore
const [C1, C2, C3, C4, C5, C6] = [
  4.16666666666666019037e-2, -1.38888888888741095749e-3, 2.48015872894767294178e-5,
  -2.75573143513906633035e-7, 2.08757232129817482790e-9, -1.13596475577881948265e-11,
] as const // oxfmt-ignore

/**
 * The sine of an angle in radians. Beyond ±800,000 it loses accuracy.
 *
 * @example
 * sin(1) // => 0.8414709848078965
 */
export function sin(x: number): number {
  if (x === 0) return x // −0 stays −0
  const n = reduce(x)
  const y = n % 2 === 0 ? sinOfRest() : cosOfRest()
  return n < 2 ? y : -y
}

/**
 * The cosine of an angle in radians. Beyond ±800,000 it loses accuracy.
 *
 * @example
 * cos(1) // => 0.5403023058681398
 */
export function cos(x: number): number {
  const n = reduce(x)
  const y = n % 2 === 0 ? cosOfRest() : sinOfRest()
  return n === 0 || n === 3 ? y : -y
}

/** π/2 in parts of 33 bits, each with what it lacks. */
const [FIRST, AFTER_FIRST] = [1.57079632673412561417, 6.07710050650619224932e-11]
const [SECOND, AFTER_SECOND] = [6.0771005063039659766e-11, 2.02226624879595063154e-21]

/** r of the last reduction, as a sum of two numbers. The second is what the first lacks. */
let [rest, correction] = [0, 0]

/** Writes x as n·π/2 + r, and returns n modulo 4. */
function reduce(x: number): number {
  if (Math.abs(x) <= Math.PI / 4) {
    rest = x
    correction = 0
    return 0
  }
  const t = Math.abs(x)
  const n = Math.floor(t * 6.36619772367581382433e-1 + 0.5)
  let high = t - n * FIRST
  let low = n * AFTER_FIRST
  if (Math.abs(high - low) < t * 2 ** -17) {
    // x is near a multiple of π/2, so that most bits have canceled.
    const before = high
    high = before - n * SECOND
    low = n * AFTER_SECOND - (before - high - n * SECOND)
  }
  rest = high - low
  correction = high - rest - low
  if (x > 0) return n % 4
  rest = -rest
  correction = -correction
  return (4 - (n % 4)) % 4
}

function sinOfRest(): number {
  const [x, y] = [rest, correction]
  const z = x * x
  const v = z * x
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)))
  return y === 0 ? x + v * (S1 + z * r) : x - (z * (0.5 * y - v * r) - y - v * S1)
}

function cosOfRest(): number {
  const [x, y] = [rest, correction]
  const z = x * x
  const r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))))
  const size = Math.abs(x)
  if (size < 0.3) return 1 - (0.5 * z - (z * r - x * y))
  const q = size > 0.78125 ? 0.28125 : quarter(size)
  const a = 1 - q
  return a - (0.5 * z - q - (z * r - x * y))
}

/** About x/4, with few bits, so that 1 − x/4 is exact. */
function quarter(x: number): number {
  number[0] = x
  halves[1]! -= 2 << 20
  halves[0] = 0
  return number[0]!
}

/** xⁿ for a whole n, 0 or more, by squaring. */
export function power(x: number, n: number): number {
  let result = 1
  for (let [square, rest] = [x, n]; rest > 0; square *= square, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
  }
  return result
}
