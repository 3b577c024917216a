import { expect, test } from '@jest/globals'
import { hasGlyph, textWidth } from '../src/text.js'
import { UNITS_PER_EM } from '../src/widths.js'

interface Font {
  unitsPerEm: number
  characters: [code: number, width: number][]
}
const { BOLD, readFont, REGULAR } = (await import(
  new URL('../../testkit/tools/font-widths.js', import.meta.url).href
)) as { BOLD: string; REGULAR: string; readFont: (file: string) => Font }

test.each([
  [REGULAR, false],
  [BOLD, true],
])('the widths are those of %s', (file, bold) => {
  const { unitsPerEm, characters } = readFont(file)
  expect(unitsPerEm).toBe(UNITS_PER_EM)
  expect(characters.length).toBeGreaterThan(3000)
  const wrong = characters.filter(([code, width]) => {
    const character = String.fromCodePoint(code)
    const combines = /[\p{Mn}\p{Me}\p{Cf}]/u.test(character)
    return !hasGlyph(character) || (!combines && textWidth(character, unitsPerEm, bold) !== width)
  })
  expect(wrong).toEqual([])
})
