/**
 * Estimates how long Graphviz needs for a drawing, and how it can save time.
 *
 * The boxes stand in columns. Graphviz reserves a place for each edge in each column that the edge crosses, so that edges
 * pass between boxes. Its time grows at least with the square of the number of places. The number of boxes says little:
 * in x·x·x·…, where all edges begin at one x, 80 boxes have more places than a chain of 2,000 boxes.
 */
import type { Picture } from './near.js'

/** Up to this many places Graphviz does its best and takes at most a second. */
const PLENTY = 1000
/** Up to this many it draws curves around the boxes in a second or two. Above, edges are straight lines behind the boxes. */
const CURVES = 4000
/** Above this many, straight lines also take more than a few seconds. */
const MOST = 10_000

/** The number of places that all edges need. Edge labels stand in additional columns between those of the boxes. */
export function places({ boxes }: Picture, labels: boolean): number {
  const column = new Map(boxes.map((box) => [box, 0])) // the root has column 0
  let total = 0
  for (const box of [...boxes].reverse()) {
    // Results come before operands here, so the column of this box is final.
    const here = column.get(box)!
    for (const { box: operand } of box.operands) column.set(operand, Math.max(column.get(operand)!, here + 1))
  }
  for (const box of boxes) {
    for (const { box: operand } of box.operands) total += column.get(operand)! - column.get(box)!
  }
  return labels ? 2 * total : total
}

/** The picture with `limit` boxes, or with fewer if Graphviz would need more than a few seconds. */
export function drawable(pictureOf: (limit: number) => Picture, limit: number, labels: boolean): Picture {
  const whole = pictureOf(limit)
  if (places(whole, labels) <= MOST) return whole
  let [low, high] = [1, limit] // `low` is few enough, `high` is too many
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (places(pictureOf(middle), labels) <= MOST) low = middle
    else high = middle
  }
  return pictureOf(low)
}

/** Graph attributes that make Graphviz faster and the drawing less tidy. Empty for a drawing that is fast anyway. */
export function economies(picture: Picture, labels: boolean): string {
  const count = places(picture, labels)
  if (count <= PLENTY) return ''
  if (count <= CURVES) return 'nslimit=2'
  return 'nslimit=2 mclimit=0.05 splines=line outputorder=edgesfirst'
}
