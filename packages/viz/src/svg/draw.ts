/** Draws a description as SVG at the places of its graph layout. */
import { element, text } from '@gradus/svg'
import { type Palette, palettes } from '../colors.js'
import { counted } from '../describe/content.js'
import type { Frame } from '../choose/frames.js'
import type { Description } from '../describe/description.js'
import { frameLabel, SMALL_SIZE } from '../describe/measure.js'
import { placed, stacked } from './block.js'
import { drawBox } from './box.js'
import { drawEdge, drawEdgeText } from './edge.js'
import type { GraphLayout } from './layout.js'
import { footer, titleLine } from './legend.js'

/**
 * Returns the SVG document of a description. A layout of another description fits if it has the same boxes, of the same sizes,
 * and the same edges.
 */
export function drawSvg(description: Description, layout: GraphLayout): string {
  const palette = palettes[description.theme]
  const title = titleLine(description.title, layout.width, palette)
  const graph = placed(layout.width, layout.height, drawGraph(description, layout, palette).join(''))
  const below = footer(description, Math.max(layout.width, title.width), palette)
  return stacked([title, graph, below], titleOf(description), sentences(description), palette)
}

/** The name of the picture, for screen readers. */
export const titleOf = ({ title }: Description): string => (title === '' ? 'A computation graph' : title)

/** Frames, edges, boxes, and texts at edges, from back to front. Drawings of the same boxes and edges have the same pieces. */
export function drawGraph(
  { boxes, edges, frames, direction }: Description,
  layout: GraphLayout,
  palette: Palette,
): string[] {
  return [
    ...frames.map((frame) => drawFrame(frame, layout, palette)),
    ...edges.map((edge) => drawEdge(edge, layout.edges.get(edge.id)!, palette)),
    ...boxes.map((box) => drawBox(box, layout.boxes.get(box.id)!, direction, palette)),
    ...edges.map((edge) => drawEdgeText(edge, layout.edges.get(edge.id)!, palette)),
  ]
}

function drawFrame(frame: Frame, { frames }: GraphLayout, palette: Palette): string {
  const { x, y, width, height } = frames.get(frame.id)!
  const label = frameLabel(frame)
  return element(
    'g',
    { 'data-frame': frame.id },
    element('rect', { x, y, width, height, rx: 10, fill: 'none', stroke: palette.border, 'stroke-width': 1 }),
    text(label.text, { x: x + 10, y: y + 17, size: SMALL_SIZE, fill: palette.muted }),
  )
}

/** What there is to see, for screen readers. */
export function sentences({ boxes, edges, notes }: Description): string {
  const root = boxes.find(({ isRoot }) => isRoot)
  const shown = `A graph of ${counted(boxes.length, 'box', 'boxes')} and ${counted(edges.length, 'edge')}, from operands to results.`
  const result = root?.value === undefined ? [] : [`The result is ${root.value}.`]
  return [shown, ...result, ...notes].join(' ')
}
