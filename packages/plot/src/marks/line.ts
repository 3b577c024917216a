/** Draws a curve. */
import { element } from '@gradus/svg'
import { line as lineOf } from 'd3-shape'
import { round } from '../figure/plane.js'
import { decimate } from './decimate.js'

export interface Stroke {
  color: string
  dash?: string | undefined
  width: number
}

/**
 * Draws a curve through positions in pixels, xs in ascending order. NaN in ys is a gap. A point between two gaps is a dot.
 * Of more points than pixels, the extremes of each column are drawn.
 */
export function drawLine(
  xs: readonly number[],
  ys: readonly number[],
  { color, dash, width }: Stroke,
  column = 1,
): string {
  const kept = decimate(xs, ys, column)
  const isGap = (k: number) => Number.isNaN(ys[kept[k]!] ?? NaN)
  const path = lineOf<number>()
    .defined((i) => !Number.isNaN(ys[i]!))
    .x((i) => xs[i]!)
    .y((i) => ys[i]!)
    .digits(1)(kept)
  const alone = kept.filter((_, k) => !isGap(k) && isGap(k - 1) && isGap(k + 1))
  // A line of length zero with round ends is a dot.
  const dots = alone.map((i) => `M${round(xs[i]!)} ${round(ys[i]!)}h0`).join('')
  const stroke = { fill: 'none', stroke: color, 'stroke-width': width, 'stroke-linejoin': 'round' }
  return [
    path === null || path === '' ? '' : element('path', { d: path, ...stroke, 'stroke-dasharray': dash }),
    dots === '' ? '' : element('path', { d: dots, ...stroke, 'stroke-width': width * 2.5, 'stroke-linecap': 'round' }),
  ].join('')
}
