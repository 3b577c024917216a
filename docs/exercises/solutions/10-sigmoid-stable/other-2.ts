/** 1 / (1 + e^−z), between 0 and 1. */
export function sigmoid(z: number): number {
  return 0.5 * (1 + Math.tanh(z / 2))
}

/** The logarithm of the sigmoid, always negative or 0. */
export function logSigmoid(z: number): number {
  return -(Math.max(-z, 0) + Math.log1p(Math.exp(-Math.abs(z))))
}
