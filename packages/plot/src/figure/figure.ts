/** The whole picture: title, legend, the plot itself, caption. */
import { svgDocument, text } from '@gradus/svg'
import type { Look } from '../options.js'
import type { LegendEntry } from './legend.js'
import { layOutLegend } from './legend.js'
import type { Rect } from './plane.js'
import { ASCENT } from './plane.js'
import { wrap } from './text-lines.js'

export interface Body {
  svg: string
  /** Sentences below the plot. */
  caption?: readonly string[]
}

export interface FigureSpec {
  /** The name of the picture if the user gave no title. */
  name: string
  /** What there is to see, for screen readers. */
  desc: string
  legend?: readonly LegendEntry[]
  /** Height divided by width of the plot itself, without legend and caption, if the user gave no height. Default 0.56. */
  ratio?: number
  /** The least height of the plot itself in pixels. A picture that is too low for it becomes higher. Default 110. */
  least?: number
  draw: (rect: Rect) => Body
}

const MOST_CAPTION_LINES = 6

/** Returns the picture as SVG. */
export function figure(look: Look, { name, desc, legend = [], ratio = 0.56, least = 110, draw }: FigureSpec): string {
  const { width, theme, size } = look
  const margin = Math.round(size)
  const inner = width - 2 * margin
  const titleSize = size + 3
  const title = wrap(look.title, inner, titleSize, 2, true)
  const titleHeight = title.length === 0 ? 0 : title.length * titleSize * 1.3 + size * 0.5
  const captionSize = size - 1
  const line = Math.round(captionSize * 1.4)

  const available = look.height === undefined ? Infinity : look.height - 2 * margin - titleHeight - least
  const entries = layOutLegend(legend, inner, Math.max(0, available * 0.7), look)
  const legendHeight = legend.length === 0 ? 0 : entries.height + size * 0.3
  const top = margin + titleHeight + legendHeight
  const wanted = Math.round(Math.max(200, Math.min(inner * ratio, 2000)))

  const captionHeight = (lines: number) => (lines === 0 ? 0 : lines * line + size * 0.5)
  const drawIn = (height: number) => {
    const body = draw({ x: margin, y: top, width: inner, height })
    return { body, caption: wrap((body.caption ?? []).join(' '), inner, captionSize, MOST_CAPTION_LINES) }
  }
  /** The height that remains for the plot itself below legend and above a caption of so many lines. */
  const room = (lines: number) =>
    look.height === undefined ? wanted : Math.max(least, look.height - top - margin - captionHeight(lines))
  let lines = 0
  let drawn = drawIn(room(0))
  while (drawn.caption.length > lines) {
    // The caption counts what the plot drew, and the plot is as high as the caption leaves it.
    lines = drawn.caption.length
    if (room(lines) !== room(0)) drawn = drawIn(room(lines))
  }
  const { body, caption } = drawn
  const needed = Math.ceil(top + room(lines) + captionHeight(lines) + margin)
  const height = Math.max(needed, look.height ?? 0)
  const captionTop = height - margin - lines * line
  const write = (lines: readonly string[], y: number, step: number, size: number, fill: string, bold = false) =>
    lines.map((content, i) => text(content, { x: margin, y: y + i * step + size * ASCENT, size, fill, bold }))
  return svgDocument(
    { width, height, title: look.title === '' ? name : look.title, desc, background: theme.background },
    ...write(title, margin, titleSize * 1.3, titleSize, theme.text, true),
    legend.length === 0 ? '' : entries.draw(margin, margin + titleHeight),
    body.svg,
    ...write(caption, captionTop, line, captionSize, theme.muted),
  )
}
