// fault: Take the slope of the cost
/** δ of the output layer for the cross-entropy cost. a is the output of the sigmoid units, and y the target. */
export function deltaCrossEntropy(a: number[], y: number[]): number[] {
  return a.map((ai, i) => ai - y[i]!)
}

/** δ of the output layer for the quadratic cost, ½ · Σ (a − y)². */
export function deltaQuadratic(a: number[], y: number[]): number[] {
  return a.map((ai, i) => ((ai - y[i]!) ** 2 / 2) * ai * (1 - ai))
}
