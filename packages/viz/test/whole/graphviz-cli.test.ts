/** Users draw our DOT with other versions of Graphviz. The command of graphviz-cli has version 5. */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { describe as drawing, type DrawingOptions, toDot } from '@gradus/viz'
import { network, squares } from '../networks.js'
import { all, parseXml } from '../read-svg.js'

const { inputs, parameters, run } = network([2, 3, 2])
const loss = squares(run(inputs))
loss.backward()

const require = createRequire(import.meta.url)
const COMMAND = join(dirname(require.resolve('graphviz-cli')), '../bin/graphviz.cjs')

test.each<[string, Value, DrawingOptions]>([
  ['every op', loss, { partials: true, contributions: true, color: 'sign', title: 'a <title> & "quotes"' }],
  ['frames', loss, { frames: true, parameters }],
  ['top to bottom', loss, { direction: 'TB', theme: 'dark' }],
  ['by layers', loss, { detail: 'layers' }],
  ['folded', loss, { detail: 'folded' }],
  ['numbers that are not finite', new Value(-1, 'x').log().sub(new Value(2, '|{}<> \\N')), { color: 'leaf' }],
])('graphviz-cli draws our DOT: %s', (_, root, options) => {
  const one = drawing(root, options)
  const drawn = execFileSync(process.execPath, [COMMAND, '-Tsvg'], {
    input: toDot(one),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const svg = parseXml(drawn)
  const count = (kind: string) => all(svg).filter(({ attributes }) => attributes['class'] === kind).length
  expect([count('node'), count('edge'), count('cluster')]).toEqual([
    one.boxes.length,
    one.edges.length,
    one.frames.length,
  ])
})
