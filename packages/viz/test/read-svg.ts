/** Reads SVG for tests, with a strict XML parser. */
import { SaxesParser } from 'saxes'

export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  /** The text directly inside. */
  text: string
}

/** The document as a tree. @throws Error if it is not well-formed XML. */
export function parseXml(document: string): Element {
  const parser = new SaxesParser()
  const top: Element = { name: '', attributes: {}, children: [], text: '' }
  const path = [top]
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: '' }
    path.at(-1)!.children.push(element)
    path.push(element)
  })
  parser.on('closetag', () => path.pop())
  parser.on('text', (text) => (path.at(-1)!.text += text))
  parser.write(document).close()
  return top.children[0]!
}

/** The element and everything inside, in document order. */
export function all(element: Element, found: Element[] = []): Element[] {
  found.push(element)
  for (const child of element.children) all(child, found)
  return found
}

/** Elements with this attribute, by its value. */
export const having = (root: Element, attribute: string): Map<string, Element> =>
  new Map(all(root).flatMap((one) => (attribute in one.attributes ? [[one.attributes[attribute]!, one] as const] : [])))

/** The texts in an element, in document order. */
export const textsOf = (element: Element): string[] =>
  all(element)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text)

/** The boxes of a drawing: the texts in each, by id. */
export const boxesOf = (svg: string): Map<string, string[]> =>
  new Map([...having(parseXml(svg), 'data-node')].map(([id, element]) => [id, textsOf(element)]))

const ELEMENT = /^(script|foreignObject|image|iframe|a|use|animate.*|set)$/i
const ATTRIBUTE = /^(style|on.*|.*href|src|xml:base)$/i
const ADDRESS = /url\(|^\s*\w+:\/\/|^data:|javascript:/i

/** What a strict page would block, or what leads outside of the document. Empty for a good drawing. */
export function forbiddenIn(root: Element, mayHaveStyle = false): string[] {
  const found: string[] = []
  for (const { name, attributes } of all(root)) {
    if (ELEMENT.test(name) || (name === 'style' && !mayHaveStyle)) found.push(`<${name}>`)
    for (const key in attributes) {
      if (ATTRIBUTE.test(key) || (key !== 'xmlns' && ADDRESS.test(attributes[key]!)))
        found.push(`${key}="${attributes[key]}"`)
    }
  }
  return found
}
