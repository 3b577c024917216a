/** Draws graphs as DOT and SVG. Pass a directory to save the pictures. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MLP, Neuron } from '@gradus/nn'
import { Value } from '@gradus/engine'
import { element, svgDocument, text, themes } from '@gradus/svg'
import { animateBackward, backwardFrames, drawNetwork, renderSvg } from '@gradus/viz'

const x = new Value(-2, 'x')
const y = new Value(5, 'y')
const z = new Value(-4, 'z')
const f = x.add(y).mul(z)
f.label = 'f'
f.backward()

const neuron = new Neuron([-3, 1], 6.88, 'tanh')
const a = neuron.forward([new Value(2, 'x1'), new Value(0, 'x2')])
a.label = 'a'
a.backward()

const model = new MLP([2, 3, 1], { activation: 'tanh', seed: 1 })

// b receives two contributions. If it passes its gradient on too early, a ends with 14 instead of 26.
const p = new Value(3, 'a')
const q = Object.assign(p.mul(2), { label: 'b' })
const d = Object.assign(q.mul(Object.assign(q.add(1), { label: 'c' })), { label: 'd' })
const early = { mistake: 'early' } as const

// For anything else, @gradus/svg writes boxes and lines. Here the stages of one neuron in the compiler, for docs/compiler.md.
const stages = [
  ['your function', '', 'h1 = w1.mul(x).add(b1).silu()'],
  ['recorded', 'record.ts', '%2 = silu %1'],
  ['with its derivative', 'derive.ts', '%24 = sigmoid %1'],
  ['simplified', 'passes/', '%2 = decay %1'],
  ['over lanes', 'schedule/lanes.ts', '%2 = decay %1 (each lane)'],
  ['in loops', 'schedule/groups.ts', 'for i < 2, j < 4: m[116 + 4i + j] = decay m[108 + 4i + j]'],
  ['WebAssembly', 'wasm/', 'or, without WebAssembly, an interpreter: interpreter.ts'],
] as const
const { background, border, muted, text: ink } = themes.light
const rows = stages.map(([name, file, line], i) => {
  const y = 10 + 62 * i
  const label = (content: string, x: number, dy: number, anchor: 'start' | 'middle', fill = ink) =>
    text(content, { x, y: y + dy, size: 13, fill, anchor })
  return [
    element('rect', { x: 10, y, width: 160, height: 42, rx: 8, fill: 'none', stroke: border }),
    label(name, 90, file === '' ? 26 : 18, 'middle'),
    file === '' ? '' : label(file, 90, 35, 'middle', muted),
    label(line, 190, 26, 'start'),
    i === 0 ? '' : element('path', { d: `M90 ${y - 20}V${y - 2}m-4 -7l4 7l4 -7`, fill: 'none', stroke: muted }),
  ].join('')
})
const compiler = svgDocument(
  {
    width: 600,
    height: 20 + 62 * stages.length - 20,
    title: 'From a function to code',
    desc: 'Seven stages.',
    background,
  },
  ...rows,
)

const pictures = {
  'expression.svg': await renderSvg(f, { partials: true }),
  'neuron.svg': await renderSvg(a, { detail: 'expanded' }),
  'network.svg': drawNetwork({ thetas: model.theta(), inputs: ['x1', 'x2'], outputs: ['y'] }),
  'backward.svg': await animateBackward(f),
  'backward-still.svg': (await backwardFrames(f)).at(-1)!,
  'order.svg': await animateBackward(d, early),
  'order-still.svg': (await backwardFrames(d, early)).at(-1)!,
  'compiler.svg': compiler,
}
for (const [name, svg] of Object.entries(pictures)) {
  console.log(name, svg.includes('</svg>')) // prints expression.svg true
  // prints neuron.svg true
  // prints network.svg true
  // prints backward.svg true
  // prints backward-still.svg true
  // prints order.svg true
  // prints order-still.svg true
  // prints compiler.svg true
}
const directory = process.argv[2]
if (directory !== undefined) {
  await mkdir(directory, { recursive: true })
  for (const [name, svg] of Object.entries(pictures)) await writeFile(join(directory, name), svg)
}
