/** The sizes of a drawing. They depend on the texts only, so that every program that draws a box gives it the same size. */
import { cutToWidth, formatNumber, textWidth, visible } from '@gradus/svg'
import type { Frame } from '../choose/frames.js'
import type { Box, Description, Edge, Line, Port } from './description.js'

/** The font sizes of boxes, and of what stands at edges and frames, in pixels. */
export const FONT_SIZE = 14
export const SMALL_SIZE = 12
const LINE_HEIGHT = 24
/** Space on each side of a text. */
const PADDING = 8
const LEAST_WIDTH = 100
/** The least height and width of a numbered field. */
const PORT_SIZE = 22
/** A letter for a number that is not finite, in a filled square. */
export const MARK_SIZE = 18

/** Texts of a line, with a letter for a number that is not finite. */
export interface Texts {
  readonly role: Line['role']
  readonly cells: readonly { readonly text: string; readonly mark: string }[]
}

/** Gives each cell its width, so that each line is as wide as the widest, and returns the size of the box in pixels. */
export function measured(
  texts: readonly Texts[],
  ports: readonly Port[],
  isSmall: boolean,
  direction: 'LR' | 'TB',
): Pick<Box, 'lines' | 'width' | 'height'> {
  const lines = texts.map(({ role, cells }) => ({
    role,
    cells: cells.map(({ text, mark }) => ({
      text,
      mark,
      width:
        Math.ceil(textWidth(text, FONT_SIZE, role === 'note')) +
        (isSmall ? 12 : 2 * PADDING) +
        (mark === '' ? 0 : MARK_SIZE + 4),
    })),
  }))
  const widths = lines.map(({ cells }) => cells.reduce((sum, { width }) => sum + width, 0))
  const side = direction === 'LR' ? 0 : ports.length * portWidth(ports)
  const inner = Math.max(isSmall ? LINE_HEIGHT : LEAST_WIDTH, side, ...widths)
  const wide = lines.map((line, i) => ({ ...line, cells: spread(line.cells, inner - widths[i]!) }))
  const height = lines.length * LINE_HEIGHT
  if (ports.length === 0) return { lines: wide, width: inner, height }
  return direction === 'LR'
    ? { lines: wide, width: inner + portWidth(ports), height: Math.max(height, ports.length * PORT_SIZE) }
    : { lines: wide, width: inner, height: height + PORT_SIZE }
}

/** The box with another width, which must not be smaller. */
export const widened = (box: Box, width: number): Box => ({
  ...box,
  width,
  lines: box.lines.map((line) => ({ ...line, cells: spread(line.cells, width - box.width) })),
})

/** Cells that are wider by whole pixels, all by about the same. */
function spread(cells: Line['cells'], pixels: number): Line['cells'] {
  const each = Math.floor(pixels / cells.length)
  return cells.map((cell, i) => ({
    ...cell,
    width: cell.width + (i === 0 ? pixels - each * (cells.length - 1) : each),
  }))
}

const portWidth = (ports: readonly Port[]): number =>
  Math.max(PORT_SIZE, ...ports.map(({ text }) => Math.ceil(textWidth(text, SMALL_SIZE)) + 10))

/** The size of each numbered field of a box. */
export const portSize = (
  { ports, width, height }: Box,
  direction: Description['direction'],
): { width: number; height: number } =>
  direction === 'LR'
    ? { width: portWidth(ports), height: height / Math.max(1, ports.length) }
    : { width: width / Math.max(1, ports.length), height: PORT_SIZE }

/** The height of each line of a box. */
export const lineHeight = ({ ports, lines, height }: Box, direction: Description['direction']): number =>
  (direction === 'TB' && ports.length > 0 ? height - PORT_SIZE : height) / lines.length

/** A number that is as wide as any with so many digits. */
export const widestNumber = (digits: number): string => formatNumber(-Number(`8.${'8'.repeat(digits)}e-300`), digits)

/** The width of a box that has just enough room for a number. */
export const numberWidth = (number: string): number => Math.ceil(textWidth(`grad ${number}`, FONT_SIZE)) + PADDING

/** The width of the text at an edge, with space around it. */
export const edgeTextWidth = (text: string): number => (text === '' ? 0 : Math.ceil(textWidth(text, SMALL_SIZE)) + 12)

/** The height of a text of one line at an edge, and what each further line adds. */
export const EDGE_TEXT_HEIGHT = 18
export const EDGE_LINE_HEIGHT = 14

/** The size that the graph layout keeps for the text at an edge. */
export const edgeLabelSize = ({
  textWidth,
  textHeight,
}: Pick<Edge, 'textWidth' | 'textHeight'>): { width: number; height: number } => ({
  width: textWidth,
  height: textHeight,
})

/** The name of a frame as it is drawn, and its size. */
export function frameLabel({ name }: Frame): { text: string; width: number; height: number } {
  const text = cutToWidth(visible(name), 230, SMALL_SIZE)
  return { text, width: Math.ceil(textWidth(text, SMALL_SIZE)) + 4, height: 16 }
}
