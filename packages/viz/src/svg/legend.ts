/** The lines around a drawing in SVG: the title above, notes and legend below. */
import { cutToWidth, element, text, textWidth } from '@gradus/svg'
import type { Palette } from '../colors.js'
import { shorten } from '../describe/content.js'
import type { Description, LegendEntry } from '../describe/description.js'
import { FONT_SIZE, MARK_SIZE, SMALL_SIZE } from '../describe/measure.js'
import { arrowhead } from './edge.js'
import type { Block } from './block.js'
import { letter } from './box.js'
import { MARGIN } from './layout.js'

const LINE = 20
const SAMPLE = 40
/** The narrowest drawing that has lines of text, and the widest line. */
const [LEAST_WIDTH, MOST_WIDTH] = [320, 900]

/** The title, cut to the width of the drawing. */
export function titleLine(title: string, width: number, palette: Palette): Block {
  if (title === '') return { width: 0, height: 0, draw: () => '' }
  const most =
    Math.max(width, LEAST_WIDTH, Math.min(MOST_WIDTH, textWidth(shorten(title), FONT_SIZE, true) + 2 * MARGIN)) -
    2 * MARGIN
  const shown = cutToWidth(shorten(title), most, FONT_SIZE, true)
  return {
    width: textWidth(shown, FONT_SIZE, true) + 2 * MARGIN,
    height: LINE + 4,
    draw: (y) => text(shown, { x: MARGIN, y: y + 18, size: FONT_SIZE, fill: palette.text, bold: true }),
  }
}

/** Notes, one below the other, and the legend, side by side as far as there is room. */
export function footer(
  { notes, legend }: Pick<Description, 'notes' | 'legend'>,
  width: number,
  palette: Palette,
): Block {
  const most = Math.max(width, LEAST_WIDTH) - 2 * MARGIN
  const lines = notes
    .flatMap((note) => wrapped(note, most))
    .map((note) => ({ width: textWidth(note, SMALL_SIZE), draw: note }))
  const rows: LegendEntry[][] = []
  let used = Infinity
  for (const entry of legend) {
    const own = entryWidth(entry)
    if (used + own > most) {
      rows.push([])
      used = 0
    }
    rows.at(-1)!.push(entry)
    used += own
  }
  const widths = [
    ...lines.map((line) => line.width),
    ...rows.map((row) => row.reduce((sum, entry) => sum + entryWidth(entry), 0)),
  ]
  const count = lines.length + rows.length
  return {
    width: count === 0 ? 0 : Math.max(...widths) + 2 * MARGIN,
    height: count === 0 ? 0 : count * LINE + MARGIN / 2,
    draw: (y) =>
      [
        ...lines.map(({ draw }, i) =>
          text(draw, { x: MARGIN, y: y + i * LINE + 12, size: SMALL_SIZE, fill: palette.muted }),
        ),
        ...rows.map((row, i) => drawRow(row, y + (lines.length + i) * LINE, palette)),
      ].join(''),
  }
}

const sampleWidth = ({ sample }: LegendEntry): number => (sample.kind === 'letter' ? MARK_SIZE : SAMPLE) + 6
const entryWidth = (entry: LegendEntry): number => sampleWidth(entry) + textWidth(shorten(entry.text), SMALL_SIZE) + 18

function drawRow(row: readonly LegendEntry[], y: number, palette: Palette): string {
  let x = MARGIN
  return row
    .map((entry) => {
      const start = x
      x += entryWidth(entry)
      const meaning = text(shorten(entry.text), {
        x: start + sampleWidth(entry),
        y: y + 12,
        size: SMALL_SIZE,
        fill: palette.text,
      })
      return sampleOf(entry, start, y + 8, palette) + meaning
    })
    .join('')
}

function sampleOf({ sample }: LegendEntry, x: number, y: number, palette: Palette): string {
  if (sample.kind === 'letter') return letter(sample.letter, x, y - MARK_SIZE / 2, palette)
  const { color, width, isDashed, isHollow } = sample
  const stroke = palette[color]
  const end = { x: x + SAMPLE - 9, y }
  return (
    element('path', {
      d: `M${x} ${y}L${end.x} ${y}`,
      stroke,
      'stroke-width': width,
      'stroke-dasharray': isDashed ? '6 4' : undefined,
    }) + arrowhead(end, { x: x + SAMPLE, y }, width, stroke, isHollow ? palette.background : stroke)
  )
}

/** The text in lines of at most a width, in the small font. */
export function wrapped(content: string, width: number): string[] {
  const lines: string[] = []
  for (const word of content.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`
    if (lines.length > 0 && textWidth(longer, SMALL_SIZE) <= width) lines[lines.length - 1] = longer
    else lines.push(cutToWidth(word, width, SMALL_SIZE))
  }
  return lines
}
