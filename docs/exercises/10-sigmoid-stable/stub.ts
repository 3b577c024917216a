/** 1 / (1 + e^−z), between 0 and 1. */
export function sigmoid(z: number): number {
  // TODO: return the sigmoid, also for −1000 and 1000.
  return 0
}

/** The logarithm of the sigmoid, always negative or 0. */
export function logSigmoid(z: number): number {
  // TODO: return its logarithm, also for −1000 and 1000.
  return 0
}
