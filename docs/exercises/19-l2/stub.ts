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
  // TODO: take λ / (2m) times the sum of the squares, without column 0.
  const penalty = 0

  // TODO: add λ / m · Θ to each number of D, except in column 0.
  const newD = D
  return { J: J + penalty, D: newD }
}
