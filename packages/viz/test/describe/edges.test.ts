import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { describe as drawing } from '@gradus/viz'
import { xyz } from '../networks.js'

test('partials and contributions stand at the edges, except for those from plain numbers', () => {
  const [x, y] = [new Value(3, 'x'), new Value(5, 'y')]
  const f = x.mul(y).mul(2).sub(x)
  const texts = (options: object) => drawing(f, options).edges.map(({ from, to, text }) => `${from} ${to}: ${text}`)
  expect(texts({ partials: true })).toEqual([
    'n0 n2: ∂ = 5',
    'n1 n2: ∂ = 3',
    'n2 n3: ∂ = 2',
    'n3_c1 n3: ',
    'n3 n4: ∂ = 1',
    'n0 n4: ∂ = -1',
  ])
  expect(texts({ contributions: true }).every((text) => text.endsWith(': '))).toBe(true) // no gradient yet
  f.backward()
  expect(texts({ contributions: true })).toEqual([
    'n0 n2: += 10',
    'n1 n2: += 6',
    'n2 n3: += 2',
    'n3_c1 n3: ',
    'n3 n4: += 1',
    'n0 n4: += -1',
  ])
  expect(texts({ partials: true, contributions: true })[0]).toBe('n0 n2: ∂ = 5, += 10')
})

test('0 times an infinite slope adds 0, as in backward()', () => {
  const x = new Value(0, 'x')
  const f = x.sqrt().mul(0)
  f.backward()
  const [edge] = drawing(f, { contributions: true }).edges
  expect([edge!.partial, edge!.contribution, x.grad]).toEqual([Infinity, 0, 0])
})

describe('by sign', () => {
  test('color is the sign, width the size, and a hollow arrowhead says negative too', () => {
    const { f } = xyz()
    f.backward()
    const { edges, legend } = drawing(f, { color: 'sign' })
    expect(
      edges.map(({ from, contribution, color, width, isHollow }) => [from, contribution, color, width, isHollow]),
    ).toEqual([
      ['n0', -4, 'negative', 7, true],
      ['n1', -4, 'negative', 7, true],
      ['n2', -4, 'negative', 7, true],
      ['n3', 3, 'positive', 1 + (6 * 3) / 4, false],
    ])
    expect(legend.map(({ text }) => text)).toEqual([
      'adds to the gradient',
      'takes from the gradient',
      'size 4; thinner is less',
    ])
  })

  test('before backward() the slopes are drawn', () => {
    const { f } = xyz()
    const { edges, legend } = drawing(f, { color: 'sign' })
    expect(edges.map(({ color, width }) => [color, width])).toEqual([
      ['positive', 2.5],
      ['positive', 2.5],
      ['negative', 7],
      ['positive', 1 + (6 * 3) / 4],
    ])
    expect(legend[0]!.text).toBe('slope above 0')
  })

  test('boxes show the sign of their gradient', () => {
    const { f } = xyz()
    f.backward()
    expect(drawing(f, { color: 'sign' }).boxes.map(({ gradientFill }) => gradientFill)).toEqual([
      'negativeBox', 'negativeBox', 'negativeBox', 'positiveBox', 'positiveBox',
    ]) // oxfmt-ignore
  })

  test('0, NaN and ∞ have a width', () => {
    const x = new Value(0, 'x')
    const f = x.sqrt().add(x.mul(0)).add(x.log())
    f.backward()
    const edges = drawing(f, { color: 'sign' }).edges
    for (const { width } of edges) expect(width).toBeGreaterThanOrEqual(1)
    expect(edges.every(({ width }) => width <= 7)).toBe(true)
  })
})

describe('by leaf', () => {
  test('each leaf and its edges have a color of their own', () => {
    const { f } = xyz()
    const { boxes, edges, legend } = drawing(f, { color: 'leaf' })
    expect(boxes.map(({ border }) => border.color)).toEqual(['leaf1', 'leaf2', 'border', 'leaf3', 'rootBorder'])
    expect(edges.map(({ color }) => color)).toEqual(['leaf1', 'leaf2', 'muted', 'leaf3'])
    expect(legend.map(({ text }) => text)).toEqual(['x', 'y', 'z'])
  })

  test('more than 8 leaves are an error', () => {
    const nine = Array.from({ length: 9 }, () => new Value(1)).reduce((a, b) => a.add(b))
    expect(() => drawing(nine, { color: 'leaf' })).toThrow(
      new RangeError(
        "describe: the graph has 9 leaves, and the option color: 'leaf' has 8 colors. Pass 'kind' or 'sign'.",
      ),
    )
  })
})
