/** Graphs as DOT text and as SVG. Pass a directory to keep the pictures. */
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

const pictures = {
  'expression.svg': await renderSvg(toDot(f, { partials: true })),
  'neuron.svg': await renderSvg(toDot(a, { expand: true })),
}
for (const [name, svg] of Object.entries(pictures)) {
  console.log(name, svg.includes('</svg>')) // prints expression.svg true
  // prints neuron.svg true
}
const directory = process.argv[2]
if (directory !== undefined) {
  await mkdir(directory, { recursive: true })
  for (const [name, svg] of Object.entries(pictures)) await writeFile(join(directory, name), svg)
}
