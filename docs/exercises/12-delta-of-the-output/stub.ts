/** δ of the output layer for the cross-entropy cost. a is the output of the sigmoid units, and y the target. */
export function deltaCrossEntropy(a: number[], y: number[]): number[] {
  // TODO: return one δ for each unit, for the cross-entropy.
  return a.map(() => 0)
}

/** δ of the output layer for the quadratic cost, ½ · Σ (a − y)². */
export function deltaQuadratic(a: number[], y: number[]): number[] {
  // TODO: return one δ for each unit, for the quadratic cost.
  return a.map(() => 0)
}
