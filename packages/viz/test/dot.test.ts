import { describe, expect, test } from '@jest/globals'
import { add, clamp, div, dot, mean, mul, pow, sub, sum, Value } from '@gradus/engine'
import { toDot } from '../src/dot.js'
import { THEMES } from '../src/theme.js'

const xyz = () => {
  const x = new Value(-2, 'x')
  const y = new Value(5, 'y')
  const z = new Value(-4, 'z')
  return x.add(y).mul(z)
}
const nodes = (text: string) =>
  [...text.matchAll(/^ {2}(\w+) \[.*?label="(.*?)"(?= |\])/gm)].filter(([, id]) => /^n\d/.test(id!))
const labels = (text: string) => Object.fromEntries(nodes(text).map(([, id, label]) => [id, label]))
const edges = (text: string) => [...text.matchAll(/^ {2}(n\S* -> \S+)/gm)].map(([, edge]) => edge)

describe('the DOT text', () => {
  test('of (x + y)·z before backward is exactly this', () => {
    expect(toDot(xyz())).toBe(`digraph gradus {
  graph [rankdir=LR bgcolor="#ffffff" pad=0.2 nodesep=0.2 ranksep=0.45 labelloc=t labeljust=l fontname="Helvetica" fontcolor="#1f2328" fontsize=14]
  node [shape=record style=filled gradientangle=270 width=1.4 color="#8c959f" fontname="Helvetica" fontcolor="#1f2328" fontsize=14]
  edge [color="#57606a" arrowsize=0.7 fontname="Helvetica" fontcolor="#57606a" fontsize=12]
  n0 [label="x|data -2|grad –" fillcolor="#dff3e4;0.667:#f6f8fa" style="rounded,filled"]
  n1 [label="y|data 5|grad –" fillcolor="#dff3e4;0.667:#f6f8fa" style="rounded,filled"]
  n2 [label="+|data 3|grad –" fillcolor="#eaf0f8;0.667:#f6f8fa"]
  n2 [ordering=in]
  n0 -> n2
  n1 -> n2
  n3 [label="z|data -4|grad –" fillcolor="#dff3e4;0.667:#f6f8fa" style="rounded,filled"]
  n4 [label="×|data -12|grad –" fillcolor="#ffefc2;0.667:#f6f8fa" color="#7d4e00" penwidth=2.5]
  n4 [ordering=in]
  n2 -> n4
  n3 -> n4
}
`)
  })

  test('is the same when drawn twice, and drawing gives no Value a gradient', () => {
    const f = xyz()
    const first = toDot(f)
    expect(toDot(f)).toBe(first)
    expect(f.hasGrad).toBe(false)
  })

  test('has a label and an op side by side', () => {
    const f = xyz()
    f.label = 'f'
    expect(labels(toDot(f))['n4']).toBe('{f|×}|data -12|grad –')
  })

  test('of a single leaf is one box', () => {
    expect(labels(toDot(new Value(1)))).toEqual({ n0: 'data 1|grad –' })
  })
})

describe('gradients', () => {
  test('are – before backward() and numbers after it', () => {
    const f = xyz()
    f.backward()
    expect(labels(toDot(f))).toEqual({
      n0: 'x|data -2|grad -4',
      n1: 'y|data 5|grad -4',
      n2: '+|data 3|grad -4',
      n3: 'z|data -4|grad 3',
      n4: '×|data -12|grad 1',
    })
  })

  test('of 0 are drawn as 0, and as – again after zeroGrad()', () => {
    const x = new Value(3, 'x')
    const f = x.mul(0)
    f.backward()
    expect(labels(toDot(f))['n0']).toBe('x|data 3|grad 0')
    x.zeroGrad()
    expect(labels(toDot(f))['n0']).toBe('x|data 3|grad –')
  })

  test('change the color of the lowest row', () => {
    const f = xyz()
    expect(toDot(f)).not.toContain(THEMES.light.grad)
    f.backward()
    expect(toDot(f)).not.toContain(THEMES.light.noGrad)
    expect(toDot(f).match(new RegExp(THEMES.light.grad, 'g'))).toHaveLength(5)
  })
})

describe('nodes and edges', () => {
  test('x·x is drawn with one x and two edges', () => {
    const x = new Value(3, 'x')
    const text = toDot(x.mul(x))
    expect(nodes(text)).toHaveLength(2)
    expect(edges(text)).toEqual(['n0 -> n1', 'n0 -> n1'])
  })

  test('two Values with the same number are two boxes', () => {
    expect(labels(toDot(new Value(1).mul(new Value(1))))).toEqual({
      n0: 'data 1|grad –',
      n1: 'data 1|grad –',
      n2: '×|data 1|grad –',
    })
  })

  test('a plain number has a small box for each use, before its result', () => {
    const x = new Value(3, 'x')
    const text = toDot(x.mul(2).add(2))
    expect(labels(text)).toEqual({
      n0: 'x|data 3|grad –',
      n1_c1: '2',
      n1: '×|data 6|grad –',
      n2_c1: '2',
      n2: '+|data 8|grad –',
    })
    expect(edges(text)).toEqual(['n0 -> n1', 'n1_c1 -> n1', 'n1 -> n2', 'n2_c1 -> n2'])
  })

  test('a chain of 60 doublings has 61 boxes: a shared Value is drawn once', () => {
    let v = new Value(1, 'x')
    for (let i = 0; i < 60; i++) v = v.add(v)
    const text = toDot(v)
    expect(nodes(text)).toHaveLength(61)
    expect(edges(text)).toHaveLength(120)
  })

  test.each([
    ['sub', sub(new Value(1), new Value(2)), ['n0 -> n2:i0:w', 'n1 -> n2:i1:w']],
    ['div', div(1, new Value(2)), ['n1_c0 -> n1:i0:w', 'n0 -> n1:i1:w']],
    ['pow', pow(new Value(1), 2), ['n0 -> n1:i0:w', 'n1_c1 -> n1:i1:w']],
    ['clamp', clamp(new Value(1), 0, 2), ['n0 -> n1:i0:w', 'n1_c1 -> n1:i1:w', 'n1_c2 -> n1:i2:w']],
  ])('the operands of %s are numbered', (_, root, expected) => {
    const text = toDot(root as Value)
    expect(edges(text)).toEqual(expected)
    for (let i = 0; i < expected.length; i++) expect(text).toContain(`<i${i}> ${i + 1}`)
  })

  test('a negation does not look like a subtraction', () => {
    const x = new Value(3, 'x')
    expect(labels(toDot(x.neg()))['n1']).toBe('−x|data -3|grad –')
    expect(labels(toDot(x.sub(1)))['n1']).toBe('{{<i0> 1|<i1> 2}|{−|data 2}}|grad –')
  })

  test('minus zero is 0, in data, gradients, partials and constants', () => {
    const x = new Value(0, 'x')
    const f = x.neg().mul(-0)
    f.backward()
    const text = toDot(f, { partials: true })
    expect(Object.values(labels(text))).toEqual(['x|data 0|grad 0', '−x|data 0|grad 0', '0', '×|data 0|grad 1'])
    expect(text).not.toMatch(/-0(?![.\d])/)
  })

  test('the operands of add, mul and sum are not numbered', () => {
    const [a, b] = [new Value(1), new Value(2)] as const
    for (const root of [add(a, b), mul(a, b), sum([a, b])]) expect(toDot(root)).not.toContain('<i0>')
  })

  test('dot has its operands in pairs, a1 b1 a2 b2', () => {
    const text = toDot(dot([new Value(1), new Value(2)], [new Value(3), new Value(4)]))
    expect(labels(text)['n4']).toBe('{{<i0> a1|<i2> b1|<i1> a2|<i3> b2}|{· dot|data 11}}|grad –')
    expect(edges(text)).toEqual(['n0 -> n4:i0:w', 'n2 -> n4:i2:w', 'n1 -> n4:i1:w', 'n3 -> n4:i3:w'])
  })

  test('the ports are above the box in a drawing from top to bottom', () => {
    const text = toDot(sub(new Value(1), new Value(2)), { direction: 'TB' })
    expect(text).toContain('rankdir=TB')
    expect(labels(text)['n2']).toBe('{{<i0> 1|<i1> 2}|−|data -1|grad –}')
    expect(edges(text)).toEqual(['n0 -> n2:i0:n', 'n1 -> n2:i1:n'])
  })
})

describe('options', () => {
  test('partials writes ∂ on each edge except for those from plain numbers', () => {
    const x = new Value(3, 'x')
    const y = new Value(5, 'y')
    const text = toDot(x.mul(y).mul(2).sub(x), { partials: true })
    expect([...text.matchAll(/^ {2}(\S+ -> [^:\s]+).*?(?:∂ = (\S+).*)?$/gm)].map(([, e, d]) => [e, d])).toEqual([
      ['n0 -> n2', '5'],
      ['n1 -> n2', '3'],
      ['n2 -> n3', '2'],
      ['n3_c1 -> n3', undefined],
      ['n3 -> n4', '1'],
      ['n0 -> n4', '-1'],
    ])
  })

  test('expand draws a dot as × and + with the same data, gradients and partials', () => {
    const w = [new Value(2, 'w1'), new Value(3, 'w2')]
    const f = dot(w, [new Value(5, 'x1'), 7])
    f.label = 'f'
    f.backward()
    const text = toDot(f, { expand: true, partials: true })
    expect(labels(text)).toEqual({
      n0: 'w1|data 2|grad 5',
      n1: 'w2|data 3|grad 7',
      n2: 'x1|data 5|grad 2',
      n3_p0: '×|data 10|grad 1',
      n3_p1_c1: '7',
      n3_p1: '×|data 21|grad 1',
      n3: `{f|+}|data ${f.data}|grad 1`,
    })
    expect([...text.matchAll(/-> (\S+) \[label=" ∂ = (\S+) /g)].map(([, to, d]) => [to, d])).toEqual([
      ['n3_p0', '5'],
      ['n3_p0', '2'],
      ['n3_p1', '7'],
      ['n3', '1'],
      ['n3', '1'],
    ])
  })

  test('digits rounds the numbers, and the tooltip has all digits', () => {
    const x = new Value(2 / 3, 'x')
    expect(toDot(x)).toContain('label="x|data 0.6667|grad –"')
    expect(toDot(x)).toContain('tooltip="data 0.6666666666666666"')
    expect(toDot(x, { digits: 2 })).toContain('data 0.67|')
    expect(toDot(x, { digits: 17 })).not.toContain('tooltip')
  })

  test('title is escaped, and theme sets the colors', () => {
    const text = toDot(new Value(1), { title: 'a "title" \\N & more', theme: 'dark' })
    expect(text).toContain('label="a \\"title\\" \\\\N &amp; more\\l"')
    expect(text).toContain(`bgcolor="${THEMES.dark.background}"`)
    expect(text).not.toContain(THEMES.light.leaf)
  })

  test.each([
    [3, '3'],
    [undefined, 'undefined'],
    [[new Value(1)], 'an array of length 1'],
    [{}, 'an object'],
  ])('refuses the root %p', (root, shown) => {
    expect(() => toDot(root as never)).toThrow(new TypeError(`toDot: the root is ${shown}. Pass a Value.`))
  })
})

describe('large graphs', () => {
  test('of 1,000,000 nodes are cut to the 200 nearest the root, and a note says so', () => {
    let v = new Value(1, 'x')
    for (let i = 1; i < 1_000_000; i++) v = v.neg()
    const text = toDot(v)
    expect(text).toContain('label="200 of 1,000,000 nodes, nearest the root\\l"')
    const ids = nodes(text).map(([, id]) => id)
    expect(ids.filter((id) => !id!.endsWith('_more'))).toEqual(Array.from({ length: 200 }, (_, i) => `n${999_800 + i}`))
    expect(edges(text)[0]).toBe('n999800_more -> n999800')
  })

  test('are cut breadth first: both sides of the root are drawn equally deep', () => {
    let [a, b] = [new Value(1), new Value(2)]
    for (let i = 0; i < 10; i++) [a, b] = [a.neg(), b.exp()]
    const text = toDot(a.add(b), { limit: 5 })
    expect(text.match(/label="−x\|/g)).toHaveLength(2)
    expect(text.match(/label="exp\|/g)).toHaveLength(2)
    expect(text.match(/label="…"/g)).toHaveLength(2)
    expect(text).toContain('5 of 23 nodes')
  })

  test('have a note only above the limit', () => {
    expect(toDot(xyz(), { limit: 5 })).not.toContain('nearest the root')
    expect(toDot(xyz(), { limit: Infinity })).not.toContain('nearest the root')
    expect(toDot(xyz(), { limit: 4, title: 'T' })).toContain('label="T\\l4 of 5 nodes, nearest the root\\l"')
  })

  test('cut to one box show the root and how many operands it has', () => {
    const text = toDot(xyz(), { limit: 1 })
    expect(labels(text)).toEqual({ n4: '×|data -12|grad –', n4_more: '… 2 operands' })
    expect(text).toContain('n4_more -> n4 [style=dashed]')
  })

  test.each([false, true])(
    'with 200,000 plain numbers or edges at one node give a short text (expand %p)',
    (expand) => {
      const x = new Value(1)
      const ones = Array.from({ length: 200_000 }, () => 1)
      const text = toDot(add(dot(ones, [...ones.slice(1), x]), sum(ones.map(() => x))), { expand, limit: 50 })
      expect(text.length).toBeLessThan(20_000)
      expect(text).toContain(`50 of ${expand ? '600,003' : '400,003'} nodes`)
    },
  )
})

test('expand leaves mean as one node', () => {
  expect(nodes(toDot(mean([new Value(1), new Value(2)]), { expand: true }))).toHaveLength(3)
})

test('a box with 200,000 edges is drawn', () => {
  const x = new Value(1)
  const text = toDot(sum(new Array<Value>(200_000).fill(x)), { limit: 300_000 })
  expect(text.split(' -> ')).toHaveLength(200_001)
})
