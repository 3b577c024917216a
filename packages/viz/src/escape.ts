/**
 * Text from users, made safe to stand in DOT. A label passes through three readers: the quoted string ("), the record
 * (| { } < > and spaces) and Graphviz's own escapes (\N, \l, &amp;). Nothing a label contains may reach any of them.
 */

/** Labels are cut to so many characters (code points), the last of them being …; tooltips and titles are longer. */
export const LABEL_LENGTH = 32
export const LONG_LENGTH = 400

/** At most `length` characters: a longer text ends in …. Emoji are not split. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const head = Array.from(text.slice(0, 2 * length + 2)) // enough code units for `length` + 1 code points
  return head.length <= length ? text : `${head.slice(0, length - 1).join('')}…`
}

/**
 * What can be drawn: control characters become their pictures (newline ␊), and what XML cannot hold (lone surrogates,
 * noncharacters) becomes �.
 */
export function visible(text: string): string {
  return text
    .replace(/[\0-\x1f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\x7f/g, '␡')
    .replace(/[\x80-\x9f\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
}

/** For a quoted label that is not a record: the title, edge labels. */
export const quoted = (text: string): string =>
  visible(text).replace(/&/g, '&amp;').replace(/\\/g, '\\\\').replace(/"/g, '\\"')

/** For a field of a record. Where Graphviz would drop spaces (outer and repeated ones), they become no-break. */
export function field(text: string): string {
  const escaped = quoted(text).replace(/[{}|<>]/g, '\\$&')
  return /^ | $| {2}/.test(escaped) ? escaped.replace(/ /g, '\u00a0') : escaped
}

/** For a tooltip, which Graphviz unescapes twice. */
export const tooltip = (text: string): string =>
  visible(text).replace(/&/g, '&amp;').replace(/\\/g, '\\\\\\\\').replace(/"/g, '\\"')

/**
 * Roughly how wide the text is, in ems, in whichever sans-serif font the reader has. Graphviz counts bytes for
 * characters beyond ASCII, so its boxes would be too narrow for 漢字 or 😀.
 */
export function widthInEms(text: string): number {
  let width = 0
  for (const c of text) width += /[mwMW@%]/.test(c) ? 0.9 : c < '\x80' ? 0.52 : WIDE.test(c) ? 1.3 : 0.8
  return width
}

const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{3ffff}]/u
