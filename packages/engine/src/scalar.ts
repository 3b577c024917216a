import type { Value } from './value.js'

/** Plain numbers are accepted wherever a Value is; a plain number is a constant and has no gradient. */
export type Scalar = number | Value

/** The number in a Scalar. */
export const dataOf = (x: Scalar): number => (typeof x === 'number' ? x : x.data)
