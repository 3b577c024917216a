/** Which numbers a mathematician writes otherwise than as decimals: 1/3, √2, 2/√π. */

/** Whether the number is written with few characters. */
export const isShort = (x: number): boolean => String(x).length <= 8

/** As many digits as doubles have, less rounding errors. */
const same = (a: number, b: number): boolean => Math.abs(a - b) <= 2 ** -50 * Math.abs(b)

/** The fraction p/q with q ≤ `most` that the number is, up to rounding; undefined if there is none. */
export function fractionOf(x: number, most: number): readonly [p: number, q: number] | undefined {
  // The convergents of the continued fraction.
  let [p, q, pBefore, qBefore, rest] = [Math.floor(x), 1, 1, 0, x]
  while (!same(p / q, x)) {
    rest = 1 / (rest - Math.floor(rest))
    const next = Math.floor(rest)
    ;[p, q, pBefore, qBefore] = [next * p + pBefore, next * q + qBefore, p, q]
    if (!(q <= most)) return undefined
  }
  return [p, q]
}

/** Irrational numbers that occur in rules and formulas: products of powers, and logarithms. */
const IRRATIONAL: readonly Irrational[] = [
  { value: Math.PI, powers: [[Math.PI, 1]] },
  { value: Math.sqrt(Math.PI), powers: [[Math.PI, 0.5]] },
  { value: Math.sqrt(2 * Math.PI), powers: [[2, 0.5], [Math.PI, 0.5]] },
  { value: Math.SQRT2, powers: [[2, 0.5]] },
  { value: Math.sqrt(3), powers: [[3, 0.5]] },
  { value: Math.E, powers: [[Math.E, 1]] },
  { value: Math.LN2, logOf: 2 },
  { value: Math.LN10, logOf: 10 },
] // oxfmt-ignore

interface Irrational {
  readonly value: number
  readonly powers?: readonly (readonly [base: number, exponent: number])[]
  readonly logOf?: number
}

/** The number as a small fraction times one of the list, or divided by one; undefined if it is neither. */
export function closedForm(x: number): { coefficient: number; exponent: 1 | -1; of: Irrational } | undefined {
  let best: { coefficient: number; exponent: 1 | -1; of: Irrational; size: number } | undefined
  for (const of of IRRATIONAL) {
    for (const exponent of [1, -1] as const) {
      const [p, q] = fractionOf(Math.abs(x) * of.value ** -exponent, 12) ?? [Infinity, 1]
      if (p <= 12 && p + q < (best?.size ?? Infinity)) {
        best = { coefficient: (Math.sign(x) * p) / q, exponent, of, size: p + q }
      }
    }
  }
  return best
}
