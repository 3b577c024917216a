// fault: You fill column after column.
/**
 * Random weights: `rows` lists of `columns` numbers, each from −epsilon to epsilon.
 *
 * @param random returns another number from 0 to 1 at each call
 */
export function initialWeights(rows: number, columns: number, epsilon: number, random: () => number): number[][] {
  const weights = Array.from({ length: rows }, () => new Array<number>(columns).fill(0))
  for (let j = 0; j < columns; j++) for (let i = 0; i < rows; i++) weights[i]![j] = (2 * random() - 1) * epsilon
  return weights
}
