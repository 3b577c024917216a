import { describe, expect, test } from '@jest/globals'
import { group, Value } from '@gradus/engine'
import { describe as drawing, type Description } from '@gradus/viz'
import { network, squares } from '../networks.js'

const texts = ({ boxes }: Description) => boxes.map(({ lines }) => lines[0]!.cells.map(({ text }) => text).join(' '))
const ends = ({ edges }: Description) => edges.map(({ from, to, count }) => `${from} ${to} ${count}`)

describe('a network of 2-3-2 units', () => {
  const { inputs, parameters, run } = network([2, 3, 2])
  const loss = squares(run(inputs))

  test('by layers has one box for each layer, with its parameters inside', () => {
    const one = drawing(loss, { detail: 'layers', parameters })
    expect(texts(one)).toEqual([
      '0:0 input',
      '0:1 input',
      'layer 1',
      'layer 2',
      '0.3',
      '−',
      'x²',
      '0.3',
      '−',
      'x²',
      'Σ',
    ])
    expect(ends(one)).toEqual([
      'n5 g22 3', 'n6 g22 3', 'g22 g35 6', 'g35 n27 1', 'n27_c1 n27 1', 'n27 n28 1', 'g35 n36 1', 'n36_c1 n36 1', 'n36 n37 1', 'n28 n38 1', 'n37 n38 1',
    ]) // oxfmt-ignore
    const [first, second] = one.boxes.filter(({ kind }) => kind === 'group')
    expect(first!.lines[1]!.cells[0]!.text).toBe('9 ops, 9 parameters')
    expect(second!.lines[1]!.cells[0]!.text).toBe('6 ops, 8 parameters')
    expect(one.counts.omitted).toEqual([
      { reason: 'grouped', nodes: 32, edges: 27 },
      { reason: 'together', nodes: 0, edges: 9 },
    ])
  })

  test('by neurons has one box for each neuron', () => {
    const one = drawing(loss, { detail: 'neurons', parameters })
    const groups = one.boxes.filter(({ kind }) => kind === 'group')
    expect(groups.map(({ label }) => label)).toEqual(['neuron 1', 'neuron 2', 'neuron 3', 'neuron 1', 'neuron 2'])
    expect(groups[0]!.lines.map(({ cells }) => cells[0]!.text).slice(0, 2)).toEqual(['neuron 1', '3 ops, 3 parameters'])
    expect(one.edges.filter(({ to }) => to === groups[3]!.id)).toHaveLength(3)
  })

  test('by a function has the groups that it chooses', () => {
    const second = drawing(loss, { detail: ({ name, parent }) => name === 'neuron 2' && parent?.name === 'layer 1' })
    expect(second.boxes.filter(({ kind }) => kind === 'group').map(({ label }) => label)).toEqual(['neuron 2'])
    const outer = drawing(loss, { detail: () => true })
    expect(outer.boxes.filter(({ kind }) => kind === 'group').map(({ label }) => label)).toEqual(['layer 1', 'layer 2'])
    expect(drawing(loss, { detail: 'groups' })).toEqual({ ...outer })
  })

  test('the box of a group shows the range of its outputs', () => {
    const [first] = drawing(loss, { detail: 'layers' }).boxes.filter(({ kind }) => kind === 'group')
    const units = run(inputs.slice()).length
    expect(units).toBe(2)
    expect(first!.lines.at(-2)!.cells[0]!.text).toBe('data -0.3884 … 0.02943')
    expect(first!.lines.at(-1)!.cells[0]!.text).toBe('grad –')
  })
})

test('without a list of parameters, a leaf that is used once counts as part of the group', () => {
  const [x, w, b] = [new Value(1, 'x'), new Value(2, 'w'), new Value(3, 'b')]
  const h = group('h', () => x.mul(w).add(x).add(b))
  expect(texts(drawing(h, { detail: 'groups' }))).toEqual(['x', 'h'])
  expect(texts(drawing(h, { detail: 'groups', parameters: [b] }))).toEqual(['x input', 'w input', 'h'])
  const shared = h.mul(b)
  expect(texts(drawing(shared, { detail: 'groups', parameters: [b] }))).toContain('b parameter')
})

test('each call of group is a box of its own', () => {
  const x = new Value(1, 'x')
  const half = (v: Value) => group('half', () => v.mul(0.5).tanh())
  const one = drawing(half(half(x)), { detail: 'groups' })
  expect(texts(one)).toEqual(['half', 'half'])
  expect(one.boxes.every(({ isRoot, kind }, i) => kind === 'group' && isRoot === (i === 1))).toBe(true)
})

test('a group comes before its users, even where its last node comes after them in the topological order', () => {
  const x = new Value(1, 'x')
  const parts: Value[] = []
  group('both', () => parts.push(x.tanh(), x.exp()))
  const one = drawing(parts[0]!.sin().mul(parts[1]!), { detail: 'groups' })
  expect(texts(one)).toEqual(['x', 'both', 'sin', '×'])
  expect(one.effort).toBe('all')
})
