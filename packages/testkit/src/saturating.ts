/** Functions that saturate, and what their slopes are from one end of the doubles to the other. */
import { logSigmoid, sigmoid, softplus, tanh, type UnaryOp } from '@gradus/engine'
import { type Exact, sigmoidSlopes, tanhSlopes } from './exact-slopes.js'

export interface Saturating {
  op: UnaryOp
  /** The order of the derivative. */
  order: 1 | 2 | 3
  /** How far out the derivative is a double with all its digits. */
  reach: 700 | 350
  exact: (x: number) => Exact
}

const firstOf = (x: number): Exact => sigmoidSlopes(x).first
const secondOf = (x: number): Exact => sigmoidSlopes(x).second

export const SATURATING: readonly Saturating[] = [
  { op: sigmoid, order: 1, reach: 700, exact: firstOf },
  { op: sigmoid, order: 2, reach: 700, exact: secondOf },
  { op: softplus, order: 2, reach: 700, exact: firstOf },
  { op: softplus, order: 3, reach: 700, exact: secondOf },
  { op: logSigmoid, order: 2, reach: 700, exact: (x) => -firstOf(x) },
  { op: logSigmoid, order: 3, reach: 700, exact: (x) => -secondOf(x) },
  { op: tanh, order: 1, reach: 350, exact: (x) => tanhSlopes(x).first },
  { op: tanh, order: 2, reach: 350, exact: (x) => tanhSlopes(x).second },
]

/** Points of both signs: evenly as far as the derivative reaches, and of all sizes near 0. */
export function pointsFor({ reach }: Saturating): number[] {
  const steps = Array.from({ length: 61 }, (_, k) => k)
  return [
    ...steps.map((k) => (reach * k) / 60),
    ...steps.map((k) => (40 * (k + 0.3)) / 61),
    ...steps.map((k) => 1.37 * 2 ** -k),
  ].flatMap((x) => [x, -x])
}
