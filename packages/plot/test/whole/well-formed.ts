/** Reads SVG as strict XML. */
import type { SaxesTagPlain } from 'saxes'
import { SaxesParser } from 'saxes'

/** All elements in order. Throws if the text is not well-formed XML. */
export function elements(svg: string): SaxesTagPlain[] {
  const found: SaxesTagPlain[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => found.push(tag))
  parser.write(svg).close()
  return found
}

const ELEMENTS = ['svg', 'title', 'desc', 'g', 'rect', 'path', 'circle', 'text']
const ATTRIBUTES = [
  ...['xmlns', 'width', 'height', 'viewBox', 'role', 'x', 'y', 'd', 'cx', 'cy', 'r', 'text-anchor', 'textLength'],
  ...['fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray'],
  ...[
    'stroke-linejoin',
    'stroke-linecap',
    'shape-rendering',
    'font-family',
    'font-size',
    'font-weight',
    'lengthAdjust',
  ],
]

/** What is not a shape or a text with presentation attributes, and addresses. */
export function notAllowed(svg: string): string[] {
  return elements(svg).flatMap(({ name, attributes }) => [
    ...(ELEMENTS.includes(name) ? [] : [`<${name}>`]),
    ...Object.entries(attributes)
      .filter(
        ([key, value]) =>
          !ATTRIBUTES.includes(key) || (key !== 'xmlns' && /url|https?:|data:|NaN|undefined|Infinity/.test(value)),
      )
      .map(([key, value]) => `${name} ${key}="${value}"`),
  ])
}
