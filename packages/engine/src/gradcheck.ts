/**
 * Is this derivative right? Compares exact first and second derivatives with finite differences, and knows kinks.
 */
import type { ScalarFunction } from './derivatives.js'
import { hessian } from './derivatives.js'
import { checkOptions, show } from './errors.js'
import type { Extrapolation } from './finite-differences.js'
import { evaluateAt, Line, PATIENCE } from './near-point.js'
import { unwatched } from './record.js'

export interface GradcheckOptions {
  /** 1: the gradient only; 2 (default): the Hessian as well. */
  order?: 1 | 2
  /** Largest error that passes, relative to the derivative; default 1e-7. */
  rtol?: number
  /** Largest error that passes, relative to the largest derivative of f of that order; default 1e-9. */
  atol?: number
}

/** One derivative that was compared. */
export interface Comparison {
  order: 1 | 2
  /** The variable; for the second order the row of the Hessian and the variable. */
  input: number
  row?: number
  exact: number
  numeric: number
  /** |exact − numeric|, relative to the largest derivative of that order. */
  error: number
}

export interface GradcheckReport {
  ok: boolean
  /** The comparison with the largest error. */
  worst: Comparison | undefined
  /** Every comparison that failed. */
  failures: Comparison[]
  /** Variables at a kink of an op: there any slope between the one-sided ones passes, and the second order is skipped. */
  kinks: { input: number; op: string }[]
  /** One sentence for people. */
  message: string
}

/**
 * Checks the derivatives of `f` at `xs` against finite differences. The steps shrink until the differences converge, so
 * that a pole, an edge of the domain or a kink close to `xs` does not disturb them.
 *
 * @example
 * gradcheck(([x, y]) => x!.mul(y!).tanh(), [0.3, -0.7]).ok // => true
 * gradcheck(([x]) => x!.relu(), [0]).kinks // => [{ input: 0, op: 'relu' }]
 */
export function gradcheck(f: ScalarFunction, xs: readonly number[], options: GradcheckOptions = {}): GradcheckReport {
  const { order, rtol, atol } = checkedOptions(options)
  // Unwatched, because the differences may leave the domain of f.
  return unwatched('gradcheck', () => {
    const tolerance: Tolerance = (scale, size) => atol * scale + rtol * size
    const { found, kinks } = compare(f, xs, order, tolerance)
    return judge(found, kinks, tolerance)
  })
}

function checkedOptions(options: GradcheckOptions): Required<GradcheckOptions> {
  checkOptions('gradcheck', options, ['order', 'rtol', 'atol'])
  const { order = 2, rtol = 1e-7, atol = 1e-9 } = options
  if (order !== 1 && order !== 2) throw new RangeError(`gradcheck: the order is ${show(order)}. Pass 1 or 2.`)
  for (const [name, x] of Object.entries({ rtol, atol })) {
    if (typeof x === 'number' && x >= 0) continue
    throw new RangeError(`gradcheck: ${name} is ${show(x)}. Pass a number, 0 or more.`)
  }
  return { order, rtol, atol }
}

/** A derivative before it is judged. `noise`: how far off the numeric one may be. */
type Found = Omit<Comparison, 'error'> & { noise: number }
/** Largest error that passes, of a derivative of this size where the largest of its order is `scale`. */
type Tolerance = (scale: number, size: number) => number

function compare(f: ScalarFunction, xs: readonly number[], order: 1 | 2, tolerance: Tolerance) {
  const found: Found[] = []
  const kinks: GradcheckReport['kinks'] = []
  const here = evaluateAt(f, xs, 2)
  const gradient = here.numbers.slice(1)
  const second = order === 2 ? hessian(f, xs) : []
  const scales = [largest(gradient), largest(second.flat())] as const
  xs.forEach((_, input) => {
    const line = new Line(f, xs, input, here)
    const kink = line.kink()
    if (kink !== undefined) {
      kinks.push({ input, op: kink })
      found.push({ order: 1, input, ...between(gradient[input]!, line.oneSided(-1), line.oneSided(1)) })
      return
    }
    // The slope of f and, for the second order, those of its gradient.
    const exact = [gradient[input]!, ...second.map((row) => row[input]!)]
    const allowed = (k: number) => (size: number) => tolerance(scales[k === 0 ? 0 : 1], size)
    const decided = (estimate: Extrapolation, k: number) => isDecided(estimate, exact[k]!, allowed(k))
    const estimates = line.slopes(order, decided)
    // Large steps over fast waves can agree on a wrong slope; smaller ones then show the right one.
    for (const shrink of FINER) {
      const wrong = estimates.flatMap((estimate, k) => (agrees(estimate, exact[k]!, allowed(k)) ? [] : [k]))
      if (wrong.length === 0) break
      const finer = line.slopes(order, decided, shrink)
      for (const k of wrong) if (agrees(finer[k]!, exact[k]!, allowed(k))) estimates[k] = finer[k]!
    }
    estimates.forEach((estimate, k) => {
      const place = k === 0 ? { order: 1 as const, input } : { order: 2 as const, input, row: k - 1 }
      found.push({ ...place, exact: exact[k]!, numeric: estimate.value, noise: trustedNoise(estimate) })
    })
  })
  return { found, kinks }
}

/** At a kink every slope between the one-sided ones is right. */
function between(exact: number, left: Extrapolation, right: Extrapolation) {
  const numeric = Math.min(Math.max(exact, Math.min(left.value, right.value)), Math.max(left.value, right.value))
  return { exact, numeric, noise: Math.max(trustedNoise(left), trustedNoise(right)) }
}

/** First steps, relative to the usual one, that are tried where a derivative seems wrong. */
const FINER = [2 ** -8, 2 ** -16]

/** Whether an estimate confirms the exact derivative: both the difference and the noise are within the tolerance. */
function agrees({ value, noise }: Extrapolation, exact: number, tolerance: (size: number) => number): boolean {
  const allowed = tolerance(Math.max(Math.abs(exact), Math.abs(value)))
  return distance(exact, value) <= allowed && noise <= allowed
}

/** Whether further steps cannot change the verdict: the estimate agrees, or it no longer improves. */
function isDecided(estimate: Extrapolation, exact: number, tolerance: (size: number) => number): boolean {
  const { value, noise, converged, flat, age } = estimate
  if (noise === Infinity) return false
  const difference = distance(exact, value)
  if (difference === 0 || agrees(estimate, exact, tolerance)) return true
  return flat ? difference <= noise : converged && age >= PATIENCE
}

/** Estimates that do not converge prove nothing, however far apart they are. */
const trustedNoise = ({ noise, converged, flat }: Extrapolation): number => (converged || flat ? noise : 0)

function judge(found: readonly Found[], kinks: GradcheckReport['kinks'], tolerance: Tolerance): GradcheckReport {
  const scales = [1, 2].map((order) => {
    const those = found.filter((c) => c.order === order)
    return Math.max(largest(those.map(({ exact }) => exact)), largest(those.map(({ numeric }) => numeric)))
  })
  const compared: Comparison[] = []
  const failures: Comparison[] = []
  for (const { noise, ...c } of found) {
    const scale = scales[c.order - 1]!
    const difference = distance(c.exact, c.numeric)
    const comparison = { ...c, error: difference === 0 ? 0 : difference / scale }
    compared.push(comparison)
    const allowed = tolerance(scale, Math.max(Math.abs(c.exact), Math.abs(c.numeric))) + noise
    // An infinite slope never matches a finite one, although the tolerance grows with the slope.
    if (!(difference < Infinity && difference <= allowed)) failures.push(comparison)
  }
  const worst = (failures.length > 0 ? failures : compared).reduce<Comparison | undefined>(
    (w, c) => (w === undefined || !(c.error <= w.error) ? c : w),
    undefined,
  )
  return { ok: failures.length === 0, worst, failures, kinks, message: describe(failures, worst, compared.length) }
}

/** |a − b|, 0 for equal infinities. */
const distance = (a: number, b: number): number => (a === b ? 0 : Math.abs(a - b))

/** The largest size among the finite numbers: a function of tiny values has tiny slopes, and is judged by them. */
const largest = (xs: readonly number[]): number =>
  xs.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0)

function describe(failures: Comparison[], worst: Comparison | undefined, count: number): string {
  if (worst === undefined) return 'gradcheck: there is nothing to compare.'
  const of = worst.order === 1 ? `∂f/∂x[${worst.input}]` : `∂²f/∂x[${worst.row}]∂x[${worst.input}]`
  const what = `${of} is ${worst.exact}, finite differences give ${worst.numeric} (error ${worst.error.toExponential(1)})`
  return failures.length === 0
    ? `gradcheck: all ${count} derivatives agree; at worst ${what}.`
    : `gradcheck: ${failures.length} of ${count} derivatives disagree. At worst ${what}.`
}
