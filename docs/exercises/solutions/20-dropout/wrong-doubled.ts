// fault: Your factor is 2
/**
 * Dropout on the outputs of a layer.
 *
 * @param p the probability that a unit is dropped, from 0 to less than 1
 * @param random returns another number from 0 to 1 at each call
 * @param isTraining false when the network predicts
 */
export function dropout(a: number[], p: number, random: () => number, isTraining: boolean): number[] {
  if (!isTraining) return a
  return a.map((x) => (random() < p ? 0 : 2 * x))
}
