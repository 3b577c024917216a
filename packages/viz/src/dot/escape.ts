/**
 * Escapes text from users for DOT. Graphviz reads a label three times: as a quoted string ("), as a record (| { } < > and
 * spaces), and for its own escapes (\N, \l, &amp;). No character of a label may have a meaning in any of them.
 */
import { visible } from '@gradus/svg'

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
