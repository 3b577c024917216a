import { gradient, hessian, type Value } from '@gradus/engine'

/** One step of Newton's method for a function of two numbers. */
export function newtonStep(f: (xs: Value[]) => Value, xs: number[]): number[] {
  const [g0, g1] = gradient(f, xs) as [number, number]
  const [[a, b], [c, d]] = hessian(f, xs) as [[number, number], [number, number]]
  // Elimination: the rows of H · s = g, without the inverse.
  const factor = c / a
  const s1 = (g1 - factor * g0) / (d - factor * b)
  const s0 = (g0 - b * s1) / a
  return [xs[0]! - s0, xs[1]! - s1]
}
