/** Leaves out points of a curve that nobody would see. */

/**
 * The indices of the points to draw: in each column of `column` pixels the first, the least, the largest and the last. The
 * drawn curve covers the same pixels, and extremes are kept exactly. A point without a place (y is NaN) stays as a gap.
 *
 * @param xs positions, in pixels for example, in ascending order
 * @param column how wide a column is. Default 1
 * @example
 * decimate([0, 1, 2, 3, 4, 5], [7, 6, 9, 8, 8, 8], 6) // => [0, 1, 2, 5]
 */
export function decimate(xs: ArrayLike<number>, ys: ArrayLike<number>, column = 1): number[] {
  const kept: number[] = []
  let start = 0
  while (start < xs.length) {
    const isGap = Number.isNaN(ys[start]!)
    const end = endOfRun(xs, ys, start, column, isGap)
    if (isGap) kept.push(start)
    else {
      let [least, largest] = [start, start]
      for (let i = start; i < end; i++) {
        if (ys[i]! < ys[least]!) least = i
        if (ys[i]! > ys[largest]!) largest = i
      }
      kept.push(...new Set([start, least, largest, end - 1].sort((a, b) => a - b)))
    }
    start = end
  }
  return kept
}

/** The index behind the points that share a column, or behind a row of gaps. */
function endOfRun(xs: ArrayLike<number>, ys: ArrayLike<number>, start: number, column: number, isGap: boolean): number {
  const here = Math.floor(xs[start]! / column)
  let end = start + 1
  while (end < xs.length && Number.isNaN(ys[end]!) === isGap && (isGap || Math.floor(xs[end]! / column) === here)) end++
  return end
}
