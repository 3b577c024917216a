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
  const squares = Theta.flatMap((row) => row.slice(1)).map((w) => w * w)
  const penalty = (lambda * squares.reduce((a, b) => a + b, 0)) / 2 / m
  const newD = D.map((row, i) => [row[0]!, ...row.slice(1).map((d, j) => d + (lambda * Theta[i]![j + 1]!) / m)])
  return { J: J + penalty, D: newD }
}
