// Writes packages/svg/src/widths.ts, the widths of Arimo's characters: `npm run svg:widths`. A test compares the file with the font.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import opentype from 'opentype.js'

const fonts = createRequire(new URL('../../svg/package.json', import.meta.url))

/** The font, and the code point and width of each of its characters, in order. */
export function readFont(file) {
  const bytes = readFileSync(fonts.resolve(`@expo-google-fonts/arimo/${file}`))
  const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
  const glyphs = Object.entries(font.tables.cmap.glyphIndexMap)
  const characters = glyphs.map(([code, glyph]) => [Number(code), font.glyphs.get(glyph).advanceWidth])
  return { unitsPerEm: font.unitsPerEm, characters: characters.sort(([a], [b]) => a - b) }
}

/** `32:569x2 727` says: from code point 32, two characters of width 569, and one of 727. A number before `:` skips as many code points. */
function pack(characters) {
  const runs = []
  let next = 0
  for (const [code, width] of characters) {
    const last = runs.at(-1)
    if (code === next && last?.width === width) last.count++
    else runs.push({ skip: code - next, width, count: 1 })
    next = code + 1
  }
  return runs
    .map(({ skip, width, count }) => `${skip === 0 ? '' : `${skip}:`}${width}${count === 1 ? '' : `x${count}`}`)
    .join(' ')
}

/** The text in lines, joined by +. */
function lines(text) {
  const parts = text.match(/.{1,110}(?: |$)/g)
  return parts.map((part) => `  '${part}'`).join(' +\n')
}

export const REGULAR = '400Regular/Arimo_400Regular.ttf'
export const BOLD = '700Bold/Arimo_700Bold.ttf'

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [regular, bold] = [readFont(REGULAR), readFont(BOLD)]
  const text = `/**
 * The widths of Arimo's characters, made from the font by \`npm run svg:widths\`. '32:569x2 727' says: skip 32 code points,
 * then come two characters of width 569, then one of 727.
 */
export const UNITS_PER_EM = ${regular.unitsPerEm}

export const REGULAR =
${lines(pack(regular.characters))}

export const BOLD =
${lines(pack(bold.characters))}
`
  writeFileSync(new URL('../../svg/src/widths.ts', import.meta.url), text)
}
