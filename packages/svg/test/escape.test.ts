import { expect, test } from '@jest/globals'
import { escapeXml, visible } from '../src/escape.js'

test('escapeXml drops what XML forbids and keeps the rest', () => {
  const all = String.fromCharCode(...Array(0x10000).keys())
  const kept = escapeXml(all).replace(/&\w+;/g, '?')
  // Each surrogate of `all` stands alone, except for the one pair where the high ones end and the low ones begin.
  const forbidden = 29 + 2048 - 2 + 2
  expect(kept.length).toBe(0x10000 - forbidden)
  expect(kept).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/)
  expect(kept).toContain('\t\n\r'.slice(0, 2))
  expect(escapeXml('a\ud800b😀\udc00')).toBe('ab😀')
  expect(escapeXml(`<a b="c">&amp;'`)).toBe(`&lt;a b=&quot;c&quot;&gt;&amp;amp;'`)
})

test('visible shows each control character as its symbol', () => {
  expect(visible('a\0\t\n\x1f\x7f')).toBe('a␀␉␊␟␡')
  expect(visible('\ud800\ufffe\x85é😀')).toBe('\ufffd\ufffd\ufffdé😀')
})
