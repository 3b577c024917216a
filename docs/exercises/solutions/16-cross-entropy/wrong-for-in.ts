// fault: Use for … of
/** The cross-entropy of one example: minus the logarithm of the probability of the right class. */
export function crossEntropy(logits: number[], target: number): number {
  const largest = Math.max(...logits)
  let sum = 0
  for (const z in logits) sum += Math.exp(Number(z) - largest)
  return largest + Math.log(sum) - logits[target]!
}

/** ∂loss/∂logit, one for each class. */
export function crossEntropyGradient(logits: number[], target: number): number[] {
  const largest = Math.max(...logits)
  const exps = logits.map((z) => Math.exp(z - largest))
  const sum = exps.reduce((total, e) => total + e, 0)
  return exps.map((e, k) => e / sum - (k === target ? 1 : 0))
}
