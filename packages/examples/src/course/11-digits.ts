/** The pictures of chapter 11: digits with random variants, and the curves of the run that the chapter shows. */
import { readFileSync } from 'node:fs'
import { expand } from '@gradus/data'
import { plotCurves } from '@gradus/plot'
import { element, svgDocument, text, themes } from '@gradus/svg'
import { savePictures } from './save-pictures.js'

const { background, border, text: ink } = themes.light
const SIZE = 28
const SCALE = 3

/** A seven of three bars, each as [row, column, width, height]. */
const seven = new Array<number>(SIZE * SIZE).fill(0)
for (const [row, column, width, height] of [
  [6, 8, 12, 2],
  [6, 18, 2, 8],
  [14, 18, 2, 8],
] as const) {
  // oxfmt-ignore
  for (let i = 0; i < height; i++) seven.fill(1, (row + i) * SIZE + column, (row + i) * SIZE + column + width)
}
const { inputs } = expand(
  { inputs: [seven], targets: [7], width: SIZE, height: SIZE },
  { copies: 5, shift: 3, rotate: 20, seed: 3 },
)

/** The pixels in four shades, one path for each. */
function picture(pixels: readonly number[], x: number, y: number): string {
  const shades = [0.25, 0.5, 0.75, 1].map((shade) => {
    const squares = pixels.flatMap((gray, i) => {
      const [column, row] = [i % SIZE, Math.floor(i / SIZE)]
      return Math.ceil(gray * 4 - 0.2) / 4 === shade ? [`M${x + SCALE * column} ${y + SCALE * row}h3v3h-3z`] : []
    })
    return squares.length === 0 ? '' : element('path', { d: squares.join(''), fill: ink, opacity: shade })
  })
  const frame = element('rect', { x, y, width: SIZE * SCALE, height: SIZE * SCALE, fill: 'none', stroke: border })
  return frame + shades.join('')
}

const label = (content: string, x: number) => text(content, { x, y: 20, size: 13, fill: ink, anchor: 'middle' })
const variants = svgDocument(
  { width: 640, height: 130, title: 'Expanded data', desc: 'A digit of bars, and five variants that are shifted and turned.', background }, // oxfmt-ignore
  label('original', 62),
  label('five random variants', 370),
  ...inputs.map((pixels, i) => picture(pixels, i === 0 ? 20 : 44 + 96 * i, 32)),
)

/** The lines of the run on MNIST, as the chapter prints them. */
const page = readFileSync(new URL('../../../../docs/course/11-digits.md', import.meta.url), 'utf8')
const run = /^\$ npx tsx digits\.ts mnist\n([^$`]*)/m.exec(page)?.[1] ?? ''
const epochs = [...run.matchAll(/right: ([\d.]+) % of training, ([\d.]+) % of validation/g)]
if (epochs.length < 2)
  throw new Error('11-digits: the chapter shows no run on MNIST. Add what `digits.ts mnist` prints.')
const wrong = (k: 1 | 2) => epochs.map((match) => 100 - Number(match[k]))

await savePictures(process.argv[2], {
  '11-variants.svg': variants,
  '11-curves.svg': plotCurves({ training: wrong(1), validation: wrong(2) }, { title: 'MNIST, 784-100-10', yLabel: 'wrong answers (%)' }), // oxfmt-ignore
})
