/** How far the engine is from the references, per op and order. */
import type { Value } from '@gradus/engine'
import { dataOf, gradient, hessian } from '@gradus/engine'
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
  /** |got − reference| / |reference|. */
  relative: number
  /** The size of the terms that cancel in this number, by the op's line in generate.py; 0 if none do. */
  terms: number
}

/** Absolute errors up to this pass whatever the relative one: subnormal numbers have few digits. */
const SUBNORMAL = 1e-320

/** Terms that cancel leave their rounding, a few units of 2⁻⁵³ relative to the largest of them. */
const ROUNDING = 1e-15

/** The absolute error that passes whatever the relative one. */
export const floorOf = ({ terms }: Pick<Deviation, 'terms'>): number => Math.max(ROUNDING * terms, SUBNORMAL)

/** The largest relative error that passes. */
export const BOUND: Readonly<Record<Order, number>> = { 0: 1e-14, 1: 1e-12, 2: 1e-12 }

export const passes = (d: Deviation): boolean => d.relative <= BOUND[d.order] || d.absolute <= floorOf(d)

/** Every number of every reference, beside what the engine computes. */
export function deviations(): Deviation[] {
  return references().flatMap((reference) => {
    const { op, inputs } = reference
    const compare = (order: Order, of: number[], expected: number, got: number): Deviation => {
      const absolute = expected === got ? 0 : Math.abs(got - expected)
      const relative = absolute === 0 ? 0 : absolute / Math.abs(expected)
      const terms = { 0: reference.terms?.value, 1: undefined, 2: reference.terms?.second }[order] ?? 0
      return { order, op, inputs, of, reference: expected, got, absolute, relative, terms }
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
