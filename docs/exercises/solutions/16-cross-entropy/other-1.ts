/** The cross-entropy of one example: minus the logarithm of the probability of the right class. */
export function crossEntropy(logits: number[], target: number): number {
  const differences = logits.map((z) => z - logits[target]!)
  const largest = Math.max(...differences)
  let sum = 0
  for (const d of differences) sum += Math.exp(d - largest)
  return largest + Math.log(sum)
}

/** ∂loss/∂logit, one for each class. */
export function crossEntropyGradient(logits: number[], target: number): number[] {
  return logits.map((z, k) => Math.exp(-crossEntropy(logits, k)) - Number(k === target) + 0 * z)
}
