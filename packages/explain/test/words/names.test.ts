import { expect, test } from '@jest/globals'
import { topologicalOrder, Value } from '@gradus/engine'
import { inFormula, namesOf } from '../../src/words/names.js'

const names = (root: Value): string[] => {
  const order = topologicalOrder(root)
  return order.map(namesOf(order))
}

test('labels stay; the root is f, other operations are v1, v2, …, and leaves c1, c2, …', () => {
  const x = new Value(1, 'x')
  expect(names(x.add(new Value(2)).tanh().mul(new Value(3)))).toEqual(['x', 'c1', 'v1', 'v2', 'c2', 'f'])
})

test('a name that a label has already is not given again', () => {
  const [v1, f, c1] = [new Value(1, 'v1'), new Value(1, 'f'), new Value(1, 'c1')]
  expect(names(v1.add(f).mul(c1).add(new Value(1)))).toEqual(['v1', 'f', 'v2', 'c1', 'v3', 'c2', 'v4'])
})

test('two nodes with one label are told apart, also from a third that is called so', () => {
  const [a, b, c] = [new Value(1, 'w'), new Value(1, 'w#2'), new Value(1, 'w')]
  expect(names(a.add(b).add(c))).toEqual(['w', 'w#2', 'v1', 'w#3', 'f'])
  const long = 'x'.repeat(40)
  const cut = `${'x'.repeat(31)}…`
  expect(names(new Value(1, `${long}1`).add(new Value(1, `${long}2`)))).toEqual([cut, `${cut}#2`, 'f'])
})

test('100,000 nodes with one label have different names', () => {
  const order = Array.from({ length: 100_000 }, () => new Value(1, 'w'))
  const seen = new Set(order.map(namesOf(order)))
  expect(seen.size).toBe(100_000)
})

test('control characters of a label are escaped', () => {
  expect(names(new Value(1, 'a\n\u202eb'))).toEqual(['a\\n\\u202eb'])
})

test('in a formula, a name is in quotes if it could be taken for a formula', () => {
  const words = ['x', 'x1', 'θ1[1,0]', "x'", 'w#2', 'θ1[1,0]#2', 'Länge', 'α_β', '漢字', 'long…']
  expect(words.map(inFormula)).toEqual(words)
  const others = ['x + y', 'a b', '3', '', '-x', 'f(x)', '(1st)', '50%', 'a·b', '∂f/∂x', 'x,y', 'a"b']
  expect(others.map(inFormula)).toEqual([...others.slice(0, -1).map((name) => `"${name}"`), '"a\\"b"'])
})
