/**
 * Measures text. Arimo has the metrics of Helvetica and Arial, so its widths are right wherever one of the three is
 * installed, and `@gradus/svg/png` brings Arimo along. `text` of element.ts writes the width into the drawing. A browser with
 * another font then stretches or squeezes the text to this width.
 */
import { BOLD, REGULAR, UNITS_PER_EM } from './widths.js'

/** The fonts of all drawings, as the value of `font-family`. */
export const FONT = 'Arimo, Helvetica, Arial, Liberation Sans, sans-serif'

/** Characters that take a full square: Chinese, Japanese, Korean, and emoji. */
const SQUARE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{3ffff}]/u
/** Marks that stand above or below the letter before, and invisible characters. */
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u
const UNKNOWN = 0.8

const tables = new Map<string, ReadonlyMap<number, number>>()

/** The width in ems of each character of the font, from the packed form of widths.ts. */
function widths(packed: string): ReadonlyMap<number, number> {
  const known = tables.get(packed)
  if (known !== undefined) return known
  const table = new Map<number, number>()
  let code = 0
  for (const run of packed.split(' ')) {
    const [, skip, width, count] = /^(?:(\d+):)?(\d+)(?:x(\d+))?$/.exec(run)!
    code += Number(skip ?? 0)
    for (let i = 0; i < Number(count ?? 1); i++) table.set(code++, Number(width) / UNITS_PER_EM)
  }
  tables.set(packed, table)
  return table
}

/**
 * The width of the text in pixels at a font size in pixels, without kerning. Characters that Arimo lacks count as a full
 * square if they are Chinese, Japanese, Korean or emoji, and as 0.8 em otherwise.
 *
 * @example
 * textWidth('loss', 10) // => 18.34
 * textWidth('loss', 10, true) // => 20.28
 */
export function textWidth(text: string, size: number, bold = false): number {
  const table = widths(bold ? BOLD : REGULAR)
  let ems = 0
  for (const character of text) {
    if (NO_WIDTH.test(character)) continue
    ems += table.get(character.codePointAt(0)!) ?? (SQUARE.test(character) ? 1 : UNKNOWN)
  }
  return Math.round(ems * size * 100) / 100
}

/** Whether Arimo has the character. Otherwise PNG shows a box, and a browser uses another font. */
export const hasGlyph = (character: string): boolean => widths(REGULAR).has(character.codePointAt(0)!)

/**
 * Returns the text, cut to a width in pixels. A text that was cut ends in …. It is empty if not even … fits.
 *
 * @example
 * cutToWidth('validation loss', 60, 12) // => 'validatio…'
 */
export function cutToWidth(text: string, width: number, size: number, bold = false): string {
  // A text can have millions of characters. No visible character is narrower than 0.1 em.
  const head = text.slice(0, Math.ceil((width / size) * 20) + 20)
  if (head.length === text.length && textWidth(text, size, bold) <= width) return text
  let [left, used] = [width - textWidth('…', size, bold), '']
  if (left < 0) return ''
  for (const { segment } of new Intl.Segmenter('en').segment(head)) {
    left -= textWidth(segment, size, bold)
    if (left < 0) break
    used += segment
  }
  return `${used.trimEnd()}…`
}
