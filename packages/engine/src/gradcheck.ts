/**
 * Is this derivative right? Compares exact first and second derivatives with finite differences, and knows kinks.
 */
import { topologicalOrder } from './backward.js'
import type { ScalarFunction } from './derivatives.js'
import { gradient, hessian } from './derivatives.js'
import { checkOptions, show } from './errors.js'
import { differences } from './finite-differences.js'
import { dataOf } from './scalar.js'
import { Value } from './value.js'

export interface GradcheckOptions {
  /** 1: the gradient only; 2 (default): the Hessian as well. */
  order?: 1 | 2
  /** Largest relative error that passes; default 1e-6. */
  rtol?: number
  /** Largest absolute error that passes; default 1e-8. */
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
  /** |exact − numeric| / max(|exact|, |numeric|, 1). */
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
  checkOptions('gradcheck', options, ['order', 'rtol', 'atol'])
  const { order = 2, rtol = 1e-6, atol = 1e-8 } = options
  if (order !== 1 && order !== 2) throw new RangeError(`gradcheck: the order is ${show(order)}. Pass 1 or 2.`)
  const exact = gradient(f, xs)
  const exact2 = order === 2 ? hessian(f, xs) : []
  const here = branches(f, xs)
  const moved = (i: number, h: number) => xs.map((x, k) => (k === i ? x + h : x))
  const comparisons: (Comparison & { ok: boolean })[] = []
  const kinks: GradcheckReport['kinks'] = []

  const compare = (input: number, row: number | undefined, exact: number, numeric: number, noise: number) => {
    const scale = Math.max(Math.abs(exact), Math.abs(numeric), 1)
    const difference = Object.is(exact, numeric) || exact === numeric ? 0 : Math.abs(exact - numeric)
    const settled = !(noise > 1e-3 * scale) // differences that do not converge prove nothing
    // An infinite slope is as far from a finite one as can be, though the tolerance would grow with it.
    const ok = difference < Infinity && difference <= atol + rtol * scale + noise && settled
    const where = row === undefined ? { order: 1 as const, input } : { order: 2 as const, input, row }
    comparisons.push({ ...where, exact, numeric, error: difference === Infinity ? Infinity : difference / scale, ok })
  }

  xs.forEach((x, i) => {
    const size = Math.max(Math.abs(x), 1)
    const smooth = (h: number) => [h, -h].every((s) => sameBranches(here, branches(f, moved(i, s))))
    const inside = (h: number) => [h, -h].every((s) => Number.isFinite(evaluate(f, moved(i, s))))
    let step = size / 16 // smaller near a kink, and near the edge of the domain, beyond which f is NaN
    while (step > 1e-6 * size && !(smooth(step) && inside(step))) step /= 4
    const kink = here.find((b) => b.side === 0)
    if (kink !== undefined || !smooth(step)) {
      const crossed = branches(f, moved(i, step)).find((b, k) => b.side !== here[k]?.side)
      if (kink !== undefined || crossed !== undefined) {
        const h = 1e-7 * size
        const [left, middle, right] = [-h, 0, h].map((s) => evaluate(f, moved(i, s))) as [number, number, number]
        const slopes = [(middle - left) / h, (right - middle) / h].sort((a, b) => a - b) as [number, number]
        const nearest = Math.min(Math.max(exact[i]!, slopes[0]), slopes[1])
        kinks.push({ input: i, op: (kink ?? crossed)!.op })
        compare(i, undefined, exact[i]!, nearest, 1e-5 * Math.max(1, Math.abs(nearest)))
        return
      }
    }
    const first = differences((h) => [evaluate(f, moved(i, h))], step)
    compare(i, undefined, exact[i]!, first.value[0]!, first.noise[0]!)
    if (order === 1) return
    const second = differences((h) => gradient(f, moved(i, h)), step)
    second.value.forEach((numeric, row) => compare(i, row, exact2[row]![i]!, numeric, second.noise[row]!))
  })

  const failures = comparisons.filter((c) => !c.ok).map(({ ok: _, ...c }) => c)
  const candidates = failures.length > 0 ? failures : comparisons.map(({ ok: _, ...c }) => c)
  const worst = candidates.reduce<Comparison | undefined>(
    (w, c) => (w === undefined || !(c.error <= w.error) ? c : w),
    undefined,
  )
  return { ok: failures.length === 0, worst, failures, kinks, message: describe(failures, worst, comparisons.length) }
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
