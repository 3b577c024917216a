import { describe, expect, test } from '@jest/globals'
import { add, dot, sum, Value } from '@gradus/engine'
import { describe as drawing, type Description } from '@gradus/viz'
import { network, squares, xyz } from '../networks.js'

const names = ({ boxes }: Description) =>
  boxes.map(({ label, symbol, lines }) => label || symbol || lines[0]!.cells[0]!.text)
const ends = ({ edges }: Description) => edges.map(({ from, to }) => `${from} ${to}`)

describe('from the root', () => {
  test('x·x is drawn with one x and two edges', () => {
    const x = new Value(3, 'x')
    const one = drawing(x.mul(x))
    expect(names(one)).toEqual(['x', '×'])
    expect(ends(one)).toEqual(['n0 n1', 'n0 n1'])
  })

  test('two Values with the same number are two boxes, and a plain number has one for each use', () => {
    const x = new Value(3, 'x')
    expect(drawing(new Value(1).mul(new Value(1))).boxes).toHaveLength(3)
    const one = drawing(x.mul(2).add(2))
    expect(one.boxes.map(({ id }) => id)).toEqual(['n0', 'n1_c1', 'n1', 'n2_c1', 'n2'])
    expect(ends(one)).toEqual(['n0 n1', 'n1_c1 n1', 'n1 n2', 'n2_c1 n2'])
  })

  test('a chain of 60 doublings has 61 boxes: a shared Value is drawn once', () => {
    let v = new Value(1, 'x')
    for (let i = 0; i < 60; i++) v = v.add(v)
    const one = drawing(v)
    expect([one.boxes.length, one.edges.length]).toEqual([61, 120])
  })

  test('of 1,000,000 nodes the 200 nearest the root are drawn, and a note says so', () => {
    let v = new Value(1, 'x')
    for (let i = 1; i < 1_000_000; i++) v = v.neg()
    const one = drawing(v)
    expect(one.notes).toEqual([
      'Shown: 200 of 1,000,000 nodes and 199 of 999,999 edges.',
      '999,800 nodes and 999,800 edges are left out, farther from the root.',
    ])
    expect(one.boxes.filter(({ kind }) => kind !== 'rest').map(({ id }) => id)).toEqual(
      Array.from({ length: 200 }, (_, i) => `n${999_800 + i}`),
    )
    expect(ends(one)[0]).toBe('n999800_more n999800')
  })

  test('the search is breadth first: both sides of the root are drawn equally deep', () => {
    let [a, b] = [new Value(1), new Value(2)]
    for (let i = 0; i < 10; i++) [a, b] = [a.neg(), b.exp()]
    const one = drawing(a.add(b), { limit: 5 })
    expect(names(one).sort()).toEqual(['+', 'exp', 'exp', '…', '…', '−x', '−x'].sort())
    expect(one.counts.graph.nodes).toBe(23)
  })

  test('one box shows the root and how many operands it has', () => {
    const one = drawing(xyz().f, { limit: 1 })
    expect(one.boxes.map(({ id, lines }) => [id, lines[0]!.cells[0]!.text])).toEqual([
      ['n4', '×'],
      ['n4_more', '… 2 operands'],
    ])
    expect(one.edges.map(({ from, to, isDashed, count }) => [from, to, isDashed, count])).toEqual([
      ['n4_more', 'n4', true, 0],
    ])
  })

  test('at least as many boxes as nodes leave nothing out', () => {
    expect(drawing(xyz().f, { limit: 5 }).notes).toEqual([])
    expect(drawing(xyz().f, { limit: Infinity }).notes).toEqual([])
    expect(drawing(xyz().f, { limit: 4 }).notes[0]).toBe('Shown: 4 of 5 nodes and 3 of 4 edges.')
  })

  test('200,000 numbers or edges at one node give a short drawing', () => {
    const x = new Value(1)
    const ones = Array.from({ length: 200_000 }, () => 1)
    const one = drawing(add(dot(ones, [...ones.slice(1), x]), sum(ones.map(() => x))), { limit: 50 })
    expect([one.boxes.length, one.edges.length]).toEqual([52, 51])
    expect(one.counts.graph.nodes).toBe(400_003)
  })

  test('a box with 200,000 edges is described', () => {
    const x = new Value(1)
    expect(drawing(sum(new Array<Value>(200_000).fill(x)), { limit: 300_000 }).edges).toHaveLength(200_000)
  })
})

describe('around a node', () => {
  const { inputs, run } = network([2, 3, 2])
  const units = run(inputs)
  const loss = squares(units)

  test('radius 0 shows the node, its numbers, and how many operands and users are left out', () => {
    const one = drawing(loss, { around: units[0]!, radius: 0 })
    expect(names(one)).toEqual(['2:0', '…', '… 1 user'])
    expect(one.boxes.map(({ kind }) => kind)).toEqual(['op', 'rest', 'rest'])
  })

  test('radius 1 shows operands and users', () => {
    const dotNode = units[0]!.inputs[0] as Value
    const one = drawing(loss, { around: dotNode, radius: 1 })
    expect(names(one).filter((name) => !name.startsWith('…'))).toEqual(['· dot', 'b', '+', '2:0'])
    expect(one.notes[1]).toBe('37 nodes and 44 edges are left out, farther than 1 edge from the +.')
  })

  test('edges between drawn nodes are drawn wherever they lead', () => {
    const x = new Value(1, 'x')
    const [a, b] = [x.tanh(), x.exp()]
    const one = drawing(a.add(b).neg(), { around: a, radius: 2 })
    expect(names(one)).toEqual(['x', 'tanh', 'exp', '+', '−x'])
    expect(one.edges).toHaveLength(5)
  })

  test('of a leaf has its users', () => {
    const one = drawing(loss, { around: inputs[0]!, radius: 1 })
    expect(names(one).filter((name) => name === '· dot')).toHaveLength(3)
  })

  test('a radius beyond the graph shows all of it', () => {
    expect(drawing(loss, { around: inputs[1]!, radius: 99, limit: Infinity }).counts.omitted).toEqual([])
  })

  test('works between groups too', () => {
    const one = drawing(loss, { around: inputs[0]!, radius: 1, detail: 'layers' })
    expect(names(one)).toEqual(['0:0', 'layer 1', '…', '… 6 users'])
  })
})

test('hidden constants are counted, and shown next to the op if it has two operands', () => {
  const x = new Value(3, 'x')
  const one = drawing(
    x
      .mul(2)
      .pow(3)
      .add(sum([x, 1, 2])),
    { constants: 'hidden' },
  )
  expect(names(one)).toEqual(['x', '× 2', '^ 3', 'Σ', '+'])
  expect(one.notes).toEqual(['Shown: 5 of 9 nodes and 5 of 9 edges.', '4 constants with their edges are hidden.'])
  expect(names(drawing(new Value(1, 'y').sub(1).mul(1), { constants: 'hidden' }))).toEqual(['y', '− 1', '× 1'])
})
