/**
 * Escapes text from users for DOT. Graphviz reads a label three times: as a quoted string ("), as a record (| { } < > and
 * spaces), and for its own escapes (\N, \l, &amp;). No character of a label may have a meaning in any of them.
 */

/** The most characters (code points) of a label, and of a tooltip or title. Longer text is cut and ends in …. */
export const LABEL_LENGTH = 32
export const LONG_LENGTH = 400

/** The text, cut to `length` code points. A text that was cut ends in …. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const head = Array.from(text.slice(0, 2 * length + 2)) // enough code units for `length` + 1 code points
  return head.length <= length ? text : `${head.slice(0, length - 1).join('')}…`
}

/**
 * The text with every character visible. Control characters become their symbols (a newline becomes ␊). Characters that
 * XML does not allow, such as lone surrogates, become �.
 */
export function visible(text: string): string {
  return text
    .replace(/[\0-\x1f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\x7f/g, '␡')
    .replace(/[\x80-\x9f\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
}

/** Escapes text for a quoted label that is not a record, such as the title. */
export const quoted = (text: string): string =>
  visible(text).replace(/&/g, '&amp;').replace(/\\/g, '\\\\').replace(/"/g, '\\"')

/** Escapes text for a field of a record. Graphviz drops outer and repeated spaces, so these become no-break spaces. */
export function field(text: string): string {
  const escaped = quoted(text).replace(/[{}|<>]/g, '\\$&')
  return /^ | $| {2}/.test(escaped) ? escaped.replace(/ /g, '\u00a0') : escaped
}

/** Escapes text for a tooltip, which Graphviz unescapes twice. */
export const tooltip = (text: string): string =>
  visible(text).replace(/&/g, '&amp;').replace(/\\/g, '\\\\\\\\').replace(/"/g, '\\"')

/**
 * The approximate width of the text in ems, in any sans-serif font. Graphviz does not know the width of characters beyond
 * ASCII, so its boxes would be too narrow for 漢字 or 😀.
 */
export function widthInEms(text: string): number {
  let width = 0
  for (const c of text) width += /[mwMW@%]/.test(c) ? 0.9 : c < '\x80' ? 0.52 : WIDE.test(c) ? 1.3 : 0.8
  return width
}

const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{3ffff}]/u
