import { expect, test } from '@jest/globals'
import { element, svgDocument, text } from '../src/element.js'
import { textWidth } from '../src/text.js'

test('numbers are short, and minus zero is 0', () => {
  expect(element('path', { a: 1.005, b: -0.001, c: 12345.678, d: undefined })).toBe('<path a="1" b="0" c="12345.68"/>')
})

test('attributes and text are escaped', () => {
  expect(element('g', { id: '"<&>\0' })).toBe('<g id="&quot;&lt;&amp;&gt;"/>')
  expect(text('</text>\n', { x: 0, y: 0, size: 10, fill: 'red' })).toContain('>&lt;/text&gt;␊</text>')
})

test.each([
  [() => element('script', {}), 'element: <script> is not allowed. Use shapes and text with presentation attributes.'],
  [() => element('STYLE', {}), 'element: <STYLE> is not allowed. Use shapes and text with presentation attributes.'],
  [() => element('image', {}), 'element: <image> is not allowed. Use shapes and text with presentation attributes.'],
  [() => element('g><a', {}), 'element: <g><a> is not allowed. Use shapes and text with presentation attributes.'],
  [
    () => element('g', { style: 'fill: red' }),
    'element: the attribute style is not allowed. Use a presentation attribute, such as fill.',
  ],
  [
    () => element('g', { onclick: 'x' }),
    'element: the attribute onclick is not allowed. Use a presentation attribute, such as fill.',
  ],
  [
    () => element('g', { 'a="b" c': 'x' }),
    'element: the attribute a="b" c is not allowed. Use a presentation attribute, such as fill.',
  ],
  [
    () => element('use', { href: 'https://example.org' }),
    'element: href is "https://example.org". Use "#" and an id of the same document.',
  ],
  [
    () => element('use', { 'xlink:href': 'data:x' }),
    'element: xlink:href is "data:x". Use "#" and an id of the same document.',
  ],
  [
    () => element('g', { fill: 'url( http://x)' }),
    'element: fill is "url( http://x)". Use "#" and an id of the same document.',
  ],
  [() => element('g', { x: NaN }), 'element: x is NaN. Pass a finite number.'],
  [() => element('g', { x: Infinity }), 'element: x is Infinity. Pass a finite number.'],
])('what a strict page blocks is refused: %#', (make, message) => {
  expect(make).toThrow(message)
})

test('references within the document are allowed', () => {
  expect(element('use', { href: '#a', 'clip-path': 'url(#b)' })).toBe('<use href="#a" clip-path="url(#b)"/>')
})

test('a text states its width', () => {
  const written = text('Θ₁ loss', {
    x: 1,
    y: 2,
    size: 12,
    fill: '#000',
    anchor: 'end',
    bold: true,
    more: { opacity: 1 },
  })
  expect(written).toBe(
    `<text x="1" y="2" font-size="12" fill="#000" text-anchor="end" font-weight="bold" opacity="1" textLength="${textWidth('Θ₁ loss', 12, true)}" lengthAdjust="spacingAndGlyphs">Θ₁ loss</text>`,
  )
  expect(text('\u200b', { x: 1, y: 2, size: 12, fill: '#000' })).toBe('')
  expect(text('', { x: 1, y: 2, size: 12, fill: '#000' })).toBe('')
})

test('a document has a title, a description and a background', () => {
  expect(svgDocument({ width: 3, height: 2, title: 'a<b', desc: 'c&d', background: '#fff' }, '<g/>')).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2" viewBox="0 0 3 2" role="img" font-family="Arimo, Helvetica, Arial, Liberation Sans, sans-serif"><title>a&lt;b</title><desc>c&amp;d</desc><rect width="3" height="2" fill="#fff"/><g/></svg>',
  )
})
