/** 1 / (1 + e^−z), between 0 and 1. */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z))
}

/** The logarithm of the sigmoid, always negative or 0. */
export function logSigmoid(z: number): number {
  return z > 0 ? -Math.log1p(Math.exp(-z)) : z - Math.log1p(Math.exp(z))
}
