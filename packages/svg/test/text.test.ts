import { expect, test } from '@jest/globals'
import { cutToWidth, hasGlyph, textWidth } from '../src/text.js'

test('the width of a text is the sum of the widths of its characters', () => {
  expect(textWidth('', 12)).toBe(0)
  expect(textWidth('i', 2048)).toBe(455)
  expect(textWidth('iW', 2048)).toBe(455 + 1933)
  expect(textWidth('iW', 2048, true)).toBe(569 + 1933)
  expect(textWidth('W', 10)).toBe(9.44)
})

test('characters beyond the font have a width too, and combining marks have none', () => {
  expect(textWidth('漢😀', 10)).toBe(20)
  expect(textWidth('∇', 10)).toBe(8)
  expect(textWidth('e\u0301', 10)).toBe(textWidth('e', 10))
  expect(textWidth('a\u200d\u202e', 10)).toBe(textWidth('a', 10))
})

test('hasGlyph knows what Arimo has', () => {
  expect([...'aé∂Θ₁⁽²⁾→−'].filter((c) => !hasGlyph(c))).toEqual([])
  expect([...'漢😀∇∛'].filter((c) => hasGlyph(c))).toEqual([])
})

test('a text that fits is not cut, and one that is cut fits and ends in …', () => {
  const label = 'validation loss'
  const width = textWidth(label, 12)
  expect(cutToWidth(label, width, 12)).toBe(label)
  for (let w = 12; w < width; w++) {
    const cut = cutToWidth(label, w, 12)
    expect(cut).toMatch(/^v?.*…$/)
    expect(label.startsWith(cut.slice(0, -1))).toBe(true)
    expect(textWidth(cut, 12)).toBeLessThanOrEqual(w)
    expect(textWidth(label.slice(0, cut.length) + '…', 12)).toBeGreaterThan(w - 4) // no more than a space is wasted
  }
  expect(cutToWidth(label, 11, 12)).toBe('')
  expect(cutToWidth('é'.repeat(5), 30, 12, true).length).toBe(3)
})

test('an emoji of several code points is never cut in two', () => {
  const family = '👨‍👩‍👧‍👦'
  expect(cutToWidth(family.repeat(3), 4 * 12 + 12, 12)).toBe(`${family}…`)
})

test('cutting a text of a million characters reads only its beginning', () => {
  expect(cutToWidth('i'.repeat(1e6), 30, 12).length).toBe(7)
  expect(cutToWidth('\u0301'.repeat(1e6), 30, 12).length).toBeLessThan(200)
})
