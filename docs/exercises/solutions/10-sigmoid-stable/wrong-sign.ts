// fault: The sign of the exponent is wrong
/** 1 / (1 + e^−z), between 0 and 1. */
export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(z))
}

/** The logarithm of the sigmoid, always negative or 0. */
export function logSigmoid(z: number): number {
  return Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)))
}
