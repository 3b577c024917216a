/**
 * Random weights: `rows` lists of `columns` numbers, each from −epsilon to epsilon.
 *
 * @param random returns another number from 0 to 1 at each call
 */
export function initialWeights(rows: number, columns: number, epsilon: number, random: () => number): number[][] {
  const numbers = Array.from({ length: rows * columns }, random)
  const spread = numbers.map((r) => -epsilon + r * (epsilon - -epsilon))
  return Array.from({ length: rows }, (_, i) => spread.slice(i * columns, (i + 1) * columns))
}
