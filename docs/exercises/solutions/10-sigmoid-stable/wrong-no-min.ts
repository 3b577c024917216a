// fault: min(z, 0) is missing
/** 1 / (1 + e^−z), between 0 and 1. */
export function sigmoid(z: number): number {
  return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z))
}

/** The logarithm of the sigmoid, always negative or 0. */
export function logSigmoid(z: number): number {
  return -Math.log1p(Math.exp(-Math.abs(z)))
}
