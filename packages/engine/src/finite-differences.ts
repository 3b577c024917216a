/**
 * A slope from difference quotients, by Richardson's extrapolation: the quotients at steps that halve are combined so that
 * the leading errors cancel (W. H. Press et al., Numerical Recipes, §5.7). How much neighboring estimates scatter says
 * how good they are.
 */

/** A difference quotient at one step. */
export interface Quotient {
  quotient: number
  /** The largest one-sided quotient in size: how steep f is around the point, even if its slope there is 0. */
  steepness: number
  /** By how much the one-sided quotients differ; 0 where only one is known. */
  bend: number
  /** What the rounding of f can do to the quotient. */
  rounding: number
}

/**
 * Returns (f(x + h) − f(x − h)) / 2h and its possible errors. f may be a small difference of large numbers. `terms` is their
 * size, because their rounding is an error of f.
 */
export function centralQuotient(left: number, middle: number, right: number, h: number, terms: number): Quotient {
  const [before, after] = [(middle - left) / h, (right - middle) / h]
  return {
    quotient: (right - left) / (2 * h),
    steepness: Math.max(Math.abs(before), Math.abs(after)),
    bend: Math.abs(after - before),
    rounding: (ROUNDING * Math.max(Math.abs(left), Math.abs(middle), Math.abs(right), terms)) / h,
  }
}

/** (f(x + h) − f(x)) / h, where h may be negative. */
export function oneSidedQuotient(middle: number, moved: number, h: number, terms: number): Quotient {
  const quotient = (moved - middle) / h
  const rounding = (ROUNDING * Math.max(Math.abs(middle), Math.abs(moved), terms)) / Math.abs(h)
  return { quotient, steepness: Math.abs(quotient), bend: 0, rounding }
}

/** Relative error of f that its own rounding may cause: some dozen units in the last place. */
const ROUNDING = 1e-14

/** The bend of a smooth f halves with the step. At a kink it stays and at a pole it doubles, as long as they are within. */
const SMOOTH = 0.75

/** An estimate has converged if its noise, relative to the slope, is at most this. */
const CONVERGED = 1e-3

/** The best estimate of one slope so far. `add` is to be called with steps that halve. */
export class Extrapolation {
  value = NaN
  /** How far off it may be: scatter and rounding. */
  noise = Infinity
  /** Noise relative to the size of the slope or to the steepness, 1 at most. */
  relative = Infinity
  /** Whether f changes by no more than its rounding: the slope cannot be told from 0. */
  flat = false
  /** Steps since the best estimate. */
  age = 0
  private row: number[] = []
  private bend = Infinity

  /** `power`: 2 if the error of a quotient is a series in h², as for central ones; 1 if in h. */
  constructor(private readonly power: 1 | 2) {}

  /** Whether neighboring estimates agree. If they do not, `value` is meaningless. */
  get converged(): boolean {
    return this.relative <= CONVERGED
  }

  /** The quotient at the next step, undefined where f is another function. */
  add(next: Quotient | undefined): void {
    this.age++
    if (next === undefined || !Number.isFinite(next.steepness)) {
      this.row = []
      this.bend = Infinity
      return
    }
    const { quotient, steepness, bend, rounding } = next
    if (!(bend <= SMOOTH * this.bend + rounding)) this.row = [] // at the step before, f looked different
    this.bend = bend
    if (Number.isNaN(this.value)) this.value = quotient // for the report, if no better estimate follows
    const row = [quotient]
    this.row.forEach((previous, j) => {
      const factor = 2 ** (this.power * (j + 1))
      const better = (factor * row[j]! - previous) / (factor - 1)
      const scatter = Math.max(Math.abs(better - row[j]!), Math.abs(better - previous))
      this.take(better, scatter + rounding, steepness, steepness <= rounding)
      row.push(better)
    })
    this.row = row
  }

  private take(value: number, noise: number, steepness: number, flat: boolean): void {
    const size = Math.max(Math.abs(value), steepness)
    const next = { value, noise, relative: noise < size ? noise / size : 1, flat, age: 0 }
    if (isBetter(next, this)) Object.assign(this, next)
  }
}

/** Compares the noise of estimates that have converged, and of others their noise relative to the slope. */
export function isBetter(a: Pick<Extrapolation, 'noise' | 'relative'>, b: Extrapolation): boolean {
  const converged = a.relative <= CONVERGED
  if (converged !== b.converged) return converged
  return converged ? a.noise < b.noise : a.relative < b.relative
}
