// fault: You multiply by the Hessian itself.
import { gradient, hessian, type Value } from '@gradus/engine'

/** One step of Newton's method for a function of two numbers. */
export function newtonStep(f: (xs: Value[]) => Value, xs: number[]): number[] {
  const [g0, g1] = gradient(f, xs) as [number, number]
  const [[a, b], [c, d]] = hessian(f, xs) as [[number, number], [number, number]]
  return [xs[0]! - (a * g0 + b * g1), xs[1]! - (c * g0 + d * g1)]
}
