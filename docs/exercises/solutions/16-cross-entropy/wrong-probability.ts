// fault: A probability is stored as 0
/** The cross-entropy of one example: minus the logarithm of the probability of the right class. */
export function crossEntropy(logits: number[], target: number): number {
  const largest = Math.max(...logits)
  const exps = logits.map((z) => Math.exp(z - largest))
  return -Math.log(exps[target]! / exps.reduce((s, e) => s + e, 0))
}

/** ∂loss/∂logit, one for each class. */
export function crossEntropyGradient(logits: number[], target: number): number[] {
  const largest = Math.max(...logits)
  const exps = logits.map((z) => Math.exp(z - largest))
  const sum = exps.reduce((total, e) => total + e, 0)
  return exps.map((e, k) => e / sum - (k === target ? 1 : 0))
}
