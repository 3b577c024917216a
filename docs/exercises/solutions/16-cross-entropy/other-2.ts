/** The cross-entropy of one example: minus the logarithm of the probability of the right class. */
export function crossEntropy(logits: number[], target: number): number {
  const sorted = [...logits].sort((a, b) => b - a)
  const [largest, ...others] = sorted
  return largest! - logits[target]! + Math.log1p(others.reduce((s, z) => s + Math.exp(z - largest!), 0))
}

/** ∂loss/∂logit, one for each class. */
export function crossEntropyGradient(logits: number[], target: number): number[] {
  const largest = Math.max(...logits)
  const exps = logits.map((z) => Math.exp(z - largest))
  const sum = exps.reduce((total, e) => total + e, 0)
  return exps.map((e, k) => (k === target ? e - sum : e) / sum)
}
