/** The legend: what each color, shape and dash stands for. */
import { cutToWidth, element, text, textWidth, visible } from '@gradus/svg'
import { symbolPath } from '../marks/symbols.js'
import type { Look } from '../options.js'
import { ASCENT, round } from './plane.js'

export interface LegendEntry {
  label: string
  color: string
  /** A line with this dash pattern, the symbol of a class, or a filled square. */
  mark: { line: string | undefined; width?: number } | { symbol: number } | { opacity: number }
}

/** The most entries. A longer legend would be larger than the plot. */
const MOST = 24
const MARK = 22
const SPACE = 14

export interface Legend {
  /** In pixels. */
  height: number
  draw: (x: number, y: number) => string
}

/** Lays out entries in rows of at most `width` pixels, in at most `height` pixels. Says how many do not fit. */
export function layOutLegend(entries: readonly LegendEntry[], width: number, height: number, look: Look): Legend {
  const row = Math.round(look.size * 1.6)
  const mostRows = Math.max(1, Math.floor(height / row))
  let shown = Math.min(entries.length, MOST)
  let rows = inRows(entries, shown, width, look)
  while (rows.length > mostRows && shown > 0) rows = inRows(entries, --shown, width, look)
  return {
    height: rows.length * row,
    draw: (x, y) => rows.map((items, i) => items.map((item) => drawItem(item, x, y + i * row, look)).join('')).join(''),
  }
}

interface Item {
  entry: LegendEntry | undefined
  label: string
  x: number
}

function inRows(entries: readonly LegendEntry[], shown: number, width: number, { size }: Look): Item[][] {
  const rows: Item[][] = []
  let free = 0
  const add = (entry: LegendEntry | undefined, label: string, needed: number): void => {
    if (needed > free || rows.length === 0) {
      rows.push([])
      free = width
    }
    rows.at(-1)!.push({ entry, label, x: width - free })
    free -= needed + SPACE
  }
  for (const entry of entries.slice(0, shown)) {
    // Two columns at least, so that long names do not push each other into rows of their own.
    const label = cutToWidth(visible(entry.label), (width - SPACE) / 2 - MARK, size)
    add(entry, label, MARK + textWidth(label, size))
  }
  const more = entries.length - shown
  if (more > 0) add(undefined, `and ${more} more`, textWidth(`and ${more} more`, size))
  return rows
}

function drawItem({ entry, label, x: left }: Item, x: number, y: number, { theme, size }: Look): string {
  const fill = theme.text
  if (entry === undefined) return text(label, { x: x + left, y: y + size * ASCENT, size, fill: theme.muted })
  const at = { x: x + left, y: round(y + size * 0.6) }
  return drawMark(entry, at, size) + text(label, { x: at.x + MARK, y: y + size * ASCENT, size, fill })
}

function drawMark({ mark, color }: LegendEntry, { x, y }: { x: number; y: number }, size: number): string {
  if ('symbol' in mark) return element('path', { d: symbolPath(mark.symbol, x + 9, y, size * 0.36), fill: color })
  if ('opacity' in mark) {
    const side = size * 0.9
    return element('rect', {
      x: x + 4,
      y: y - side / 2,
      width: side,
      height: side,
      fill: color,
      'fill-opacity': mark.opacity,
    })
  }
  const { line, width = 2 } = mark
  return element('path', { d: `M${round(x)} ${y}h17`, stroke: color, 'stroke-width': width, 'stroke-dasharray': line })
}
