/** Several small plots in one picture. */
import { text } from '@gradus/svg'
import type { Look } from '../options.js'
import type { Rect } from './plane.js'
import { ASCENT } from './plane.js'
import { cutMiddle } from './text-lines.js'

/** How many columns fit, if none may be narrower than `least` pixels. */
export const columnsFor = (count: number, width: number, least: number): number =>
  Math.max(1, Math.min(count, Math.floor((width + GAP) / (least + GAP))))

const GAP = 18

/** The least height of a panel with axes, in pixels. */
export const LEAST_PANEL = 130

/** The rectangles of panels in rows, each below its title if it has one. */
export function panels(rect: Rect, names: readonly string[], columns: number, { theme, size }: Look) {
  const rows = Math.max(1, Math.ceil(names.length / columns))
  const width = (rect.width - GAP * (columns - 1)) / columns
  const height = (rect.height - GAP * 0.5 * (rows - 1)) / rows
  return names.map((name, i) => {
    const x = rect.x + (i % columns) * (width + GAP)
    const y = rect.y + Math.floor(i / columns) * (height + GAP * 0.5)
    const head = name === '' ? 0 : size * 1.5
    return {
      title: name === '' ? '' : text(cutMiddle(name, width, size), { x, y: y + size * ASCENT, size, fill: theme.text }),
      rect: { x, y: y + head, width, height: height - head },
    }
  })
}
