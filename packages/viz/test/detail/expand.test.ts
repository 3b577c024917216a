import { expect, test } from '@jest/globals'
import { dot, logSumExp, mean, norm, type Scalar, sum, Value } from '@gradus/engine'
import { describe as drawing } from '../../src/describe/describe.js'

const expanded = (root: Value, more = {}) => drawing(root, { detail: 'expanded', partials: true, ...more })
const values = (root: Value) => {
  const { boxes, edges } = expanded(root)
  return {
    boxes: boxes.map(({ id, label, symbol, value, gradient }) => [id, label || symbol, value, gradient]),
    edges: edges.map(({ from, to, partial }) => [from, to, partial]),
  }
}

test('a dot becomes × and +, with the same data, gradients and partials', () => {
  const w = [new Value(2, 'w1'), new Value(3, 'w2')]
  const f = dot(w, [new Value(5, 'x1'), 7] as Scalar[]) as Value
  f.backward()
  expect(values(f)).toEqual({
    boxes: [
      ['n0', 'w1', 2, 5],
      ['n1', 'w2', 3, 7],
      ['n2', 'x1', 5, 2],
      ['n3_p0', '×', 10, 1],
      ['n3_p1_c1', '', 7, undefined],
      ['n3_p1', '×', 21, 1],
      ['n3', '+', 31, 1],
    ],
    edges: [
      ['n0', 'n3_p0', 5],
      ['n2', 'n3_p0', 2],
      ['n1', 'n3_p1', 7],
      ['n3_p1_c1', 'n3_p1', undefined],
      ['n3_p0', 'n3', 1],
      ['n3_p1', 'n3', 1],
    ],
  })
})

test('a mean becomes + and ÷', () => {
  const [a, b] = [new Value(1, 'a'), new Value(2, 'b')]
  const f = mean([a, b, 6] as Scalar[]) as Value
  f.backward()
  expect(values(f)).toEqual({
    boxes: [
      ['n0', 'a', 1, 1 / 3],
      ['n1', 'b', 2, 1 / 3],
      ['n2_p0_c2', '', 6, undefined],
      ['n2_p0', '+', 9, 1 / 3],
      ['n2_c1', '', 3, undefined],
      ['n2', '÷', 3, 1],
    ],
    edges: [
      ['n0', 'n2_p0', 1],
      ['n1', 'n2_p0', 1],
      ['n2_p0_c2', 'n2_p0', undefined],
      ['n2_p0', 'n2', 1 / 3],
      ['n2_c1', 'n2', undefined],
    ],
  })
})

test('a norm becomes squares, + and √', () => {
  const [a, b] = [new Value(3, 'a'), new Value(-4, 'b')]
  const f = norm([a, b])
  f.backward()
  expect(values(f).boxes).toEqual([
    ['n0', 'a', 3, 0.6],
    ['n1', 'b', -4, -0.8],
    ['n2_p0_p0', 'x²', 9, 0.1],
    ['n2_p0_p1', 'x²', 16, 0.1],
    ['n2_p0', '+', 25, 0.1],
    ['n2', '√', 5, 1],
  ])
})

test.each<[string, Scalar]>([
  ['dot', dot([new Value(2), new Value(-3)], [new Value(0.5), 4])],
  ['sum', sum([new Value(2), 3, new Value(4)] as Scalar[])],
  ['mean', mean([new Value(2), new Value(4), new Value(5)])],
  ['norm', norm([new Value(2), new Value(4), 3] as Scalar[])],
])('the slopes along the paths of an expanded %s give the gradients', (_, root) => {
  const f = root as Value
  f.backward()
  const { boxes, edges } = expanded(f)
  for (const { node, id, gradient } of boxes) {
    if (node?.op !== null || node === undefined) continue
    const slopeFrom = (from: string): number =>
      from === 'n' + (boxes.filter((box) => box.node !== undefined).length - 1)
        ? 1
        : edges.filter((e) => e.from === from).reduce((total, e) => total + e.partial! * slopeFrom(e.to), 0)
    expect(slopeFrom(id)).toBeCloseTo(gradient!, 12)
  }
})

test('logSumExp stays one node', () => {
  expect(values(logSumExp([new Value(1), new Value(1000)])).boxes.map(([, name]) => name)).toEqual([
    '',
    '',
    'logSumExp',
  ])
})

test('the counts say what an expansion adds', () => {
  const counts = (f: Value) => {
    const { counts: c, boxes, edges } = expanded(f)
    expect([boxes.length, edges.length]).toEqual([c.graph.nodes + c.added.nodes, c.graph.edges + c.added.edges])
    return [c.added.nodes, c.added.edges]
  }
  const xs: Scalar[] = [new Value(1), 2, new Value(3)]
  expect(counts(dot(xs, xs) as Value)).toEqual([3, 3])
  expect(counts(mean(xs) as Value)).toEqual([2, 2])
  expect(counts(norm(xs) as Value)).toEqual([4, 4])
  expect(counts(sum(xs) as Value)).toEqual([0, 0])
})

test('200,000 products at one node are made only as far as they are drawn', () => {
  const ones = Array.from({ length: 200_000 }, () => 1)
  const { boxes, notes } = expanded(dot([new Value(1), ...ones] as Scalar[], [...ones, 1]) as Value, { limit: 50 })
  expect(boxes.filter(({ kind }) => kind !== 'rest')).toHaveLength(50)
  expect(notes[0]).toMatch(/^Shown: 50 of 600,004 nodes and /)
})
