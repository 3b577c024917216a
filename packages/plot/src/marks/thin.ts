/** Leaves out points of a smooth curve that lie on the line between their neighbors. */

/** A tenth of the thickness of the thinnest curve, in pixels. */
const INVISIBLE = 0.1

/**
 * The same curve with fewer points (Ramer, Douglas and Peucker): no point that is left out is more than a tenth of a pixel
 * away from the line between its neighbors. The first and the last point stay. A gap (y is NaN) stays too.
 *
 * @param xs positions in pixels, in ascending order
 */
export function thin(xs: readonly number[], ys: readonly number[]): { xs: number[]; ys: number[] } {
  const kept = new Set<number>()
  for (let start = 0; start < ys.length;) {
    let end = start
    while (end + 1 < ys.length && !Number.isNaN(ys[end + 1]! + ys[start]!)) end++
    keepOf(xs, ys, start, end, kept)
    start = end + 1
  }
  const indices = [...kept].sort((a, b) => a - b)
  return { xs: indices.map((i) => xs[i]!), ys: indices.map((i) => ys[i]!) }
}

/** Keeps both ends, and, if the line between them is not close enough, the point farthest from it and those on both sides. */
function keepOf(xs: readonly number[], ys: readonly number[], from: number, to: number, kept: Set<number>): void {
  kept.add(from).add(to)
  const [dx, dy] = [xs[to]! - xs[from]!, ys[to]! - ys[from]!]
  const length = Math.hypot(dx, dy)
  let [farthest, largest] = [from, INVISIBLE]
  for (let i = from + 1; i < to; i++) {
    const distance = Math.abs((xs[i]! - xs[from]!) * dy - (ys[i]! - ys[from]!) * dx) / length
    if (distance > largest) [farthest, largest] = [i, distance]
  }
  if (farthest === from) return
  keepOf(xs, ys, from, farthest, kept)
  keepOf(xs, ys, farthest, to, kept)
}
