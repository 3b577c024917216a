/**
 * Estimates how long the graph layout takes, and how it can save time.
 *
 * The boxes stand in columns. Graphviz reserves a place for each edge in each column from its beginning to its end, so that
 * edges pass between boxes. Its time grows at least with the square of the number of places. The number of boxes says little:
 * in x·x·x·…, where all edges begin at one x, 80 boxes have more places than a chain of 2,000 boxes.
 */
import type { Drawn } from './nearest.js'
import { firstOf } from './nearest.js'

/** Whether the graph layout takes all the time it needs, less of it, or draws straight edges. */
export type Effort = 'all' | 'less' | 'least'

/** Up to this many places Graphviz does its best and takes less than half a second. */
const PLENTY = 1000
/** Up to this many it draws curves around the boxes in a second or two. Above, edges are straight lines behind the boxes. */
const CURVES = 2500
/** Straight lines take 2 seconds at this many. Above, Graphviz may also run out of stack, from about 8000 on. */
const MOST = 6000

/**
 * The number of places that all edges need. Edge labels stand in additional columns between those of the boxes. `drawn` has
 * operands before results.
 */
export function places(drawn: readonly Drawn[], hasLabels: boolean): number {
  const column = new Map(drawn.map((one) => [one, 0])) // the root has column 0
  for (const one of [...drawn].reverse()) {
    // Results come before operands here, so the column of this box is final.
    const here = column.get(one)!
    for (const { from } of one.operands) column.set(from, Math.max(column.get(from)!, here + 1))
  }
  let total = 0
  for (const one of drawn) {
    for (const { from } of one.operands) total += column.get(from)! - column.get(one)! + 1
  }
  return hasLabels ? 2 * total : total
}

/**
 * The chosen items, the nearest first, or only so many of them that the layout takes at most a few seconds. `sorted` returns
 * items with operands before results.
 */
export function drawable(
  chosen: readonly Drawn[],
  sorted: (chosen: readonly Drawn[]) => Drawn[],
  hasLabels: boolean,
): readonly Drawn[] {
  const isFew = (some: readonly Drawn[]) => places(sorted(some), hasLabels) <= MOST
  if (isFew(chosen)) return chosen
  let [low, high] = [1, chosen.length] // `low` is few enough, `high` is too many
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isFew(firstOf(chosen, middle))) low = middle
    else high = middle
  }
  return firstOf(chosen, low)
}

/** How hard the layout may try. */
export function effortFor(drawn: readonly Drawn[], hasLabels: boolean): Effort {
  const count = places(drawn, hasLabels)
  return count <= PLENTY ? 'all' : count <= CURVES ? 'less' : 'least'
}
