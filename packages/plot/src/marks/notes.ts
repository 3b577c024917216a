/** Texts inside of a plot. A plot has at most one, so that they cannot cross each other. */
import { cutToWidth, element, text, textWidth } from '@gradus/svg'
import type { Plane } from '../figure/plane.js'
import { ASCENT, MIDDLE, round } from '../figure/plane.js'
import type { Look } from '../options.js'

/** A ring around a point and a line from it to a label at the edge of the area that is farther away, above or below. */
export function markPoint(
  { area, atX, atY }: Plane,
  { theme, size }: Look,
  x: number,
  y: number,
  label: string,
): string {
  const [px, py] = [atX(x), atY(y)]
  const [left, right] = [px - area.x, area.x + area.width - px]
  const bottom = area.y + area.height
  const isHigh = py - area.y < area.height / 2
  const baseline = isHigh ? bottom - size * 0.5 : area.y + size * ASCENT
  const shown = cutToWidth(label, Math.max(left, right) - 8, size)
  const width = textWidth(shown, size)
  // The label stands on the side with more room, on a background that keeps it readable on top of curves.
  const anchor = right >= Math.min(width + 8, left) ? 'start' : 'end'
  const start = anchor === 'start' ? px + 6 : px - 6
  return [
    element('path', {
      d: `M${round(px)} ${round(isHigh ? bottom : area.y)}V${round(py)}`,
      stroke: theme.muted,
      'stroke-dasharray': '4 3',
    }),
    element('circle', { cx: px, cy: py, r: size * 0.45, fill: 'none', stroke: theme.text, 'stroke-width': 1.5 }),
    element('rect', {
      x: anchor === 'start' ? start - 2 : start - width - 2,
      y: baseline - size * (ASCENT + 0.1),
      width: width + 4,
      height: size * 1.3,
      fill: theme.background,
      'fill-opacity': 0.8,
    }),
    text(shown, { x: start, y: baseline, size, fill: theme.text, anchor }),
  ].join('')
}

/** A text in the middle of an empty plot. */
export function sayNothing({ area }: Plane, { theme, size }: Look, content: string): string {
  const shown = cutToWidth(content, area.width, size)
  const [x, y] = [area.x + area.width / 2, area.y + area.height / 2 + size * MIDDLE]
  return text(shown, { x, y, size, fill: theme.muted, anchor: 'middle' })
}
