/**
 * Dropout on the outputs of a layer.
 *
 * @param p the probability that a unit is dropped, from 0 to less than 1
 * @param random returns another number from 0 to 1 at each call
 * @param isTraining false when the network predicts
 */
export function dropout(a: number[], p: number, random: () => number, isTraining: boolean): number[] {
  const mask = a.map(() => (isTraining ? Number(random() >= p) / (1 - p) : 1))
  return a.map((x, i) => x * mask[i]!)
}
