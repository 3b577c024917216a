/**
 * Slopes of the logistic function and its relatives in whole numbers: x stands for x·2¹⁴⁰⁰, cut off after the point, so
 * that e⁻⁷⁵⁰ still has 300 bits. Nothing here rounds to a double.
 */
const BITS = 1400n
const ONE = 1n << BITS

const times = (a: bigint, b: bigint): bigint => (a * b) >> BITS
const over = (a: bigint, b: bigint): bigint => (a << BITS) / b
const size = (a: bigint): bigint => (a < 0n ? -a : a)

/** The exact value of a double. Every double is a multiple of 2⁻¹⁴⁰⁰. */
function exactly(x: number): bigint {
  let [mantissa, shift] = [x, BITS]
  for (; !Number.isInteger(mantissa); mantissa *= 2) shift--
  return BigInt(mantissa) << shift
}

/** e⁻ᵃ for a ≥ 0: the series of e⁻ᵃ/⁴⁰⁹⁶, squared twelve times. */
function decayOf(a: bigint): bigint {
  const small = a >> 12n
  let [sum, term] = [ONE, ONE]
  for (let n = 1n; term !== 0n; n++) {
    term = -(times(term, small) / n)
    sum += term
  }
  for (let k = 0; k < 12; k++) sum = times(sum, sum)
  return sum
}

/** A number to compare with: see `relativeError`. */
export type Exact = bigint

/** σ′(x) = e/(1 + e)² and σ″(x) = −σ′(x)·tanh(x/2), with e = e⁻|ˣ|. */
export function sigmoidSlopes(x: number): { first: Exact; second: Exact } {
  const e = decayOf(size(exactly(x)))
  const first = over(e, times(ONE + e, ONE + e))
  const second = times(first, over(ONE - e, ONE + e))
  return { first, second: x > 0 ? -second : second }
}

/** tanh′(x) = 4σ′(2x) and tanh″(x) = 8σ″(2x). */
export function tanhSlopes(x: number): { first: Exact; second: Exact } {
  const { first, second } = sigmoidSlopes(2 * x)
  return { first: 4n * first, second: 8n * second }
}

/** |got − exact| / |exact|; Infinity for what is not finite. */
export function relativeError(got: number, exact: Exact): number {
  if (!Number.isFinite(got)) return Infinity
  if (exact === 0n) return got === 0 ? 0 : Infinity
  return Number((size(exactly(got) - exact) << 64n) / size(exact)) / 2 ** 64
}
