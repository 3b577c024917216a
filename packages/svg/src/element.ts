/**
 * Writes SVG. Only presentation attributes: no `style`, script, or address outside of the document, so a page with a strict
 * content-security policy can show every drawing.
 */
import { escapeXml, visible } from './escape.js'
import { FONT, textWidth } from './text.js'

/** Attributes of an element. `undefined` leaves one out. Numbers are rounded to two decimals. */
export type Attributes = Readonly<Record<string, string | number | undefined>>

const FORBIDDEN = /^(?:script|style|foreignObject|image|iframe|animate\w*|set)$/i

/**
 * Returns an element as text. `content` is SVG, not plain text: write text with `text`.
 *
 * @throws TypeError for what a strict page blocks (`style`, event handlers, scripts, addresses outside of the document), and
 * RangeError for a number that is not finite.
 * @example
 * element('circle', { cx: 1, cy: 2 / 3, r: 3, fill: undefined }) // => '<circle cx="1" cy="0.67" r="3"/>'
 * element('g', { opacity: 0.5 }, element('rect', {})) // => '<g opacity="0.5"><rect/></g>'
 */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  if (!/^[a-zA-Z]+$/.test(name) || FORBIDDEN.test(name)) {
    throw new TypeError(`element: <${name}> is not allowed. Use shapes and text with presentation attributes.`)
  }
  let written = ''
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) written += ` ${key}="${attribute(key, value)}"`
  }
  const inside = content.join('')
  return `<${name}${written}${inside === '' ? '/>' : `>${inside}</${name}>`}`
}

/** The value of an attribute, checked and escaped. A number needs no escapes. */
function attribute(key: string, value: string | number): string {
  if (!/^[a-zA-Z][\w:-]*$/.test(key) || /^(?:style|class|on.*)$/i.test(key)) {
    throw new TypeError(`element: the attribute ${key} is not allowed. Use a presentation attribute, such as fill.`)
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`element: ${key} is ${value}. Pass a finite number.`)
    return String(Math.round(value * 100) / 100 + 0)
  }
  if ((/href$/i.test(key) && !value.startsWith('#')) || /url\(\s*(?!#)/i.test(value)) {
    throw new TypeError(`element: ${key} is "${value}". Use "#" and an id of the same document.`)
  }
  return escapeXml(value)
}

export interface TextAttributes {
  x: number
  /** The baseline. */
  y: number
  /** The font size in pixels. */
  size: number
  fill: string
  anchor?: 'start' | 'middle' | 'end' | undefined
  bold?: boolean | undefined
  /** Further attributes. */
  more?: Attributes
}

/**
 * Returns a line of text. It states its width, so that it has the same width in every browser and in PNG. Control characters
 * become symbols. A text without visible characters is nothing, ''.
 *
 * @example
 * text('a < b', { x: 1, y: 10, size: 12, fill: '#000' }).endsWith('textLength="27.02" lengthAdjust="spacingAndGlyphs">a &lt; b</text>') // => true
 */
export function text(content: string, { x, y, size, fill, anchor, bold, more }: TextAttributes): string {
  const shown = visible(content)
  const width = textWidth(shown, size, bold)
  if (width === 0) return ''
  return element(
    'text',
    {
      x,
      y,
      'font-size': size,
      fill,
      'text-anchor': anchor === 'start' ? undefined : anchor,
      'font-weight': bold === true ? 'bold' : undefined,
      ...more,
      textLength: width,
      lengthAdjust: 'spacingAndGlyphs',
    },
    escapeXml(shown),
  )
}

export interface DocumentOptions {
  /** The size in pixels. */
  width: number
  height: number
  /** The name of the picture, for screen readers and as a tooltip. */
  title: string
  /** What there is to see, for screen readers. */
  desc: string
  /** The color behind everything. Default none. */
  background?: string
}

/**
 * Returns a complete SVG document with a title and a description. It can stand alone as a file, or inside of a page.
 *
 * @example
 * svgDocument({ width: 10, height: 10, title: 'Dot', desc: 'One dot.' }, element('circle', { r: 1 })).includes('<title>Dot</title>') // => true
 */
export function svgDocument(
  { width, height, title, desc, background }: DocumentOptions,
  ...content: readonly string[]
): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': FONT,
    },
    element('title', {}, escapeXml(visible(title))),
    element('desc', {}, escapeXml(visible(desc))),
    background === undefined ? '' : element('rect', { width, height, fill: background }),
    ...content,
  )
}
