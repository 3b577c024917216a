import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { explainData } from '@gradus/explain'

test('value, gradient and steps of x · x + x', () => {
  const x = new Value(3, 'x')
  expect(explainData(x.mul(x).add(x))).toEqual({
    value: 12,
    gradient: { x: 7 },
    steps: [
      {
        node: 'f',
        op: 'add',
        inputs: ['v1', 'x'],
        value: 12,
        gradient: 1,
        edges: [
          { operand: 0, input: 'v1', partial: 1, contribution: 1, arrival: 1, sum: 1 },
          { operand: 1, input: 'x', partial: 1, contribution: 1, arrival: 1, sum: 1 },
        ],
      },
      {
        node: 'v1',
        op: 'mul',
        inputs: ['x', 'x'],
        value: 9,
        gradient: 1,
        edges: [
          { operand: 0, input: 'x', partial: 3, contribution: 3, arrival: 2, sum: 4 },
          { operand: 1, input: 'x', partial: 3, contribution: 3, arrival: 3, sum: 7 },
        ],
      },
      { node: 'x', op: null, inputs: [], value: 3, gradient: 7, edges: [] },
    ],
  })
})

test('gradients stand in the order of the leaves, constants among the operands are numbers', () => {
  const [x, y, z] = [new Value(-2, 'x'), new Value(5, 'y'), new Value(-4, 'z')]
  const data = explainData(x.add(y).mul(z).sub(1))
  expect(JSON.stringify(data.gradient)).toBe('{"x":-4,"y":-4,"z":3}')
  expect(data.steps[0]!.inputs).toEqual(['v2', 1])
})

test('with a leaf, only what leads to it', () => {
  const [x, y] = [new Value(-2, 'x'), new Value(5, 'y')]
  const q = x.mul(2)
  q.label = 'q'
  const data = explainData(q.add(y.exp()), q)
  expect(data.gradient).toEqual({ q: 1 })
  expect(data.steps.map(({ node, edges }) => [node, edges.length])).toEqual([
    ['f', 1],
    ['q', 0],
  ])
})

test('labels that are properties of objects do no harm', () => {
  const data = explainData(new Value(2, '__proto__').mul(new Value(3, 'constructor')))
  expect(JSON.stringify(data.gradient)).toBe('{"__proto__":3,"constructor":2}')
})

test('errors', () => {
  expect(() => explainData(1 as never)).toThrow(new TypeError('explainData: the root is 1. Pass a Value.'))
  expect(() => explainData(new Value(1), new Value(2, 'y'))).toThrow(/^explainData: the leaf "y" is not in the graph/)
})
