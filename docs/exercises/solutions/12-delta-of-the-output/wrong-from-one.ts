// fault: the first item of a list has number 0
/** δ of the output layer for the cross-entropy cost. a is the output of the sigmoid units, and y the target. */
export function deltaCrossEntropy(a: number[], y: number[]): number[] {
  const deltas: number[] = []
  for (let i = 1; i <= a.length; i++) deltas.push(a[i]! - y[i]!)
  return deltas
}

/** δ of the output layer for the quadratic cost, ½ · Σ (a − y)². */
export function deltaQuadratic(a: number[], y: number[]): number[] {
  return a.map((ai, i) => (ai - y[i]!) * ai * (1 - ai))
}
