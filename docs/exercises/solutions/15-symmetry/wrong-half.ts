// fault: The interval is half as long
/**
 * Random weights: `rows` lists of `columns` numbers, each from −epsilon to epsilon.
 *
 * @param random returns another number from 0 to 1 at each call
 */
export function initialWeights(rows: number, columns: number, epsilon: number, random: () => number): number[][] {
  const weights: number[][] = []
  for (let i = 0; i < rows; i++) {
    const row: number[] = []
    for (let j = 0; j < columns; j++) row.push((random() - 0.5) * epsilon)
    weights.push(row)
  }
  return weights
}
