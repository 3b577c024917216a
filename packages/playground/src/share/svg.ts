/** A drawing of the page as an SVG file: the styles of the page become attributes, with plain colors. */

const SVG = 'http://www.w3.org/2000/svg'

/** Properties that elements take from their parents, with their initial values. */
const INHERITED = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-opacity': '1',
  'stroke-linejoin': 'miter',
  'stroke-linecap': 'butt',
  'font-family': '',
  'font-size': '',
  'font-weight': '400',
  'text-anchor': 'start',
} as const

/** Properties of one element alone. */
const OWN = { opacity: '1', display: 'inline' } as const

/** Attributes that only the page needs. */
const DROPPED = /^(class|style|id|tabindex|role|aria-.*|data-.*)$/

/** What `svg` looks like in the page now. A canvas just before it is its background. */
export function plainSvg(svg: SVGSVGElement): string {
  const { width, height } = svg.getBoundingClientRect()
  const copy = copyOf(svg, undefined) as SVGSVGElement
  // In a document that is not shown, images are not loaded, so the policy of the page has nothing to block.
  const hidden = document.implementation.createDocument(SVG, 'svg')
  hidden.adoptNode(copy)
  const made = (name: string, attributes: Record<string, string>): Element => {
    const element = hidden.createElementNS(SVG, name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }
  copy.setAttribute('xmlns', SVG)
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${width} ${height}`)
  const [x, y, w, h] = copy.getAttribute('viewBox')!.split(/[ ,]+/) as [string, string, string, string]
  const area = { x, y, width: w, height: h }
  const href = backgroundOf(svg)?.toDataURL()
  if (href !== undefined) copy.prepend(made('image', { ...area, href, preserveAspectRatio: 'none' }))
  copy.prepend(made('rect', { ...area, fill: getComputedStyle(document.body).backgroundColor }))
  const label = svg.getAttribute('aria-label')
  if (label !== null && copy.querySelector(':scope > title') === null) {
    const title = made('title', {})
    title.textContent = label
    copy.prepend(title)
  }
  return new XMLSerializer().serializeToString(copy)
}

/** The canvas that a drawing lies on. */
export function backgroundOf(svg: SVGSVGElement): HTMLCanvasElement | undefined {
  const before = svg.previousElementSibling
  return before instanceof HTMLCanvasElement ? before : undefined
}

/** A copy of an element with all that is in it. `parent` has the styles that it gets without saying so. */
function copyOf(element: Element, parent: CSSStyleDeclaration | undefined): Element {
  const copy = element.cloneNode(false) as Element
  for (const { name } of [...copy.attributes]) if (DROPPED.test(name)) copy.removeAttribute(name)
  const style = getComputedStyle(element)
  for (const [name, initial] of Object.entries(INHERITED)) {
    const value = style.getPropertyValue(name)
    if (value === (parent?.getPropertyValue(name) ?? initial)) copy.removeAttribute(name)
    else copy.setAttribute(name, plain(value))
  }
  for (const [name, initial] of Object.entries(OWN)) {
    const value = style.getPropertyValue(name)
    if (value !== initial && (value === 'none' || name !== 'display')) copy.setAttribute(name, value)
  }
  for (const child of element.childNodes) {
    copy.append(child instanceof Element ? copyOf(child, style) : child.cloneNode())
  }
  return copy
}

/** Lengths without their unit, as all programs read them. */
const plain = (value: string): string => value.replace(/(\d)px/g, '$1')
