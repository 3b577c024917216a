/** Breaks texts into lines that fit a width. */
import { cutToWidth, textWidth, visible } from '@gradus/svg'

/** The text in at most `most` lines of at most `width` pixels. What does not fit is cut and ends in …. */
export function wrap(text: string, width: number, size: number, most: number, bold = false): string[] {
  const lines: string[] = []
  let rest = visible(text.slice(0, 10_000)).trim()
  while (rest !== '' && lines.length < most) {
    const line = lines.length === most - 1 ? cutToWidth(rest, width, size, bold) : firstLine(rest, width, size, bold)
    if (line === '') break
    lines.push(line)
    if (line.endsWith('…') && !rest.startsWith(line)) break
    rest = rest.slice(line.length).trim()
  }
  return lines
}

/** As many whole words as fit. A word that does not fit alone is cut. */
function firstLine(text: string, width: number, size: number, bold: boolean): string {
  if (textWidth(text, size, bold) <= width) return text
  let line = ''
  for (const word of text.split(/(?<= )/)) {
    if (textWidth((line + word).trimEnd(), size, bold) > width) break
    line += word
  }
  if (line !== '') return line.trimEnd()
  // The cut word continues in the next line, so it does not need the … here.
  return cutToWidth(text, width, size, bold).replace(/…$/, '')
}
