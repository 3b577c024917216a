/** Makes text from users safe for XML. */

/**
 * Returns the text with every character visible. Control characters become their symbols: a newline becomes ␊. Characters
 * that XML does not allow, such as lone surrogates, become �.
 *
 * @example
 * visible('a\nb') // => 'a␊b'
 */
export function visible(text: string): string {
  return text
    .replace(/[\0-\x1f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/\x7f/g, '␡')
    .replace(/[\x80-\x9f\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
}

/**
 * Returns the text as the content of an XML element or attribute. Drops the characters that XML forbids: control characters
 * except for tab and line breaks, lone surrogates, U+FFFE and U+FFFF. Use `visible` first to show them instead.
 *
 * @example
 * escapeXml('a < "b" & \u0000c') // => 'a &lt; &quot;b&quot; &amp; c'
 */
export function escapeXml(text: string): string {
  return text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\p{Surrogate}\ufffe\uffff]/gu, '')
    .replace(/[&<>"]/g, (c) => ENTITIES[c]!)
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
