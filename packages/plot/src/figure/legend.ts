/** The legend: what each color, shape and dash stands for. */
import { element, text, textWidth } from '@gradus/svg'
import { symbolPath } from '../marks/symbols.js'
import type { Look } from '../options.js'
import { ASCENT, round } from './plane.js'
import { cutMiddle } from './text-lines.js'

export interface LegendEntry {
  label: string
  color: string
  /** A line with this dash pattern, the symbol of a class, or a filled square. */
  mark:
    | { line: string | undefined; width?: number /* times that of a curve */ }
    | { symbol: number }
    | { opacity: number }
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

/** One row if all entries fit, otherwise columns of equal width: at least two, so that long names stay beside each other. */
function inRows(entries: readonly LegendEntry[], shown: number, width: number, { size }: Look): Item[][] {
  const items = entries.slice(0, shown).map((entry) => {
    const label = cutMiddle(entry.label, (width - SPACE) / 2 - MARK, size)
    return { entry, label, width: MARK + textWidth(label, size) }
  })
  const rest = `and ${entries.length - shown} more`
  const all: { entry: LegendEntry | undefined; label: string; width: number }[] =
    shown === entries.length ? items : [...items, { entry: undefined, label: rest, width: textWidth(rest, size) }]

  const needed = all.reduce((sum, item) => sum + item.width + SPACE, -SPACE)
  const column = Math.max(0, ...all.map((item) => item.width)) + SPACE
  const columns = needed <= width ? all.length : Math.max(1, Math.floor((width + SPACE) / column))
  const rows: Item[][] = []
  let x = 0
  all.forEach((item, i) => {
    if (i % columns === 0) {
      rows.push([])
      x = 0
    }
    rows.at(-1)!.push({ entry: item.entry, label: item.label, x })
    x += needed <= width ? item.width + SPACE : column
  })
  return rows
}

function drawItem({ entry, label, x: left }: Item, x: number, y: number, all: Look): string {
  const { theme, size } = all
  const fill = theme.text
  if (entry === undefined) return text(label, { x: x + left, y: y + size * ASCENT, size, fill: theme.muted })
  const at = { x: x + left, y: round(y + size * 0.6) }
  return drawMark(entry, at, all) + text(label, { x: at.x + MARK, y: y + size * ASCENT, size, fill })
}

function drawMark(
  { mark, color }: LegendEntry,
  { x, y }: { x: number; y: number },
  { size, line: thick }: Look,
): string {
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
  const { line, width = 1 } = mark
  return element('path', {
    d: `M${round(x)} ${y}h17`,
    stroke: color,
    'stroke-width': width * thick,
    'stroke-dasharray': line,
  })
}
