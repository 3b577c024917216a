import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { describe as drawing, outline } from '@gradus/viz'
import { network, squares, xyz } from './networks.js'

test('has a line for each node, with its numbers, operands and users', () => {
  const { f } = xyz()
  f.label = 'f'
  f.backward()
  expect(outline(f, { title: '(x + y) · z', partials: true })).toBe(
    `(x + y) · z
5 nodes, 4 edges
n0: x, data -2, grad -4, to n2
n1: y, data 5, grad -4, to n2
n2: +, data 3, grad -4, from n0 (∂ = 1), n1 (∂ = 1), to n4
n3: z, data -4, grad 3, to n4
n4: f, ×, data -12, grad 1, from n2 (∂ = -4), n3 (∂ = 3)`,
  )
})

test('says what is left out, and which frames a box is in', () => {
  const { inputs, run } = network([1, 2])
  const text = outline(squares(run(inputs)), { detail: 'neurons', frames: true })
  expect(text.split('\n').slice(0, 4)).toEqual([
    '18 nodes, 18 edges',
    'Shown: 8 of 18 nodes and 10 of 18 edges.',
    '10 nodes and 8 edges are inside of 2 groups.',
    'n1: 0:0, data -1, grad –, to g5, g12',
  ])
  expect(text).toContain('neuron 1, 3 ops, 2 leaves')
  expect(text).toMatch(/ in layer 1\n/)
})

test('reads a description too, but not with further options', () => {
  const one = drawing(xyz().f)
  expect(outline(one)).toBe(outline(xyz().f))
  expect(() => outline(one, { digits: 3 })).toThrow(
    new TypeError('outline: options next to a description would be ignored. Pass them to describe.'),
  )
  expect(() => outline(3 as never)).toThrow(new TypeError('outline: the root is 3. Pass a Value.'))
})

test('has one line per box, whatever the labels', () => {
  const text = outline(new Value(1, 'a\nb\u202ec\u001b[31m').neg())
  expect(text.split('\n')).toHaveLength(3)
  expect(text).toContain('n0: a␊b\\u202ec␛[31m, data 1')
})
