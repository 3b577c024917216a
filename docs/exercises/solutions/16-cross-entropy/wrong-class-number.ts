// fault: You subtract the number of the class
/** The cross-entropy of one example: minus the logarithm of the probability of the right class. */
export function crossEntropy(logits: number[], target: number): number {
  const largest = Math.max(...logits)
  const sum = logits.reduce((total, z) => total + Math.exp(z - largest), 0)
  return largest + Math.log(sum) - target
}

/** ∂loss/∂logit, one for each class. */
export function crossEntropyGradient(logits: number[], target: number): number[] {
  const largest = Math.max(...logits)
  const exps = logits.map((z) => Math.exp(z - largest))
  const sum = exps.reduce((total, e) => total + e, 0)
  return exps.map((e, k) => e / sum - (k === target ? 1 : 0))
}
