// fault: You leave out row 0
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
  let penalty = 0
  for (const row of Theta.slice(1)) for (const weight of row) penalty += (lambda / (2 * m)) * weight ** 2

  const newD = D.map((row, i) => row.map((d, j) => (j === 0 ? d : d + (lambda / m) * Theta[i]![j]!)))
  return { J: J + penalty, D: newD }
}
