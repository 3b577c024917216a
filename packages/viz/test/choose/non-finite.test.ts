import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { describe as drawing, type DrawingOptions } from '@gradus/viz'

function marked(root: Value, options: DrawingOptions = {}) {
  const { boxes, edges, legend, notes } = drawing(root, options)
  return {
    letters: boxes.flatMap(({ id, lines }) =>
      lines.flatMap(({ cells }) => cells.flatMap(({ mark }) => (mark === '' ? [] : [`${id} ${mark}`]))),
    ),
    first: boxes
      .filter(({ border }) => border.color === 'wrong' && border.width === 4)
      .map(({ id, lines }) => `${id}: ${lines[0]!.cells[0]!.text}`),
    way: edges.filter(({ color, isDashed }) => color === 'wrong' && isDashed).map(({ from, to }) => `${from} ${to}`),
    legend: legend.map(({ text }) => text),
    notes,
  }
}

describe('a value that is not finite', () => {
  test('has a letter, the first one a border and a note, and its way to the root is dashed', () => {
    const [x, y, z] = [new Value(-2, 'x'), new Value(5, 'y'), new Value(4, 'z')]
    expect(marked(x.log().mul(y).add(z))).toEqual({
      letters: ['n1 X', 'n3 X', 'n5 X'],
      first: ['n1: first value not finite'],
      way: ['n1 n3', 'n3 n5'],
      legend: ['not a number', 'way of the value that is not finite'],
      notes: [],
    })
  })

  test('of each kind has its letter', () => {
    const x = new Value(0, 'x')
    const inf = x.reciprocal()
    const { letters, legend } = marked(inf.sub(inf.neg().neg()).add(inf.neg()))
    expect(letters).toEqual(['n1 I', 'n2 -I', 'n3 I', 'n4 X', 'n5 -I', 'n6 X'])
    expect(legend.slice(0, 3)).toEqual(['not a number', '∞', '−∞'])
  })

  test('that is data is the first itself', () => {
    expect(marked(new Value(NaN, 'x').mul(2)).first).toEqual(['n0: first value not finite'])
  })

  test('that is not drawn is named in a note', () => {
    let f = Object.assign(new Value(-1, 'x').log(), { label: 'bad' })
    for (let i = 0; i < 9; i++) f = f.neg()
    expect(marked(f, { limit: 3 }).notes.at(-1)).toBe(
      'The first value that is not finite is not in this drawing: bad log.',
    )
  })

  test('among plain numbers is no fault', () => {
    const { first, letters } = marked(new Value(1, 'x').clamp(0, Infinity))
    expect(first).toEqual([])
    expect(letters).toEqual(['n1_c2 I'])
  })
})

describe('a gradient that is not finite', () => {
  test('marks the node that made it and its way to a leaf', () => {
    const x = new Value(0, 'x')
    const f = x.mul(3).sqrt().add(1)
    expect(marked(f).first).toEqual([]) // no gradient yet
    f.backward()
    expect(marked(f)).toMatchObject({
      letters: ['n0 I', 'n1 I'],
      first: ['n2: first gradient not finite'],
      way: ['n1 n2', 'n0 n1'].sort(),
    })
  })
})

test('the way of a gradient avoids leaves whose gradient is finite', () => {
  const [w, x] = [new Value(3, 'w'), new Value(0, 'x')]
  const f = w.mul(x).sqrt()
  f.backward() // ∞ · 0 is 0, so w has the gradient 0
  expect(marked(f).way).toEqual(['n1 n2', 'n2 n3'])
})

test('"no gradient yet" is –, and a gradient of 0 is 0', () => {
  const x = new Value(3, 'x')
  const f = x.mul(0)
  const grad = () => drawing(f).boxes[0]!.lines.at(-1)!.cells[0]!.text
  expect([grad(), drawing(f).boxes[0]!.gradient]).toEqual(['grad –', undefined])
  f.backward()
  expect([grad(), drawing(f).boxes[0]!.gradient]).toEqual(['grad 0', 0])
  x.zeroGrad()
  expect(grad()).toBe('grad –')
})
