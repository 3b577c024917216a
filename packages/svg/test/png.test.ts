import { inflateSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { svgDocument, text } from '../src/element.js'
import { renderPng } from '../src/png.js'

/** The pixels of a PNG as rows of RGBA values, from its scan lines. */
function pixels(bytes: Uint8Array): number[][] {
  const file = Buffer.from(bytes)
  expect(file.subarray(1, 4).toString()).toBe('PNG')
  const width = file.readUInt32BE(16)
  const data: Buffer[] = []
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') {
      data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)))
    }
  }
  const raw = inflateSync(Buffer.concat(data))
  const stride = width * 4
  const rows: number[][] = []
  for (let start = 0; start < raw.length; start += stride + 1) {
    const row: number[] = []
    const above = rows.at(-1) ?? Array<number>(stride).fill(0)
    for (let i = 0; i < stride; i++) {
      const [a, b, c] = [row[i - 4] ?? 0, above[i]!, i < 4 ? 0 : above[i - 4]!]
      const p = a + b - c
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)]
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c
      const guess = [0, a, b, (a + b) >> 1, paeth][raw[start]!]!
      row.push((raw[start + 1 + i]! + guess) & 255)
    }
    rows.push(row)
  }
  return rows
}

/** The dark pixels of black text on white. */
const ink = (bytes: Uint8Array): number =>
  pixels(bytes).flatMap((row) => row.filter((value, i) => i % 4 === 0 && value < 128)).length

const drawing = (content: string, bold = false): string =>
  svgDocument(
    { width: 200, height: 30, title: 't', desc: 'd', background: '#fff' },
    text(content, { x: 5, y: 20, size: 16, fill: '#000', bold }),
  )

test('the scale is the pixels of the image per pixel of the drawing', () => {
  const { bytes, width, height } = renderPng(drawing('x'), { scale: 2.5 })
  expect([width, height]).toEqual([500, 75])
  expect([pixels(bytes).length, pixels(bytes)[0]!.length]).toEqual([75, 2000])
  expect(renderPng(drawing('x')).width).toBe(200)
})

test('text is drawn, in bold too', () => {
  const [none, regular, bold] = [
    ink(renderPng(drawing('')).bytes),
    ink(renderPng(drawing('loss')).bytes),
    ink(renderPng(drawing('loss', true)).bytes),
  ]
  expect(none).toBe(0)
  expect(regular).toBeGreaterThan(80)
  expect(bold).toBeGreaterThan(regular * 1.2)
})

test('a character that the font lacks is a visible box, and is reported', () => {
  const { bytes, missing } = renderPng(drawing('漢a∇∇'))
  expect(missing).toEqual(['漢', '∇', '∇'])
  expect(ink(bytes)).toBeGreaterThan(ink(renderPng(drawing('a')).bytes) + 60)
  expect(renderPng(drawing('∂Θ₁⁽²⁾ <&> é e\u0301')).missing).toEqual([])
})

test('the custom properties of a page become the colors after the comma', () => {
  const svg = drawing('').replace('#fff', 'var(--gradus-background, #102030)')
  expect(pixels(renderPng(svg).bytes)[5]!.slice(0, 4)).toEqual([0x10, 0x20, 0x30, 255])
})

test.each([
  [() => renderPng(5 as never), 'renderPng: the drawing is 5. Pass SVG text.'],
  [() => renderPng('hello'), /^renderPng: the drawing cannot be read \(.+\)\. Pass SVG text\.$/],
  [() => renderPng(drawing(''), { scale: 0 }), 'renderPng: the option scale is 0. Pass a number above 0.'],
  [() => renderPng(drawing(''), { zoom: 2 } as never), 'renderPng: unknown option "zoom". The options are scale.'],
  [
    () => renderPng(drawing(''), { scale: 1000 }),
    'renderPng: the number of pixels is 6000000000. More pixels need more than a gigabyte of memory. Pass at most 134217728.',
  ],
])('wrong use is an error: %#', (use, message) => {
  expect(use).toThrow(message)
})
