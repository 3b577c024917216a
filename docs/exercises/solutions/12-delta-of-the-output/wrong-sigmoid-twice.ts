// fault: It is an output already
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z))

/** δ of the output layer for the cross-entropy cost. a is the output of the sigmoid units, and y the target. */
export function deltaCrossEntropy(a: number[], y: number[]): number[] {
  return a.map((ai, i) => ai - y[i]!)
}

/** δ of the output layer for the quadratic cost, ½ · Σ (a − y)². */
export function deltaQuadratic(a: number[], y: number[]): number[] {
  return a.map((ai, i) => (ai - y[i]!) * sigmoid(ai) * (1 - sigmoid(ai)))
}
