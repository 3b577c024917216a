// fault: random is called once, so all weights are equal
/**
 * Random weights: `rows` lists of `columns` numbers, each from −epsilon to epsilon.
 *
 * @param random returns another number from 0 to 1 at each call
 */
export function initialWeights(rows: number, columns: number, epsilon: number, random: () => number): number[][] {
  const w = (2 * random() - 1) * epsilon
  return Array.from({ length: rows }, () => new Array<number>(columns).fill(w))
}
