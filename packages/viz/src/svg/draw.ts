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

/** A part of a drawing, for pages that keep one element for each of them. */
export interface Piece {
  readonly kind: 'frame' | 'edge' | 'box' | 'edge text'
  /** The id of the frame, edge or box. */
  readonly id: string
  /** SVG elements. Empty for an edge without a text. */
  readonly svg: string
}

/**
 * Returns the parts of a drawing at the places of a layout, from back to front. `drawSvg` puts the same into a document.
 * Drawings of the same boxes and edges have the same parts.
 */
export const drawPieces = (description: Description, layout: GraphLayout): Piece[] =>
  piecesOf(description, layout, palettes[description.theme])

function piecesOf({ boxes, edges, frames, direction }: Description, layout: GraphLayout, palette: Palette): Piece[] {
  const piece =
    <T extends { id: string }>(kind: Piece['kind'], draw: (item: T) => string) =>
    (item: T): Piece => ({ kind, id: item.id, svg: draw(item) })
  return [
    ...frames.map(piece('frame', (frame) => drawFrame(frame, layout, palette))),
    ...edges.map(piece('edge', (edge) => drawEdge(edge, layout.edges.get(edge.id)!, palette))),
    ...boxes.map(piece('box', (box) => drawBox(box, layout.boxes.get(box.id)!, direction, palette))),
    ...edges.map(piece('edge text', (edge) => drawEdgeText(edge, layout.edges.get(edge.id)!, palette))),
  ]
}

/** The same without ids. */
export const drawGraph = (description: Description, layout: GraphLayout, palette: Palette): string[] =>
  piecesOf(description, layout, palette).map(({ svg }) => svg)

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
