// fault: It is an output already
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z))

/**
 * δ of a hidden layer of sigmoid units.
 *
 * @param Theta the weights of the next layer: one row for each of its units, with the weight of the bias in column 0
 * @param deltaNext δ of the next layer, one number for each row of Theta
 * @param a the outputs of the hidden layer, without the bias unit
 */
export function deltaHidden(Theta: number[][], deltaNext: number[], a: number[]): number[] {
  return a.map((aj, j) => {
    let arrives = 0
    for (let i = 0; i < Theta.length; i++) arrives += Theta[i]![j + 1]! * deltaNext[i]!
    return arrives * sigmoid(aj) * (1 - sigmoid(aj))
  })
}
