/**
 * Is this derivative right? Compares exact first and second derivatives with finite differences, and knows kinks.
 */
import { topologicalOrder } from './backward.js'
import type { ScalarFunction } from './derivatives.js'
import { gradient, hessian } from './derivatives.js'
import { checkOptions, show } from './errors.js'
import { differences } from './finite-differences.js'
import { withGraph } from './record.js'
import { dataOf } from './scalar.js'
import { Value } from './value.js'

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
 * Checks the derivatives of `f` at `xs` against finite differences of several step sizes, extrapolated.
 *
 * @example
 * gradcheck(([x, y]) => x!.mul(y!).tanh(), [0.3, -0.7]).ok // => true
 * gradcheck(([x]) => x!.relu(), [0]).kinks // => [{ input: 0, op: 'relu' }]
 */
export function gradcheck(f: ScalarFunction, xs: readonly number[], options: GradcheckOptions = {}): GradcheckReport {
  return withGraph('gradcheck', () => check(f, xs, options))
}

function check(f: ScalarFunction, xs: readonly number[], options: GradcheckOptions): GradcheckReport {
  checkOptions('gradcheck', options, ['order', 'rtol', 'atol'])
  const { order = 2, rtol = 1e-7, atol = 1e-9 } = options
  if (order !== 1 && order !== 2) throw new RangeError(`gradcheck: the order is ${show(order)}. Pass 1 or 2.`)
  const exact = gradient(f, xs)
  const exact2 = order === 2 ? hessian(f, xs) : []
  const here = branches(f, xs)
  const moved = (i: number, h: number) => xs.map((x, k) => (k === i ? x + h : x))
  const found: Found[] = []
  const kinks: GradcheckReport['kinks'] = []
  const add = (order: 1 | 2, input: number, row: number | undefined, exact: number, numeric: number, noise: number) =>
    found.push({ order, input, ...(row === undefined ? {} : { row }), exact, numeric, noise })

  xs.forEach((x, i) => {
    const size = Math.max(Math.abs(x), 1)
    const smooth = (h: number) => [h, -h].every((s) => sameBranches(here, branches(f, moved(i, s))))
    const inside = (h: number) => [h, -h].every((s) => Number.isFinite(evaluate(f, moved(i, s))))
    let step = size / 16 // smaller near a kink, and near the edge of the domain, beyond which f is NaN
    while (step > 1e-6 * size && !(smooth(step) && inside(step))) step /= 4
    const crossed = [step, -step].flatMap((s) => branches(f, moved(i, s)).filter((b, k) => b.side !== here[k]?.side))[0]
    if (crossed !== undefined) {
      const h = 1e-7 * size
      const [left, middle, right] = [-h, 0, h].map((s) => evaluate(f, moved(i, s))) as [number, number, number]
      const slopes = [(middle - left) / h, (right - middle) / h].sort((a, b) => a - b) as [number, number]
      const nearest = Math.min(Math.max(exact[i]!, slopes[0]), slopes[1])
      kinks.push({ input: i, op: crossed.op })
      add(1, i, undefined, exact[i]!, nearest, 1e-5 * Math.max(Math.abs(slopes[0]), Math.abs(slopes[1])))
      return
    }
    const rounding = 1e-14 / step // what the rounding of f does to a difference, relative to f
    const first = differences((h) => [evaluate(f, moved(i, h))], step)
    add(1, i, undefined, exact[i]!, first.value[0]!, first.noise[0]! + rounding * Math.abs(evaluate(f, xs)))
    if (order === 1) return
    const second = differences((h) => gradient(f, moved(i, h)), step)
    second.value.forEach((numeric, row) =>
      add(2, i, row, exact2[row]![i]!, numeric, second.noise[row]! + rounding * Math.abs(exact[row]!)),
    )
  })

  const judged = found.map((c) => judge(c, scaleOf(found, c.order), rtol, atol))
  const failures = judged.filter(({ ok }) => !ok).map(({ comparison }) => comparison)
  const candidates = failures.length > 0 ? failures : judged.map(({ comparison }) => comparison)
  const worst = candidates.reduce<Comparison | undefined>(
    (w, c) => (w === undefined || !(c.error <= w.error) ? c : w),
    undefined,
  )
  return { ok: failures.length === 0, worst, failures, kinks, message: describe(failures, worst, judged.length) }
}

type Found = Omit<Comparison, 'error'> & { noise: number }

/** The size of the largest derivative of an order: a function of tiny values has tiny slopes, and is judged by them. */
function scaleOf(found: readonly Found[], order: 1 | 2): number {
  const sizes = found.filter((c) => c.order === order).flatMap(({ exact, numeric }) => [exact, numeric].map(Math.abs))
  return Math.max(0, ...sizes.filter(Number.isFinite))
}

function judge(
  { noise, ...c }: Found,
  scale: number,
  rtol: number,
  atol: number,
): { comparison: Comparison; ok: boolean } {
  const size = Math.max(Math.abs(c.exact), Math.abs(c.numeric))
  const difference = c.exact === c.numeric ? 0 : Math.abs(c.exact - c.numeric)
  const settled = !(noise > 1e-3 * scale) || difference === 0 // differences that do not converge prove nothing
  // An infinite slope is as far from a finite one as can be, though the tolerance would grow with it.
  const ok = difference < Infinity && difference <= atol * scale + rtol * size + noise && settled
  return { comparison: { ...c, error: difference === 0 ? 0 : difference / scale }, ok }
}

function describe(failures: Comparison[], worst: Comparison | undefined, count: number): string {
  if (worst === undefined) return 'gradcheck: there is nothing to compare.'
  const of = worst.order === 1 ? `∂f/∂x[${worst.input}]` : `∂²f/∂x[${worst.row}]∂x[${worst.input}]`
  const what = `${of} is ${worst.exact}, finite differences give ${worst.numeric} (error ${worst.error.toExponential(1)})`
  return failures.length === 0
    ? `gradcheck: all ${count} derivatives agree; at worst ${what}.`
    : `gradcheck: ${failures.length} of ${count} derivatives disagree. At worst ${what}.`
}

const evaluate = (f: ScalarFunction, xs: readonly number[]): number => dataOf(f(xs.map((x) => new Value(x))))

interface Branch {
  op: string
  side: number
}

/** On which side of its kink each op of f stands at xs: two points with the same list lie on one smooth piece. */
function branches(f: ScalarFunction, xs: readonly number[]): Branch[] {
  const y = f(xs.map((x) => new Value(x)))
  if (typeof y === 'number') return []
  return topologicalOrder(y).flatMap(({ op, inputs }) =>
    op?.kink === undefined ? [] : [{ op: op.name, side: Math.sign(op.kink(inputs.map(dataOf))) }],
  )
}

const sameBranches = (a: Branch[], b: Branch[]): boolean =>
  a.length === b.length && a.every(({ op, side }, i) => op === b[i]!.op && side === b[i]!.side)
