/**
 * Random weights: `rows` lists of `columns` numbers, each from −epsilon to epsilon.
 *
 * @param random returns another number from 0 to 1 at each call
 */
export function initialWeights(rows: number, columns: number, epsilon: number, random: () => number): number[][] {
  // TODO: return rows × columns numbers from −epsilon to epsilon.
  return []
}
