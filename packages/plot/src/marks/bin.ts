/** Gathers the points of a large scatter plot in squares. */

export interface Bin {
  /** The corner of the square, in pixels. */
  x: number
  y: number
  count: number
  /** The class of most of its points; at a tie the lowest. */
  group: number
}

export interface Bins {
  /** The side of the squares, in whole pixels. */
  side: number
  bins: Bin[]
}

/** More than the pixels of the widest picture. */
const COLUMNS = 65_536

/**
 * Gathers points in squares of one pixel, or of more pixels if more than `most` squares would have points.
 *
 * @param xs positions in pixels, not negative
 */
export function binPoints(xs: readonly number[], ys: readonly number[], groups: readonly number[], most: number): Bins {
  for (let side = 1; ; side += Math.ceil(side / 5)) {
    const squares = new Map<number, number[]>()
    for (let i = 0; i < xs.length && squares.size <= most; i++) {
      const key = Math.floor(xs[i]! / side) + Math.floor(ys[i]! / side) * COLUMNS
      const inside = squares.get(key)
      if (inside === undefined) squares.set(key, [i])
      else inside.push(i)
    }
    if (squares.size > most) continue
    const bins = [...squares].map(([key, inside]) => ({
      x: (key % COLUMNS) * side,
      y: Math.floor(key / COLUMNS) * side,
      count: inside.length,
      group: mostFrequent(inside.map((i) => groups[i]!)),
    }))
    return { side, bins }
  }
}

function mostFrequent(groups: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1)
  return [...counts].reduce((best, entry) =>
    entry[1] > best[1] || (entry[1] === best[1] && entry[0] < best[0]) ? entry : best,
  )[0]
}
