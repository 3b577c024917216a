/**
 * δ of a hidden layer of sigmoid units.
 *
 * @param Theta the weights of the next layer: one row for each of its units, with the weight of the bias in column 0
 * @param deltaNext δ of the next layer, one number for each row of Theta
 * @param a the outputs of the hidden layer, without the bias unit
 */
export function deltaHidden(Theta: number[][], deltaNext: number[], a: number[]): number[] {
  const delta = new Array<number>(a.length).fill(0)
  for (const [i, row] of Theta.entries()) {
    const weights = row.slice(1)
    for (const [j, weight] of weights.entries()) delta[j]! += weight * deltaNext[i]!
  }
  for (const [j, output] of a.entries()) delta[j]! *= output - output ** 2
  return delta
}
