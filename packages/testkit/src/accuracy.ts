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

/**
 * Absolute errors that pass whatever the relative one: for values what subnormal numbers, which have few digits, cannot
 * hold; for derivatives 1e-15, which is the rounding of 1 − y² in the tails of tanh and its like.
 */
export const FLOOR: Readonly<Record<Order, number>> = { 0: 1e-320, 1: 1e-15, 2: 1e-15 }

/** The largest relative error that passes. */
export const BOUND: Readonly<Record<Order, number>> = { 0: 1e-14, 1: 1e-12, 2: 1e-12 }

export const passes = ({ order, absolute, relative }: Deviation): boolean =>
  relative <= BOUND[order] || absolute <= FLOOR[order]

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
      .filter((d) => d.order === order && d.absolute > FLOOR[order])
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
