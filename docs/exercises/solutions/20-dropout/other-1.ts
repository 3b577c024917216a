/**
 * Dropout on the outputs of a layer.
 *
 * @param p the probability that a unit is dropped, from 0 to less than 1
 * @param random returns another number from 0 to 1 at each call
 * @param isTraining false when the network predicts
 */
export function dropout(a: number[], p: number, random: () => number, isTraining: boolean): number[] {
  const out: number[] = []
  for (const x of a) {
    const isDropped = isTraining && random() < p
    out.push(isDropped ? 0 : isTraining ? x / (1 - p) : x)
  }
  return out
}
