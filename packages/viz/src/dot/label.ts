/** The lines above a drawing in DOT: title, notes and legend. They are an HTML-like label, because its text can have colors. */
import { escapeXml, visible } from '@gradus/svg'
import type { Palette } from '../colors.js'
import { shorten } from '../describe/content.js'
import type { Description, LegendEntry } from '../describe/description.js'

type Lines = Pick<Description, 'title' | 'notes' | 'legend'>

/** The content of the label. '' if there are no lines. */
export function graphLabel({ title, notes, legend }: Lines, palette: Palette): string {
  const lines = [
    ...(title === '' ? [] : [xml(shorten(title))]),
    ...notes.map(xml),
    ...legend.map((entry) => `${sample(entry, palette)} ${xml(entry.text)}`),
  ]
  return lines.map((line) => `${line}<BR ALIGN="LEFT"/>`).join('')
}

const xml = (text: string): string => escapeXml(visible(text))

function sample({ sample }: LegendEntry, palette: Palette): string {
  if (sample.kind === 'letter') return `[${sample.letter}]`
  const line = `${sample.isDashed ? '╌╌' : '──'}${sample.isHollow ? '▷' : '▶'}`
  return `<FONT COLOR="${palette[sample.color]}">${line}</FONT>`
}
