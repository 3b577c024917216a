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
  let side = 1
  while (occupied(xs, ys, side, most) > most) side += Math.ceil(side / 5)

  const classes = groups.reduce((largest, group) => Math.max(largest, group), 0) + 1
  const counts = new Map<number, number>()
  for (let i = 0; i < xs.length; i++) {
    const key = square(xs[i]!, ys[i]!, side) * classes + groups[i]!
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const bins = new Map<number, Bin & { of: number }>()
  for (const [key, of] of counts) {
    const [where, group] = [Math.floor(key / classes), key % classes]
    const bin = bins.get(where) ?? {
      x: (where % COLUMNS) * side,
      y: Math.floor(where / COLUMNS) * side,
      count: 0,
      group,
      of,
    }
    bin.count += of
    if (of > bin.of || (of === bin.of && group < bin.group)) [bin.of, bin.group] = [of, group]
    bins.set(where, bin)
  }
  return { side, bins: [...bins.values()].map(({ x, y, count, group }) => ({ x, y, count, group })) }
}

/** The number of squares that have points, or a larger number than `most` if it is larger. */
function occupied(xs: readonly number[], ys: readonly number[], side: number, most: number): number {
  const squares = new Set<number>()
  for (let i = 0; i < xs.length && squares.size <= most; i++) squares.add(square(xs[i]!, ys[i]!, side))
  return squares.size
}

const square = (x: number, y: number, side: number): number => Math.floor(x / side) + Math.floor(y / side) * COLUMNS
