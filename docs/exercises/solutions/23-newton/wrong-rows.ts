// fault: have changed places
import { gradient, hessian, type Value } from '@gradus/engine'

/** One step of Newton's method for a function of two numbers. */
export function newtonStep(f: (xs: Value[]) => Value, xs: number[]): number[] {
  const [g0, g1] = gradient(f, xs) as [number, number]
  const [[a, b], [c, d]] = hessian(f, xs) as [[number, number], [number, number]]
  const determinant = a * d - b * c
  const step0 = (d * g0 - b * g1) / determinant
  const step1 = (a * g1 - c * g0) / determinant
  return [xs[0]! - step1, xs[1]! - step0]
}
