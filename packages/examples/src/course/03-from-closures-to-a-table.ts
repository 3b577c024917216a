/** The pictures of chapter 3: closures next to a table, a gradient that is a graph, and the files of the engine. */
import { grad, Value } from '@gradus/engine'
import { element, svgDocument, text, themes } from '@gradus/svg'
import { renderSvg } from '@gradus/viz'
import { savePictures } from './save-pictures.js'

const { background, border, muted, text: ink, leaf1, grid } = themes.light

function arrow(path: string, x: number, y: number, direction: 'right' | 'down'): string {
  const head = direction === 'right' ? `M${x - 7} ${y - 4}l7 4l-7 4` : `M${x - 4} ${y - 7}l4 7l4 -7`
  return element('path', { d: path + head, fill: 'none', stroke: muted })
}
function box(x: number, y: number, width: number, height: number, lines: string[], fill = background): string {
  const first = y + height / 2 - 9 * (lines.length - 1) + 5
  return (
    element('rect', { x, y, width, height, rx: 6, fill, stroke: border }) +
    lines
      .map((line, i) => text(line, { x: x + width / 2, y: first + 18 * i, size: 13, fill: ink, anchor: 'middle' }))
      .join('')
  )
}
const heading = (content: string, x: number, y: number) => text(content, { x, y, size: 14, fill: leaf1, anchor: 'middle', bold: true }) // oxfmt-ignore

/** Left: each node has a closure of its own. Right: nodes have a name, which leads to one row. */
const table = svgDocument(
  {
    width: 660,
    height: 232,
    title: 'Closures and a table',
    desc: 'Three nodes with a closure each, next to three nodes that point to rows of one table.',
    background,
  },
  heading('chapter 1: a closure in each node', 150, 22),
  ...['×', '+', '×'].map((op, i) => {
    const y = 42 + 60 * i
    return (
      box(20, y, 70, 44, [op]) +
      arrow(`M90 ${y + 22}H138`, 138, y + 22, 'right') +
      box(138, y, 150, 44, ['() => { a.grad += …', 'b.grad += … }'], grid)
    )
  }),
  heading('this chapter: a name in each node', 505, 22),
  ...['mul', 'add', 'mul'].map((op, i) => {
    const y = 42 + 60 * i
    const to = op === 'mul' ? 116 : 170
    return box(370, y, 70, 44, [op]) + arrow(`M440 ${y + 22}L490 ${to}`, 490, to, 'right')
  }),
  box(490, 94, 150, 44, ['mul: f: a · b', 'd: b and a'], grid),
  box(490, 148, 150, 44, ['add: f: a + b', 'd: 1 and 1'], grid),
)

const files = svgDocument(
  {
    width: 660,
    height: 306,
    title: 'The files of the engine',
    desc: 'The forward pass from ops.ts to value.ts, and the backward pass from backward.ts and grad.ts to the rows.',
    background,
  },
  heading('forward: x.mul(y)', 110, 22),
  box(20, 36, 180, 44, ['methods.ts', 'x.mul(y) is mul(x, y)']),
  arrow('M110 80V104', 110, 104, 'down'),
  box(20, 104, 180, 44, ['make-op.ts', 'any Value among them?']),
  arrow('M110 148V172', 110, 172, 'down'),
  box(20, 172, 180, 44, ['record.ts', 'make a node']),
  arrow('M110 216V240', 110, 240, 'down'),
  box(20, 240, 180, 44, ['value.ts', 'data, op, inputs']),
  heading('one row per op', 330, 22),
  box(240, 104, 180, 112, ['ops.ts', 'mul: f, d, domain', 'add: f, d, domain', 'tanh: f, d, domain', '…'], grid),
  arrow('M240 140H200', 240, 140, 'right').replace('M233 136l7 4l-7 4', 'M207 136l-7 4l7 4'),
  heading('backward', 550, 22),
  box(460, 36, 180, 44, ['value.ts', 'f.backward()']),
  arrow('M550 80V104', 550, 104, 'down'),
  box(460, 104, 180, 44, ['backward.ts', 'd with numbers']),
  arrow('M460 126H420', 460, 126, 'right').replace('M453 122l7 4l-7 4', 'M427 122l-7 4l7 4'),
  box(460, 172, 180, 44, ['grad.ts', 'd with Values']),
  arrow('M460 194H420', 460, 194, 'right').replace('M453 190l7 4l-7 4', 'M427 190l-7 4l7 4'),
)

const x = new Value(3, 'x')
const f = x.mul(x).mul(x)
const [slope] = grad(f, [x])
slope!.label = 'df/dx'

await savePictures(process.argv[2], {
  '03-table.svg': table,
  '03-slope.svg': await renderSvg(slope!),
  '03-files.svg': files,
})
