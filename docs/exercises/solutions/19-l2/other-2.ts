/**
 * Adds the L2 penalty to a mean cost J and to its gradient D.
 *
 * @param Theta the weights of one layer, with those of the bias in column 0
 * @param D ∂J/∂Θ, of the same shape
 * @param m the number of examples
 */
export function addPenalty(
  J: number,
  D: number[][],
  Theta: number[][],
  lambda: number,
  m: number,
): { J: number; D: number[][] } {
  const mask = Theta.map((row) => row.map((_, j) => Number(j > 0)))
  let penalty = 0
  Theta.forEach((row, i) => row.forEach((w, j) => (penalty += mask[i]![j]! * w * w * lambda * 0.5)))
  penalty /= m
  const newD = structuredClone(D)
  Theta.forEach((row, i) => row.forEach((w, j) => (newD[i]![j]! += (mask[i]![j]! * lambda * w) / m)))
  return { J: J + penalty, D: newD }
}
