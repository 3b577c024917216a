/** How many examples are computed side by side. */

/** Lanes per block, at most: the numbers of a block have to stay in the processor's nearest memory. */
export const MOST_LANES = 16

/** How many examples are computed at a time, of so many: blocks of one size where possible, of whole vectors, and as large as is good. */
export function lanesFor(count: number): number {
  if (count <= MOST_LANES) return count
  for (let lanes = MOST_LANES; lanes >= 8; lanes -= 2) if (count % lanes === 0) return lanes
  return MOST_LANES
}
