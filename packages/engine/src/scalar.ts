import type { Value } from './value.js'

/** Plain numbers are accepted wherever a Value is; a plain number is a constant and has no gradient. */
export type Scalar = number | Value

/** The number in a Scalar. */
export const dataOf = (x: Scalar): number => (typeof x === 'number' ? x : x.data)

/** Operands as one list: they are passed on as one, as two, or as a list of any number. */
export const listed = (a: Scalar | readonly Scalar[], b?: Scalar): readonly Scalar[] =>
  isList(a) ? a : b === undefined ? [a] : [a, b]

/** Array.isArray, with the types of a list that nobody may change. */
export const isList = Array.isArray as (a: unknown) => a is readonly Scalar[]
