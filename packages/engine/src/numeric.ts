/** Functions on plain numbers that JavaScript's Math lacks, in forms that stay accurate and finite far out. */

/** a · b, but 0 when either factor is exactly 0: in the chain rule a slope of 0 wins over an infinite one. */
export const absoluteZeroProduct = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b)

/** 1 / (1 + e⁻ˣ). Two forms, so that neither exponential overflows and the small tail keeps its digits. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const e = Math.exp(x)
  return e / (1 + e)
}

/** σ′(x) = e/(1 + e)² with e = e⁻|ˣ|: what 1 − σ(x) would round away stays in e. */
export function sigmoidSlope(x: number): number {
  const e = Math.exp(-Math.abs(x))
  return e / ((1 + e) * (1 + e))
}

/** 1/cosh²x = 4σ′(2x). */
export const sech2 = (x: number): number => 4 * sigmoidSlope(2 * x)

/** log(1 + eˣ) = max(x, 0) + log(1 + e⁻|ˣ|): the exponent is never positive. */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

/** log Σ eˣ, shifted by the largest x so that no exponential overflows; that x itself is the 1 of log1p. */
export function logSumExp(xs: readonly number[]): number {
  let max = -Infinity
  for (const x of xs) max = Math.max(max, x)
  if (!Number.isFinite(max)) return max // all −∞, or an ∞, or NaN: shifting would make NaN
  const top = xs.indexOf(max)
  let others = 0
  xs.forEach((x, i) => {
    if (i !== top) others += Math.exp(x - max)
  })
  return max + Math.log1p(others)
}

/** √Σx², scaled by the largest |x| so that no square overflows or vanishes. */
export function norm(xs: readonly number[]): number {
  let max = 0
  for (const x of xs) max = Math.max(max, Math.abs(x))
  if (max === 0 || !Number.isFinite(max)) return max
  let sum = 0
  for (const x of xs) sum += (x / max) * (x / max)
  return max * Math.sqrt(sum)
}

/**
 * erf x = 2/√π ∫₀ˣ e^(−t²) dt. Near 0 the Maclaurin series 2/√π Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1)), where 1 − erfc would
 * lose digits.
 */
export function erf(x: number): number {
  if (Math.abs(x) >= 0.5) return x > 0 ? 1 - erfc(x) : erfc(-x) - 1
  const square = x * x
  let term = x
  let sum = x
  for (let n = 1; n <= 14; n++) {
    term *= -square / n
    sum += term / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}

/**
 * erfc x = 1 − erf x, accurate relative to its own size: for z ≥ 0, t · exp(−z² + P(2t − 1)) with t = 2 / (2 + z) and P
 * a Chebyshev series (Press et al., Numerical Recipes, §6.2, use the same form). The coefficients, to 20 places, are printed by
 * packages/testkit/references/erfc_coefficients.py.
 */
export function erfc(x: number): number {
  const z = Math.abs(x)
  const tail = erfcFactor(z, (p) => expMinus(1, z, p))
  return x >= 0 ? tail : 2 - tail
}

/**
 * Φ(x) = ½ erfc(−x/√2), the normal distribution. The exponent −x²/2 is taken from x itself, because x/√2 once rounded
 * would cost x² units in the last place of the left tail.
 */
export function normalCdf(x: number): number {
  const z = Math.abs(x)
  const tail = 0.5 * erfcFactor(z * Math.SQRT1_2, (p) => expMinus(0.5, z, p))
  return x < 0 ? tail : 1 - tail
}

/** t · exp(−z² + P(2t − 1)), where `gauss` gives exp(−z² + p). */
function erfcFactor(z: number, gauss: (p: number) => number): number {
  const t = 2 / (2 + z)
  return t * gauss(chebyshev(2 * t - 1))
}

/** exp(−c·z² + p), c = 1 or ½. z² is split in two, because rounding it once would cost z² units in the last place. */
function expMinus(c: number, z: number, p: number): number {
  if (c * z * z > 784) return 0
  const high = Math.fround(z) // a square of 24 bits is exact
  return Math.exp(-c * high * high) * Math.exp(c * (high - z) * (high + z) + p)
}

/** Σ cⱼ Tⱼ(y) by Clenshaw's recurrence. */
function chebyshev(y: number): number {
  let next = 0
  let here = 0
  for (let j = ERFC.length - 1; j > 0; j--) [here, next] = [2 * y * here - next + ERFC[j]!, here]
  return y * here - next + ERFC[0]!
}

// oxfmt-ignore
const ERFC = [
  -0.651326859890854717, 0.64196979235649026, 0.0194764732041858363, -0.00956151478680863164, -9.4659534448203687e-4,
  3.6683949785276145e-4, 4.252332480690777e-5, -2.027857811253424e-5, -1.62429000464703e-6, 1.30365583558052e-6,
  1.562644172207e-8, -8.523809591493e-8, 6.5290544391e-9, 5.05934349555e-9, -9.9136415649e-10, -2.2736512229e-10,
  9.646791102e-11, 2.39403808e-12, -6.88602753e-12, 8.9448793e-13, 3.1309214e-13, -1.1270822e-13, 3.8109e-16,
  7.1061e-15, -1.52303e-15, -9.457e-17, 1.2102e-16, -2.817e-17,
]
