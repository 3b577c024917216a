/**
 * What a drawing costs Graphviz, and how it is told to save time. The boxes stand in columns. Graphviz makes a place for
 * each edge in each column that the edge crosses, so that edges pass between boxes. The time grows with the square of the
 * number of these places or faster; the number of boxes says little about it: in x·x·x·…, where all edges begin at
 * one x, 80 boxes have more places than 2,000 boxes of a chain.
 */
import type { Picture } from './near.js'

/** Up to here Graphviz does its best, and takes at most a second. */
const PLENTY = 1000
/** Up to here it draws curves around the boxes, in a second or two. Beyond, the edges are straight lines behind them. */
const CURVES = 4000
/** Beyond, straight lines take more than a few seconds too. */
const MOST = 10_000

/** How many places the edges need in all. Labels on edges have columns of their own, between those of the boxes. */
export function places({ boxes }: Picture, labels: boolean): number {
  const column = new Map(boxes.map((box) => [box, 0])) // counted from the root
  let total = 0
  for (const box of [...boxes].reverse()) {
    // All uses of this box are done, so its column is known, and so are the lengths of the edges from it.
    const here = column.get(box)!
    for (const { box: operand } of box.operands) column.set(operand, Math.max(column.get(operand)!, here + 1))
  }
  for (const box of boxes) {
    for (const { box: operand } of box.operands) total += column.get(operand)! - column.get(box)!
  }
  return labels ? 2 * total : total
}

/** The picture with at most `limit` boxes, or else with as many as Graphviz draws in seconds. */
export function drawable(pictureOf: (limit: number) => Picture, limit: number, labels: boolean): Picture {
  const whole = pictureOf(limit)
  if (places(whole, labels) <= MOST) return whole
  let [low, high] = [1, limit] // few enough, and too many
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (places(pictureOf(middle), labels) <= MOST) low = middle
    else high = middle
  }
  return pictureOf(low)
}

/** Attributes of the graph that save time where there is much to do; none for small drawings. */
export function economies(picture: Picture, labels: boolean): string {
  const count = places(picture, labels)
  if (count <= PLENTY) return ''
  if (count <= CURVES) return 'nslimit=2'
  return 'nslimit=2 mclimit=0.05 splines=line outputorder=edgesfirst'
}
