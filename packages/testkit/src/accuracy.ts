/** How far the engine is from the references, per op and order. */
import type { Value } from '@gradus/engine'
import { dataOf, gradient, hessian } from '@gradus/engine'
import type { Reference } from './references.js'
import { callReferenced, references } from './references.js'

export type Order = 0 | 1 | 2

export interface Deviation {
  order: Order
  op: string
  inputs: number[]
  /** Which partial: [] for the value, [i] or [i, j]. */
  of: number[]
  reference: number
  got: number
  absolute: number
  /** |got − reference| / scale, where the scale is |reference|, or the largest term if that is larger (see largestTerm). */
  relative: number
}

/** Absolute errors up to this pass whatever the relative one: subnormal numbers have few digits. */
const SUBNORMAL = 1e-320

/**
 * Ops whose second derivative is a difference of two terms of size 1 where it is small: (1 + x) − (1 − x) for asin, acos
 * and atanh near 0, 1/y − x²/y³ for hypot and norm, and p − p² for logSumExp. There the rounding of the terms passes.
 */
const CANCEL = new Set(['asin', 'acos', 'atanh', 'hypot', 'norm', 'logSumExp'])

/** The absolute error that passes whatever the relative one. */
export const floorOf = ({ order, op }: Pick<Deviation, 'order' | 'op'>): number =>
  order === 2 && CANCEL.has(op) ? 1e-15 : SUBNORMAL

/** The largest relative error that passes. */
export const BOUND: Readonly<Record<Order, number>> = { 0: 1e-14, 1: 1e-12, 2: 1e-12 }

export const passes = (d: Deviation): boolean => d.relative <= BOUND[d.order] || d.absolute <= floorOf(d)

/** Every number of every reference, beside what the engine computes. */
export function deviations(): Deviation[] {
  return references().flatMap((reference) => {
    const { op, inputs } = reference
    const compare = (order: Order, of: number[], expected: number, got: number): Deviation => {
      const absolute = expected === got ? 0 : Math.abs(got - expected)
      const scale = Math.max(Math.abs(expected), order === 0 ? largestTerm(reference) : 0)
      return {
        order,
        op,
        inputs,
        of,
        reference: expected,
        got,
        absolute,
        relative: absolute === 0 ? 0 : absolute / scale,
      }
    }
    const f = (xs: Value[]) => callReferenced(reference, xs) as Value
    const first = gradient(f, inputs)
    const second = hessian(f, inputs)
    return [
      compare(0, [], reference.value, dataOf(callReferenced(reference, inputs))),
      ...reference.partials.map((expected, i) => compare(1, [i], expected, first[i]!)),
      ...reference.second.flatMap((row, i) => row.map((expected, j) => compare(2, [i, j], expected, second[i]![j]!))),
    ]
  })
}

/** Per order the largest relative error among those above the floor, and where it was. */
export function worstDeviations(all = deviations()): Deviation[] {
  return ([0, 1, 2] as const).map((order) =>
    all
      .filter((d) => d.order === order && d.absolute > floorOf(d))
      .reduce((worst, d) => (d.relative <= worst.relative ? worst : d)),
  )
}

/**
 * Sums may cancel, and then their result is as good as their largest term lets it be: no formula in doubles could give
 * the digits that the terms do not have. logSumExp near its zero is max(x) plus a logarithm of the same size.
 */
function largestTerm({ op, inputs }: Reference): number {
  const sizes = inputs.map(Math.abs)
  const n = inputs.length
  if (op === 'mean') return Math.max(...sizes) / n
  if (op === 'dot') return Math.max(...inputs.slice(0, n / 2).map((a, i) => Math.abs(a * inputs[i + n / 2]!)))
  return ['add', 'sub', 'sum', 'logSumExp'].includes(op) ? Math.max(...sizes) : 0
}
