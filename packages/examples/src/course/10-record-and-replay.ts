/** The pictures of chapter 10: a recorded neuron with its memory, and four examples side by side. */
import { element, svgDocument, text, themes } from '@gradus/svg'
import { savePictures } from './save-pictures.js'

const { background, border, muted, text: ink, leaf1, leaf2, grid } = themes.light
const WIDTH = 640

const label = (content: string, x: number, y: number, fill = ink, anchor: 'start' | 'middle' | 'end' = 'middle', bold = false) => text(content, { x, y, size: 13, fill, anchor, bold }) // oxfmt-ignore
const rect = (x: number, y: number, width: number, height: number, fill = background) => element('rect', { x, y, width, height, fill, stroke: border }) // oxfmt-ignore
function arrow(x: number, y: number, toX: number, toY: number, stroke = muted): string {
  const [length, size] = [Math.hypot(toX - x, toY - y), 7]
  const [ux, uy] = [(toX - x) / length, (toY - y) / length]
  const [bx, by] = [toX - size * ux, toY - size * uy]
  const head = `M${(bx - 4 * uy).toFixed(1)} ${(by + 4 * ux).toFixed(1)}L${toX} ${toY}L${(bx + 4 * uy).toFixed(1)} ${(by - 4 * ux).toFixed(1)}` // oxfmt-ignore
  return element('path', { d: `M${x} ${y}L${toX} ${toY}${head}`, fill: 'none', stroke })
}

const replay = (() => {
  const lines = ['m5 = mul(m0, m3)', 'm6 = mul(m1, m4)', 'm7 = add(m5, m6)', 'm8 = add(m7, m2)', 'm9 = tanh(m8)']
  const cells = ['w₁', 'w₂', 'b', 'x₁', 'x₂', 'w₁·x₁', 'w₂·x₂', 'sum', 'sum + b', 'a']
  const numbers = ['-3', '1', '6.88', '2', '0', '-6', '0', '-6', '0.88', '0.7064']
  const at = (i: number) => ({ x: i < 5 ? 330 : 490, y: 46 + 40 * (i % 5) })
  return svgDocument(
    { width: WIDTH, height: 262, title: 'A recorded neuron', desc: 'Five lines of a list, and the memory of ten cells that they read and write.', background }, // oxfmt-ignore
    label('recorded once', 110, 24, leaf1, 'middle', true),
    ...lines.map((line, i) => rect(20, 46 + 40 * i, 180, 30, grid) + label(line, 110, 66 + 40 * i)),
    ...lines.slice(1).map((_, i) => arrow(110, 76 + 40 * i, 110, 86 + 40 * i)),
    arrow(206, 141, 290, 141, leaf2),
    label('read, write', 248, 132, leaf2),
    label('memory: new numbers for each call', 450, 24, leaf1, 'middle', true),
    ...cells.map((name, i) => {
      const { x, y } = at(i)
      const number = numbers[i]!.replace('-', '−')
      return label(`m${i}`, x - 8, y + 20, muted, 'end') + rect(x, y, 60, 30) + label(number, x + 30, y + 20) + label(name, x + 67, y + 20, muted, 'start') // oxfmt-ignore
    }),
    label('inputs', 360, 256, muted),
    label('results', 520, 256, muted),
  )
})()

const lanes = (() => {
  const rows = ['%0, %1: products', '%2: sum', '%3: growth', '%4: tanhFrom', '%5: sech2From, this is δ', '%8: δ · x₁', '%9: δ · x₂'] // oxfmt-ignore
  const [left, top, wide, high] = [210, 46, 72, 30]
  const cell = (row: number, lane: number) => rect(left + wide * lane, top + high * row, wide - 8, high - 8, row > 4 ? grid : background) // oxfmt-ignore
  return svgDocument(
    { width: WIDTH, height: 276, title: 'Four examples side by side', desc: 'Seven lines as rows, four examples as columns, and the sums of the last rows at the right.', background }, // oxfmt-ignore
    ...[1, 2, 3, 4].map((n) => label(`example ${n}`, left + wide * (n - 1) + 32, 30, leaf1)),
    ...rows.flatMap((name, row) => {
      const y = top + high * row
      const name_ = label(name, left - 12, y + 16, ink, 'end')
      const total = ['w₁', 'w₂'][row - 5]
      const more =
        total === undefined
          ? []
          : [arrow(left + 4 * wide, y + 11, left + 4 * wide + 40, y + 11, leaf2), label(`slope in ${total}`, left + 4 * wide + 48, y + 15, leaf2, 'start')] // oxfmt-ignore
      return [name_, ...[0, 1, 2, 3].map((lane) => cell(row, lane)), ...more]
    }),
    label('add', left + 4 * wide + 20, top + high * 5 + 2, leaf2),
    label('each row is one loop: the same operation for every example', left + 2 * wide - 4, 270, muted),
  )
})()

await savePictures(process.argv[2], { '10-replay.svg': replay, '10-lanes.svg': lanes })
