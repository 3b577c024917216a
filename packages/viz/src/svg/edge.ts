/** One edge in SVG. */
import { element, text } from '@gradus/svg'
import type { Palette } from '../colors.js'
import type { Edge } from '../describe/description.js'
import { EDGE_LINE_HEIGHT, SMALL_SIZE } from '../describe/measure.js'
import type { EdgeLayout, Point } from './layout.js'

/** The line and its arrowhead. */
export function drawEdge(edge: Edge, { curve, tip }: EdgeLayout, palette: Palette): string {
  const { id, color, width, isDashed, isHollow } = edge
  const stroke = palette[color]
  return element(
    'g',
    { 'data-edge': id },
    element('path', {
      d: pathOf(curve),
      fill: 'none',
      stroke,
      'stroke-width': width,
      'stroke-dasharray': isDashed ? '6 4' : undefined,
    }),
    arrowhead(curve.at(-1)!, tip, width, stroke, isHollow ? palette.background : stroke),
  )
}

/** The text at an edge. It is drawn above the boxes, so that no line crosses it. */
export function drawEdgeText({ text: content, color }: Edge, { label }: EdgeLayout, palette: Palette): string {
  if (content === '' || label === undefined) return ''
  const lines = content.split('\n')
  return lines
    .map((line, i) =>
      text(line, {
        x: label.x,
        y: round(label.y + 0.36 * SMALL_SIZE + (i - (lines.length - 1) / 2) * EDGE_LINE_HEIGHT),
        size: SMALL_SIZE,
        fill: palette[color],
        anchor: 'middle',
        // an outline in the color of the background, so that the line next to the text does not touch it
        more: { stroke: palette.background, 'stroke-width': 3, 'stroke-linejoin': 'round', 'paint-order': 'stroke' },
      }),
    )
    .join('')
}

function pathOf([start, ...rest]: readonly Point[]): string {
  return `M${start!.x} ${start!.y}C${rest.map(({ x, y }) => `${x} ${y}`).join(' ')}`
}

/** A triangle from the end of the line to the tip. A thick line has a wider one. */
export function arrowhead(end: Point, tip: Point, width: number, stroke: string, fill: string): string {
  const [dx, dy] = [tip.x - end.x, tip.y - end.y]
  const length = Math.hypot(dx, dy)
  if (length === 0) return ''
  const half = (3.5 + width / 2) / length
  const corner = (side: number) => `${round(end.x - dy * half * side)} ${round(end.y + dx * half * side)}`
  return element('path', { d: `M${corner(1)}L${tip.x} ${tip.y}L${corner(-1)}z`, fill, stroke, 'stroke-width': 1 })
}

const round = (x: number): number => Math.round(x * 100) / 100
