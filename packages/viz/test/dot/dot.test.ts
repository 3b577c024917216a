import { describe, expect, test } from '@jest/globals'
import { sub, Value } from '@gradus/engine'
import { describe as drawing, toDot } from '@gradus/viz'
import { palettes } from '../../src/colors.js'
import { network, squares, xyz } from '../networks.js'
import { fieldsOf, readDot } from '../read-dot.js'

const nodes = (text: string) =>
  [...text.matchAll(/^ {2}(\w+) \[label="(.*?)"(?= )/gm)].map(([, id, label]) => [id, label])

describe('the DOT text', () => {
  test('of (x + y)·z before backward is exactly this', () => {
    expect(toDot(xyz().f)).toBe(`digraph gradus {
  graph [rankdir=LR nodesep=0.2 ranksep=0.45 bgcolor="#ffffff" pad=0.2 labelloc=t labeljust=l fontname="Helvetica" fontcolor="#1f2328" fontsize=14]
  node [shape=record style=filled gradientangle=270 color="#8c959f" fontname="Helvetica" fontcolor="#1f2328" fontsize=14]
  edge [color="#57606a" arrowsize=0.7 fontname="Helvetica" fontcolor="#57606a" fontsize=12]
  n0 [label="x|data -2|grad –" width=1.39 style="filled,rounded" fillcolor="#dff3e4;0.667:#f6f8fa"]
  n1 [label="y|data 5|grad –" width=1.39 style="filled,rounded" fillcolor="#dff3e4;0.667:#f6f8fa"]
  n2 [label="+|data 3|grad –" width=1.39 fillcolor="#eaf0f8;0.667:#f6f8fa"]
  n3 [label="z|data -4|grad –" width=1.39 style="filled,rounded" fillcolor="#dff3e4;0.667:#f6f8fa"]
  n4 [label="×|data -12|grad –" width=1.39 fillcolor="#ffefc2;0.667:#f6f8fa" color="#7d4e00" penwidth=2.5]
  n2 [ordering=in]
  n4 [ordering=in]
  n0 -> n2
  n1 -> n2
  n2 -> n4
  n3 -> n4
}
`)
  })

  test('has a label and an op side by side, and numbered ports at the side where the edges come', () => {
    const f = sub(new Value(1), new Value(2))
    f.label = 'f'
    expect(nodes(toDot(f)).at(-1)).toEqual(['n2', '{{<i0> 1|<i1> 2}|{{f|−}|data -1}}|grad –'])
    expect(toDot(f)).toContain('n0 -> n2:i0:w\n')
    const down = toDot(f, { direction: 'TB' })
    expect(nodes(down).at(-1)).toEqual(['n2', '{{<i0> 1|<i1> 2}|{f|−}|data -1|grad –}'])
    expect(down).toContain('n1 -> n2:i1:n\n')
  })

  test('has frames as clusters', () => {
    const { inputs, run } = network([1, 1])
    const text = toDot(squares(run(inputs)), { frames: true })
    expect(readDot(text).clusters).toMatchObject([
      { name: 'cluster_f0', label: 'layer 1' },
      { name: 'cluster_f1', label: 'neuron 1' },
    ])
  })

  test('has title, notes and legend above the drawing', () => {
    const { f } = xyz()
    f.backward()
    const { label } = readDot(toDot(f, { title: 'a <b> & "c" \\N', limit: 3, color: 'sign' }))
    expect(label.split('<BR ALIGN="LEFT"/>')).toEqual([
      'a &lt;b&gt; &amp; &quot;c&quot; \\N',
      'Shown: 3 of 5 nodes and 2 of 4 edges.',
      '2 nodes and 2 edges are left out, farther from the root.',
      `<FONT COLOR="${palettes.light.positive}">──▶</FONT> adds to the gradient`,
      `<FONT COLOR="${palettes.light.negative}">──▷</FONT> takes from the gradient`,
      `<FONT COLOR="${palettes.light.muted}">──▶</FONT> size 4; thinner is less`,
      '',
    ])
  })

  test('has letters for numbers that are not finite', () => {
    expect(nodes(toDot(new Value(-1, 'x').log()))[1]).toEqual(['n1', 'first value not finite|log|data NaN [X]|grad –'])
  })

  test('has the colors of its theme, and none for a page', () => {
    expect(toDot(new Value(1), { theme: 'dark' })).toContain(`bgcolor="${palettes.dark.background}"`)
    expect(() => toDot(new Value(1), { theme: 'page' })).toThrow(
      new RangeError("toDot: the option theme is \"page\", and DOT has no CSS. Pass 'light' or 'dark'."),
    )
  })

  test('of a description is that of its root', () => {
    expect(toDot(drawing(xyz().f))).toBe(toDot(xyz().f))
  })

  test('is refused for anything but a Value', () => {
    expect(() => toDot([new Value(1)] as never)).toThrow(
      new TypeError('toDot: the root is an array of length 1. Pass a Value.'),
    )
    expect(() => toDot(new Value(1), { expand: true } as never)).toThrow(
      /^toDot: unknown option "expand"\. The options are detail, /,
    )
  })
})

test('Graphviz reads each field of a record as it is in the description', () => {
  const f = sub(new Value(1, 'a|{b}<c>\\N "d" & e  f'), 2)
  const { nodes: read } = readDot(toDot(f))
  expect(fieldsOf(read[0]!.label)).toEqual(['a|{b}<c>\\N "d" & e  f', 'data 1', 'grad –'])
  expect(fieldsOf(read.find(({ name }) => name === 'n1')!.label)).toEqual(['1', '2', '−', 'data -1', 'grad –'])
})
