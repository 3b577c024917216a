/** A rectangle with two axes: names, ticks, units, grid. */
import { cutToWidth, element, text, textWidth } from '@gradus/svg'
import type { Look } from '../options.js'
import type { Axis, AxisSpec } from './axis.js'
import { makeAxis } from './axis.js'

export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

export interface Plane {
  /** Where the data are drawn. */
  area: Rect
  x: Axis
  y: Axis
  /** The position of a number in the picture, in pixels. */
  atX: (x: number) => number
  atY: (y: number) => number
  /** The grid, the axes and their labels. */
  frame: string
}

/** The part of a font size above and below the baseline. */
export const ASCENT = 0.92
export const DESCENT = 0.22
/** From the middle of a line down to its baseline. */
export const MIDDLE = 0.35
/** Pixels between the area and the labels at its left. */
const GAP = 8
/** From the area down to the labels below it, in font sizes. The lowest label at the left reaches half a line down. */
const BELOW = 0.7

/** Lays out a plane that fills `rect`. */
export function plane(rect: Rect, { theme, size }: Look, specs: { x: AxisSpec; y: AxisSpec }): Plane {
  const top = specs.y.label === '' ? size * 0.8 : size * 2
  const bottom = size * (specs.x.label === '' ? 2 : 3.4)
  const height = Math.max(10, rect.height - top - bottom)
  const y = makeAxis(specs.y, height, size, false)
  let left = Math.max(size, ...y.ticks.map(({ text }) => textWidth(text, size) + GAP))
  let right = size
  let x = makeAxis(specs.x, Math.max(10, rect.width - left - right), size, true)
  for (let i = 0; i < 3; i++) {
    // The labels of the first and the last tick may reach beyond the area.
    const width = rect.width - left - right
    for (const tick of x.ticks) {
      const half = textWidth(tick.text, size) / 2 + 0.1
      left = Math.max(left, half - tick.at)
      right = Math.max(right, tick.at + half - width)
    }
    x = makeAxis(specs.x, Math.max(10, rect.width - left - right), size, true)
  }
  // A wider margin can lead to other ticks. Those that still do not fit are left out.
  x.ticks = x.ticks.filter((tick) => {
    const [middle, half] = [left + tick.at, textWidth(tick.text, size) / 2]
    return middle >= half && middle + half <= rect.width
  })
  const area = { x: rect.x + left, y: rect.y + top, width: Math.max(10, rect.width - left - right), height }
  const atX = (value: number) => area.x + x.at(value)
  const atY = (value: number) => area.y + area.height - y.at(value)

  const base = area.y + area.height
  const parts: string[] = []
  for (const tick of y.ticks) {
    const at = base - tick.at
    parts.push(element('path', { d: `M${round(area.x)} ${round(at)}h${round(area.width)}`, stroke: theme.grid }))
    parts.push(text(tick.text, { x: area.x - GAP, y: at + size * MIDDLE, size, fill: theme.muted, anchor: 'end' }))
  }
  for (const tick of x.ticks) {
    const at = area.x + tick.at
    parts.push(element('path', { d: `M${round(at)} ${round(base)}v5`, stroke: theme.border }))
    parts.push(text(tick.text, { x: at, y: base + size * (BELOW + ASCENT), size, fill: theme.muted, anchor: 'middle' }))
  }
  parts.push(
    element('path', {
      d: `M${round(area.x)} ${round(area.y)}V${round(base)}H${round(area.x + area.width)}`,
      fill: 'none',
      stroke: theme.border,
    }),
  )
  if (specs.y.label !== '') {
    const label = cutToWidth(specs.y.label, rect.width, size)
    parts.push(text(label, { x: rect.x, y: rect.y + size * ASCENT, size, fill: theme.text }))
  }
  if (specs.x.label !== '') {
    const label = cutToWidth(specs.x.label, rect.width, size)
    const half = textWidth(label, size) / 2
    const middle = Math.max(rect.x + half, Math.min(rect.x + rect.width - half, area.x + area.width / 2))
    const at = { x: middle, y: rect.y + rect.height - size * DESCENT - 1 }
    parts.push(text(label, { ...at, size, fill: theme.text, anchor: 'middle' }))
  }
  return { area, x, y, atX, atY, frame: parts.join('') }
}

/** For coordinates inside of paths. */
export const round = (x: number): number => Math.round(x * 10) / 10
