/** Draws a matrix of signed numbers as colored cells. */
import { element, formatNumber, text, textWidth } from '@gradus/svg'
import { faultOf } from '../figure/numbers.js'
import type { Rect } from '../figure/plane.js'
import { ASCENT, round } from '../figure/plane.js'
import type { Look } from '../options.js'

/** The number of different strengths of each color. */
const LEVELS = 16

/** The largest finite size among the numbers; 0 if there are none. */
export function largestSize(rows: readonly ArrayLike<number>[]): number {
  let largest = 0
  for (const row of rows) {
    for (let i = 0; i < row.length; i++)
      if (faultOf(row[i]!, 'linear') === undefined) largest = Math.max(largest, Math.abs(row[i]!))
  }
  return largest
}

/** Draws rows of numbers. Color is the sign, strength the size in shares of `largest`. A number without a place (NaN, ∞) is a ×. */
export function drawCells(rect: Rect, rows: readonly ArrayLike<number>[], largest: number, { theme }: Look): string {
  const height = rect.height / rows.length
  const paths = new Map<number, string>()
  let crosses = ''
  rows.forEach((row, i) => {
    const width = rect.width / row.length
    const middle = round(rect.y + (i + 0.5) * height)
    for (let start = 0, end = 0; start < row.length; start = end) {
      const level = levelOf(row[start]!, largest)
      // Neighbors of the same color are one stroke.
      while (end < row.length && Object.is(levelOf(row[end]!, largest), level)) end++
      const from = round(rect.x + start * width)
      if (Number.isNaN(level)) {
        const r = Math.max(1, Math.min(width, height, 10) / 3)
        for (let k = start; k < end; k++) crosses += cross(rect.x + (k + 0.5) * width, middle, r)
      } else if (level !== 0) {
        const d = `M${from} ${middle}H${round(rect.x + end * width)}`
        paths.set(level, (paths.get(level) ?? '') + d)
      }
    }
  })
  const shapes = { 'stroke-width': height, 'shape-rendering': 'crispEdges' }
  return [
    element('rect', { ...rect, fill: theme.zero }),
    ...[...paths].map(([level, d]) => element('path', { d, stroke: colorFor(level, theme), 'stroke-opacity': Math.abs(level) / LEVELS, ...shapes })),
    crosses === '' ? '' : element('path', { d: crosses, stroke: theme.wrong, 'stroke-width': 1.5 }),
  ].join('') // oxfmt-ignore
}

function levelOf(x: number, largest: number): number {
  if (faultOf(x, 'linear') !== undefined) return NaN
  return largest === 0 ? 0 : Math.round((x / largest) * LEVELS) + 0
}

const colorFor = (level: number, theme: Look['theme']): string => (level > 0 ? theme.positive : theme.negative)

const cross = (x: number, y: number, r: number): string => {
  const [left, top, side] = [round(x - r), round(y - r), round(2 * r)]
  return `M${left} ${top}l${side} ${side}m-${side} 0l${side}-${side}`
}

/** The height of a color scale in pixels. */
export const rampHeight = (size: number): number => size * 2.9

/** The colors from −largest to largest, with labels at both ends and in the middle. */
export function drawRamp(x: number, y: number, width: number, largest: number, look: Look): string {
  const { theme, size } = look
  const row = Array.from({ length: 2 * LEVELS + 1 }, (_, i) => i - LEVELS)
  const strip = { x, y, width, height: size }
  const baseline = y + size * 1.3 + size * ASCENT
  const end = formatNumber(largest, 3)
  const label = (content: string, at: number, anchor: 'start' | 'middle' | 'end') =>
    text(content, { x: at, y: baseline, size, fill: theme.muted, anchor })
  const room = width > 2 * textWidth(`-${end}`, size) + 3 * size
  return [
    drawCells(strip, [row], LEVELS, look),
    element('rect', { ...strip, fill: 'none', stroke: theme.border, 'stroke-width': 0.5 }),
    largest === 0 ? '' : label(`-${end}`, x, 'start') + label(end, x + width, 'end'),
    largest === 0 || room ? label('0', x + width / 2, 'middle') : '',
  ].join('')
}
