/** One box in SVG. */
import { element, escapeXml, text, visible } from '@gradus/svg'
import type { Palette } from '../colors.js'
import type { Box, Cell, Description, Line } from '../describe/description.js'
import { FONT_SIZE, lineHeight, MARK_SIZE, portSize, SMALL_SIZE } from '../describe/measure.js'
import type { Point } from './layout.js'

/** A rectangle in pixels. */
export interface Area extends Point {
  readonly width: number
  readonly height: number
}

const ROUND = 8

/** The box around its center, as a group with a tooltip. */
export function drawBox(box: Box, center: Point, direction: Description['direction'], palette: Palette): string {
  const { id, border, fill, gradientFill, width, height, lines, tooltip } = box
  const area = { x: center.x - width / 2, y: center.y - height / 2, width, height }
  const radius = border.isRound ? ROUND : 0
  const texts = textArea(box, area, direction)
  return element(
    'g',
    { 'data-node': id },
    titleOf(box, tooltip),
    element('rect', { ...area, rx: radius, fill: fill === undefined ? palette.background : palette[fill] }),
    gradientFill === undefined
      ? ''
      : lowest(area, texts, lineHeight(box, direction), radius, palette[gradientFill], lines.length),
    portsOf(box, area, direction, palette),
    ...lines.map((line, i) => drawLine(line, texts, i, lineHeight(box, direction), palette)),
    element('rect', {
      ...area,
      rx: radius,
      fill: 'none',
      stroke: palette[border.color],
      'stroke-width': border.width,
      'stroke-dasharray': border.isDashed ? '5 4' : undefined,
    }),
  )
}

/** What screen readers and tooltips say: everything that stands in the box, then what it does not show in full. */
function titleOf({ lines }: Box, tooltip: readonly string[]): string {
  const shown = lines.map(({ cells }) => cells.map((cell) => cell.text).join(' '))
  return element('title', {}, escapeXml([...shown, ...tooltip].map(visible).join('\n')))
}

/** The part of a box without its numbered fields. */
export function textArea(box: Box, area: Area, direction: Description['direction']): Area {
  if (box.ports.length === 0) return area
  const { width, height } = portSize(box, direction)
  return direction === 'LR'
    ? { ...area, x: area.x + width, width: area.width - width }
    : { ...area, y: area.y + height, height: area.height - height }
}

/** The fill of the lowest line. Its lower corners are round where those of the box are. */
function lowest(
  box: Area,
  { x, y, width, height }: Area,
  line: number,
  radius: number,
  fill: string,
  lines: number,
): string {
  if (lines === 1) return element('rect', { ...box, rx: radius, fill })
  const top = y + height - line
  if (radius === 0) return element('rect', { x, y: top, width, height: line, fill })
  const arc = `${radius} ${radius} 0 0 1`
  const d = `M${x} ${top}h${width}v${line - radius}a${arc} ${-radius} ${radius}h${2 * radius - width}a${arc} ${-radius} ${-radius}z`
  return element('path', { d, fill })
}

function portsOf(box: Box, area: Area, direction: Description['direction'], palette: Palette): string {
  const { width, height } = portSize(box, direction)
  const isLR = direction === 'LR'
  return box.ports
    .map(({ text: name }, i) => {
      const [x, y] = isLR ? [area.x, area.y + i * height] : [area.x + i * width, area.y]
      const middle = {
        x: x + width / 2,
        y: y + height / 2 + 0.36 * SMALL_SIZE,
        size: SMALL_SIZE,
        fill: palette.text,
        anchor: 'middle' as const,
      }
      const side = isLR
        ? line(x + width, y, x + width, y + height, palette)
        : line(x, y + height, x + width, y + height, palette)
      const next = i === 0 ? '' : isLR ? line(x, y, x + width, y, palette) : line(x, y, x, y + height, palette)
      return text(name, middle) + side + next
    })
    .join('')
}

const line = (x1: number, y1: number, x2: number, y2: number, palette: Palette): string =>
  element('path', { d: `M${x1} ${y1}L${x2} ${y2}`, stroke: palette.border, 'stroke-width': 1 })

function drawLine({ role, cells }: Line, area: Area, i: number, height: number, palette: Palette): string {
  const y = area.y + i * height
  let x = area.x
  const parts = i === 0 ? [] : [line(x, y, x + area.width, y, palette)]
  cells.forEach((cell, k) => {
    if (k > 0) parts.push(line(x, y, x, y + height, palette))
    parts.push(drawCell(cell, { x, y, width: cell.width, height }, role, palette))
    x += cell.width
  })
  return parts.join('')
}

/** The text of a cell in its middle, and next to it the letter of a number that is not finite. */
export function drawCell(
  { text: content, mark }: Cell,
  { x, y, width, height }: Area,
  role: Line['role'],
  palette: Palette,
): string {
  const baseline = y + height / 2 + 0.36 * FONT_SIZE
  const room = mark === '' ? 0 : MARK_SIZE + 4
  const shown = text(content, {
    x: x + (width - room) / 2,
    y: baseline,
    size: FONT_SIZE,
    fill: role === 'note' ? palette.wrong : palette.text,
    anchor: 'middle',
    bold: role === 'note',
  })
  return mark === '' ? shown : shown + letter(mark, x + width - room - 2, y + (height - MARK_SIZE) / 2, palette)
}

/** A letter in a filled square, for a number that is not finite. */
export const letter = (mark: string, x: number, y: number, palette: Palette): string =>
  element('rect', { x, y, width: MARK_SIZE, height: MARK_SIZE, rx: 3, fill: palette.wrong }) +
  text(mark, {
    x: x + MARK_SIZE / 2,
    y: y + MARK_SIZE / 2 + 0.36 * SMALL_SIZE,
    size: SMALL_SIZE,
    fill: palette.background,
    anchor: 'middle',
    bold: true,
  })
