/** The picture of chapter 12: the files that a network can become, and who reads them. */
import { element, svgDocument, text, themes } from '@gradus/svg'
import { savePictures } from './save-pictures.js'

const { background, border, muted, text: ink, leaf1, grid } = themes.light

const label = (content: string, x: number, y: number, fill = ink, bold = false) => text(content, { x, y, size: 13, fill, anchor: 'middle', bold }) // oxfmt-ignore
function box(
  x: number,
  y: number,
  width: number,
  height: number,
  lines: string[],
  fill = background,
  bold = false,
): string {
  const first = y + height / 2 - 9 * (lines.length - 1) + 5
  return (
    element('rect', { x, y, width, height, rx: 6, fill, stroke: border }) +
    lines.map((line, i) => label(line, x + width / 2, first + 18 * i, ink, bold && i === 0)).join('')
  )
}
const arrow = (x: number, y: number, toX: number, toY: number) => element('path', { d: `M${x} ${y}L${toX} ${toY}m-8 -4l8 4l-8 4`, fill: 'none', stroke: muted }) // oxfmt-ignore

const files = [
  { name: 'xor.json', has: 'Θ and names', readers: ['Gradus', 'PyTorch, after ten lines'] },
  { name: 'xor.mjs', has: 'Θ and six lines of code', readers: ['any JavaScript'] },
  { name: 'xor.onnx', has: 'Gemm → Tanh → Gemm, Θ', readers: ['onnxruntime: Python,', 'C++, Java, browsers, …'] },
]
const leaving = svgDocument(
  { width: 660, height: 250, title: 'Three files', desc: 'A network becomes a JSON file, a JavaScript module or an ONNX file; each has its readers.', background }, // oxfmt-ignore
  label('in Gradus', 80, 22, leaf1, true),
  label('file', 325, 22, leaf1, true),
  label('who reads it', 555, 22, leaf1, true),
  box(20, 102, 120, 62, ['MLP', '17 parameters'], grid, true),
  ...files.map(({ name, has, readers }, i) => {
    const y = 36 + 70 * i
    return (
      arrow(140, 133, 220, y + 27) +
      box(220, y, 210, 54, [name, has], grid, true) +
      arrow(430, y + 27, 460, y + 27) +
      box(460, y, 190, 54, readers)
    )
  }),
)

await savePictures(process.argv[2], { '12-files.svg': leaving })
