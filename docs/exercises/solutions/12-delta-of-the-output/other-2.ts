/** δ of the output layer for the cross-entropy cost. a is the output of the sigmoid units, and y the target. */
export function deltaCrossEntropy(a: number[], y: number[]): number[] {
  return y.map((target, i) => -(target - a[i]!))
}

/** δ of the output layer for the quadratic cost, ½ · Σ (a − y)². */
export function deltaQuadratic(a: number[], y: number[]): number[] {
  const z = a.map((x) => Math.log(x / (1 - x)))
  const slope = (x: number): number => 0.25 / Math.cosh(x / 2) ** 2
  return a.map((x, i) => (x - y[i]!) * slope(z[i]!))
}
