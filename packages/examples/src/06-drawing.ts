/** Draws graphs as DOT and SVG. Pass a directory to save the pictures. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Neuron } from '@gradus/nn'
import { Value } from '@gradus/engine'
import { renderSvg, toDot } from '@gradus/viz'

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

// renderSvg draws any DOT text: here the stages of one neuron in the compiler, for docs/compiler.md.
const stages = [
  ['your function', '', 'h1 = w1.mul(x).add(b1).silu()'],
  ['recorded', 'record.ts', '%2 = silu %1'],
  ['with its derivative', 'derive.ts', '%24 = sigmoid %1'],
  ['simplified', 'passes/', '%2 = decay %1'],
  ['over lanes', 'schedule/lanes.ts', '%2 = decay %1 (each lane)'],
  ['in loops', 'schedule/groups.ts', 'for i < 2, j < 4: m[116 + 4i + j] = decay m[108 + 4i + j]'],
  ['WebAssembly', 'wasm/', ''],
]
const row = ([name, file, line]: string[], i: number) => `
  s${i} [label="${name}${file === '' ? '' : `\\n${file}`}"]
  ${line === '' ? '' : `t${i} [shape=plaintext, width=7.4, fontname="Courier", fontsize=12, label="${line}\\l"]`}
  ${line === '' ? '' : `{ rank=same; s${i} -> t${i} [style=invis] }`}
  ${i === 0 ? '' : `s${i - 1} -> s${i} [weight=99]`}`
const compiler = `digraph {
  graph [bgcolor="#ffffff", pad=0.2, nodesep=0.2, ranksep=0.3]
  node [shape=box, style=rounded, color="#57606a", fontname="Helvetica", fontcolor="#1f2328", width=2.2]
  edge [color="#57606a"]
  ${stages.map(row).join('')}
  s7 [label="without WebAssembly\\ninterpreter.ts", style="rounded,dashed", width=2.6]
  { rank=same; s6 -> s7 [style=invis] }
  s5 -> s7 [style=dashed]
}`

const pictures = {
  'expression.svg': await renderSvg(toDot(f, { partials: true })),
  'neuron.svg': await renderSvg(toDot(a, { expand: true })),
  'compiler.svg': await renderSvg(compiler),
}
for (const [name, svg] of Object.entries(pictures)) {
  console.log(name, svg.includes('</svg>')) // prints expression.svg true
  // prints neuron.svg true
  // prints compiler.svg true
}
const directory = process.argv[2]
if (directory !== undefined) {
  await mkdir(directory, { recursive: true })
  for (const [name, svg] of Object.entries(pictures)) await writeFile(join(directory, name), svg)
}
