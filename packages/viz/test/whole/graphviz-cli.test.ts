/** Users draw our DOT with other versions of Graphviz. The command of graphviz-cli has version 5. */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { describe as drawing, type DrawingOptions, networkToDot, toDot } from '@gradus/viz'
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
  expect(drawn(toDot(one))).toEqual([one.boxes.length, one.edges.length, one.frames.length])
})

test('graphviz-cli draws our DOT: a network', () => {
  const theta = [[0.1, -2, NaN], [0, 1, 1e-9], [3, 2, 1]] // oxfmt-ignore
  const network = { thetas: [theta, [[1, 2, 3, 4]]], inputs: ['a "quote"', '<b>&|{}'], outputs: ['y'] }
  // 2 inputs, 3 units, 1 output, a bias unit for each of the two layers, and a heading for each column.
  expect(drawn(networkToDot(network, { title: 'a <title>' })).slice(0, 2)).toEqual([2 + 3 + 1 + 2 + 3, 9 + 4])
})

/** The numbers of nodes, edges and clusters that graphviz-cli draws. */
function drawn(dot: string): number[] {
  const text = execFileSync(process.execPath, [COMMAND, '-Tsvg'], {
    input: dot,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const svg = parseXml(text)
  return ['node', 'edge', 'cluster'].map(
    (kind) => all(svg).filter(({ attributes }) => attributes['class'] === kind).length,
  )
}
