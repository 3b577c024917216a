import { gradient, hessian, type Value } from '@gradus/engine'

/** One step of Newton's method for a function of two numbers. */
export function newtonStep(f: (xs: Value[]) => Value, xs: number[]): number[] {
  const [g0, g1] = gradient(f, xs) as [number, number]
  const [[a, b], [c, d]] = hessian(f, xs) as [[number, number], [number, number]]
  const inverse = [
    [d, -b],
    [-c, a],
  ].map((row) => row.map((x) => x / (a * d - b * c)))
  return xs.map((x, i) => x - (inverse[i]![0]! * g0 + inverse[i]![1]! * g1))
}
