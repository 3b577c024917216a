import { describe, expect, test } from '@jest/globals'
import { add, clamp, div, dot, mul, pow, sub, sum, Value } from '@gradus/engine'
import { describe as drawing, type Description } from '@gradus/viz'
import { xyz } from '../networks.js'

const lines = ({ boxes }: Description) =>
  boxes.map((box) => box.lines.map(({ cells }) => cells.map(({ text }) => text).join(' ')))
const ports = (root: Value) => {
  const { boxes, edges } = drawing(root)
  return {
    fields: boxes.at(-1)!.ports.map(({ index, text }) => `${index} ${text}`),
    edges: edges.map(({ from, port }) => `${from} ${port}`),
  }
}

test('a box has label and op, the number, and its gradient', () => {
  const { f } = xyz()
  f.label = 'f'
  expect(lines(drawing(f))).toEqual([
    ['x', 'data -2', 'grad –'],
    ['y', 'data 5', 'grad –'],
    ['+', 'data 3', 'grad –'],
    ['z', 'data -4', 'grad –'],
    ['f ×', 'data -12', 'grad –'],
  ])
  f.backward()
  expect(lines(drawing(f)).map((box) => box.at(-1))).toEqual(['grad -4', 'grad -4', 'grad -4', 'grad 3', 'grad 1'])
})

test('drawing gives no Value a gradient, and the same drawing twice', () => {
  const { f } = xyz()
  const first = drawing(f)
  expect(drawing(f)).toEqual(first)
  expect(f.hasGrad).toBe(false)
})

test('leaves are inputs and parameters if the drawing is told which', () => {
  const { x, y, f } = xyz()
  const kinds = (parameters?: Value[]) => drawing(f, parameters && { parameters }).boxes.map(({ kind }) => kind)
  expect(kinds()).toEqual(['leaf', 'leaf', 'op', 'leaf', 'op'])
  expect(kinds([x, y])).toEqual(['parameter', 'parameter', 'op', 'input', 'op'])
  const told = drawing(f, { parameters: [x] })
  expect(lines(told).map(([header]) => header)).toEqual(['x parameter', 'y input', '+', 'z input', '×'])
  expect(told.boxes.map(({ fill }) => fill)).toEqual(['parameterBox', 'leafBox', 'opBox', 'leafBox', 'rootBox'])
})

describe('numbered fields', () => {
  test.each([
    ['sub', sub(new Value(1), new Value(2)), ['0 1', '1 2'], ['n0 0', 'n1 1']],
    ['div', div(1, new Value(2)), ['0 1', '1 2'], ['n1_c0 0', 'n0 1']],
    ['pow', pow(new Value(1), 2), ['0 1', '1 2'], ['n0 0', 'n1_c1 1']],
    ['clamp', clamp(new Value(1), 0, 2), ['0 1', '1 2', '2 3'], ['n0 0', 'n1_c1 1', 'n1_c2 2']],
  ])('%s has them', (_, root, fields, edges) => {
    expect(ports(root as Value)).toEqual({ fields, edges })
  })

  test('add, mul and sum have none, because the order does not matter', () => {
    const [a, b] = [new Value(1), new Value(2)] as const
    for (const root of [add(a, b), mul(a, b), sum([a, b])]) expect(ports(root).fields).toEqual([])
  })

  test('dot has its operands in pairs', () => {
    expect(ports(dot([new Value(1), new Value(2)], [new Value(3), new Value(4)]))).toEqual({
      fields: ['0 a1', '2 b1', '1 a2', '3 b2'],
      edges: ['n0 0', 'n2 2', 'n1 1', 'n3 3'],
    })
  })

  test('nodes with more than 12 operands have none', () => {
    const values = (n: number) => Array.from({ length: n }, (_, i) => new Value(i))
    expect(ports(dot(values(6), values(6))).fields).toHaveLength(12)
    expect(ports(dot(values(7), values(7))).fields).toEqual([])
  })
})

test('a negation does not look like a subtraction, and a dot like a period', () => {
  const x = new Value(3, 'x')
  expect(lines(drawing(x.neg()))[1]![0]).toBe('−x')
  expect(lines(drawing(x.sub(1)))[2]![0]).toBe('−')
  expect(lines(drawing(dot([x], [2])))[2]![0]).toBe('· dot')
})

test('minus zero is 0, in data, gradients, partials and constants', () => {
  const f = new Value(0, 'x').neg().mul(-0)
  f.backward()
  const one = drawing(f, { partials: true })
  expect(lines(one)).toEqual([['x', 'data 0', 'grad 0'], ['−x', 'data 0', 'grad 0'], ['0'], ['×', 'data 0', 'grad 1']])
  expect(one.edges.map(({ text }) => text)).toEqual(['∂ = -1', '∂ = 0', ''])
})

test('digits rounds the numbers, and the tooltip has all digits', () => {
  const x = new Value(2 / 3, 'x')
  expect(lines(drawing(x))[0]![1]).toBe('data 0.6667')
  expect(drawing(x).boxes[0]!.tooltip).toEqual(['data 0.6666666666666666'])
  expect(lines(drawing(x, { digits: 2 }))[0]![1]).toBe('data 0.67')
  expect(drawing(x, { digits: 17 }).boxes[0]!.tooltip).toEqual([])
})

test('a label of 10,000,000 characters is cut in the box, and at 400 characters in the tooltip', () => {
  const long = '0123456789'.repeat(1_000_000)
  const [box] = drawing(new Value(1, long)).boxes
  expect(box!.lines[0]!.cells[0]!.text).toBe('012345678901234567890123456…')
  expect(box!.tooltip).toEqual([`${long.slice(0, 399)}…`])
  const [emoji] = drawing(new Value(1, '👩‍👧'.repeat(1_000_000))).boxes
  expect(emoji!.lines[0]!.cells[0]!.text).toMatch(/^(👩‍👧)+…$/)
  expect(emoji!.width).toBeLessThan(260)
})

test('control characters in a label become symbols', () => {
  expect(drawing(new Value(1, 'a\nb\u0000')).boxes[0]!.label).toBe('a␊b␀')
})
