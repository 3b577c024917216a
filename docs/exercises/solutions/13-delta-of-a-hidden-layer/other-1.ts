/**
 * δ of a hidden layer of sigmoid units.
 *
 * @param Theta the weights of the next layer: one row for each of its units, with the weight of the bias in column 0
 * @param deltaNext δ of the next layer, one number for each row of Theta
 * @param a the outputs of the hidden layer, without the bias unit
 */
export function deltaHidden(Theta: number[][], deltaNext: number[], a: number[]): number[] {
  const sums = a.map((_, j) => Theta.reduce((sum, row, i) => sum + row[j + 1]! * deltaNext[i]!, 0))
  return sums.map((sum, j) => sum * a[j]! * (1 - a[j]!))
}
