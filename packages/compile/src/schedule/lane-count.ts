/** Decides how many examples are computed side by side. */

/** The largest number of lanes in a block. The numbers of a block should fit into the processor's fastest cache. */
export const MOST_LANES = 16

/**
 * Returns how many examples of a batch of `count` are computed side by side. Above 16 it is the largest even number
 * from 8 to 16 that divides `count`, so that all blocks are equal; or else 16.
 *
 * @example
 * lanesFor(5) // => 5
 * lanesFor(40) // => 10
 */
export function lanesFor(count: number): number {
  if (count <= MOST_LANES) return count
  for (let lanes = MOST_LANES; lanes >= 8; lanes -= 2) if (count % lanes === 0) return lanes
  return MOST_LANES
}
