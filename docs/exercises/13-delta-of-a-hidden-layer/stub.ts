/**
 * δ of a hidden layer of sigmoid units.
 *
 * @param Theta the weights of the next layer: one row for each of its units, with the weight of the bias in column 0
 * @param deltaNext δ of the next layer, one number for each row of Theta
 * @param a the outputs of the hidden layer, without the bias unit
 */
export function deltaHidden(Theta: number[][], deltaNext: number[], a: number[]): number[] {
  // TODO: return one δ for each number of a.
  return a.map(() => 0)
}
