/** Breaks and cuts texts so that they fit a width. */
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

/**
 * The text, cut in the middle if it does not fit. Names such as "loss of fold 1" and "loss of fold 2" often differ at the end.
 *
 * @example
 * cutMiddle('loss of fold 12', 70, 12) // => 'loss o…d 12'
 */
export function cutMiddle(text: string, width: number, size: number): string {
  const shown = visible(text.length > 2000 ? `${text.slice(0, 1000)}…${text.slice(-1000)}` : text)
  if (textWidth(shown, size) <= width) return shown
  const letters = [...new Intl.Segmenter('en').segment(shown)].map(({ segment }) => segment)
  let end = ''
  for (let i = letters.length - 1; i >= 0 && textWidth(letters[i]! + end, size) <= width * 0.35; i--)
    end = letters[i]! + end
  return cutToWidth(shown, width - textWidth(end, size), size) + end.trimStart()
}
