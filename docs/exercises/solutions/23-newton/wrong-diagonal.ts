// fault: The mixed ones, b and c, count too.
import { gradient, hessian, type Value } from '@gradus/engine'

/** One step of Newton's method for a function of two numbers. */
export function newtonStep(f: (xs: Value[]) => Value, xs: number[]): number[] {
  const [g0, g1] = gradient(f, xs) as [number, number]
  const [[a, b], [c, d]] = hessian(f, xs) as [[number, number], [number, number]]
  return [xs[0]! - g0 / a, xs[1]! - g1 / d]
}
