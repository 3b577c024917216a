import { describe, expect, test } from '@jest/globals'
import { mean, sum, Value } from '@gradus/engine'
import { describe as drawing, type Description } from '@gradus/viz'
import { network, squares } from '../networks.js'

const folded = (root: Value, parameters?: Value[]) =>
  drawing(root, { detail: 'folded', ...(parameters && { parameters }) })
const texts = ({ boxes }: Description) =>
  boxes.map(({ lines }) =>
    lines
      .filter(({ role }) => role === 'header')
      .flatMap(({ cells }) => cells.map(({ text }) => text))
      .join(' | '),
  )
const left = ({ counts }: Description) =>
  counts.omitted.map(({ reason, nodes, edges }) => `${reason} ${nodes} ${edges}`)

describe('equal parts', () => {
  test('become one box × N', () => {
    const xs = [1, 2, 3, 4].map((x, i) => new Value(x, `x${i + 1}`))
    const one = folded(sum(xs.map((x) => x.square())))
    expect(texts(one)).toEqual(['x1 … x4 | × 4', 'x² × 4', 'Σ'])
    expect(one.edges.map(({ count, text }) => [count, text])).toEqual([
      [4, '× 4'],
      [4, '× 4'],
    ])
    expect(left(one)).toEqual(['folded 8 0', 'together 0 6'])
    expect(one.notes).toEqual([
      'Shown: 1 of 9 nodes and 2 of 8 edges.',
      '8 nodes are folded into 2 boxes.',
      '6 edges are drawn together with others.',
    ])
  })

  test('show the range of their numbers', () => {
    const f = sum([1, 2, 3].map((x) => new Value(x).square()))
    f.backward()
    const [leaves, squared] = folded(f).boxes
    expect(leaves!.lines.slice(1).map(({ cells }) => cells[0]!.text)).toEqual(['data 1 … 3', 'grad 2 … 6'])
    expect(squared!.lines.slice(1).map(({ cells }) => cells[0]!.text)).toEqual(['data 1 … 9', 'grad 1'])
  })

  test('are those with equal users, not only equal operands', () => {
    const [a, b] = [new Value(1, 'a'), new Value(2, 'b')]
    expect(texts(folded(a.tanh().sub(b.tanh())))).toEqual(['a', 'tanh', 'b', 'tanh', '−'])
    expect(texts(folded(a.tanh().add(b.tanh())))).toEqual(['a … b | × 2', 'tanh × 2', '+'])
  })

  test('are told apart by the rest of the graph', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((label, i) => new Value(i, label)) as [Value, Value, Value, Value]
    // a is used twice, so a + b is not equal to c + d
    expect(texts(folded(a.add(b).mul(c.add(d)).mul(a)))).toEqual(['a', 'b', '+', 'c … d | × 2', '+', '×', '×'])
  })

  test('of a batch fold example by example, around the shared parameters', () => {
    const { run, parameters } = network([2, 3, 1])
    const loss = mean([1, 2, 3, 4].map((i) => squares(run([new Value(i, 'x1'), new Value(-i, 'x2')]))))
    const one = folded(loss, parameters)
    expect(texts(one)).toEqual([
      'w1 … w3 | × 3 parameters', 'w1 … w2 | × 6 parameters', 'b | × 3 parameters', 'b | parameter', 'x1 … x2 | × 8 inputs',
      '· × 12', '1:0 … 1:2 | + → tanh × 12', '· × 4', '+ → … → Σ × 4', 'mean',
    ]) // oxfmt-ignore
    expect(one.boxes.filter(({ kind }) => kind === 'parameter')).toHaveLength(4)
  })

  test('have parameters and inputs apart', () => {
    const [a, b] = [new Value(1, 'a'), new Value(2, 'b')]
    expect(texts(folded(a.add(b), [a]))).toEqual(['a | parameter', 'b | input', '+'])
  })

  test('in graphs of any depth fold without recursion', () => {
    let chain = new Value(1)
    for (let i = 0; i < 20_000; i++) chain = chain.tanh()
    const one = folded(chain)
    expect(one.boxes.map(({ lines }) => lines[1]!.cells[0]!.text)).toEqual(['grad –', '20,000 ops'])
    expect(one.counts.shown).toEqual({ nodes: 1, edges: 1 })
  })
})

describe('chains', () => {
  test('are ops in a straight line, constants included', () => {
    const x = new Value(0.5, 'x')
    const one = folded(x.mul(2).add(1).tanh())
    expect(texts(one)).toEqual(['x', '× → + → tanh'])
    expect(left(one)).toEqual(['folded 5 4'])
    expect(one.boxes[1]!.lines.map(({ cells }) => cells[0]!.text)).toEqual([
      '× → + → tanh',
      '3 ops',
      'data 0.964',
      'grad –',
    ])
  })

  test('end where a node has two users or two operands', () => {
    const x = new Value(0.5, 'x')
    const shared = x.exp().neg()
    expect(texts(folded(shared.tanh().add(shared)))).toEqual(['x', 'exp → −x', 'tanh', '+'])
    expect(texts(folded(x.exp().mul(x.exp().neg())))).toContain('exp → −x')
  })

  test('of x·x are no straight line: the edges are two', () => {
    const x = new Value(0.5, 'x')
    const y = x.exp()
    expect(texts(folded(y.mul(y).tanh()))).toEqual(['x', 'exp', '× → tanh'])
  })

  test('with many ops name the first and the last', () => {
    const x = new Value(0.5, 'x')
    expect(texts(folded(x.exp().neg().tanh().sin()))).toEqual(['x', 'exp → … → sin'])
  })
})
