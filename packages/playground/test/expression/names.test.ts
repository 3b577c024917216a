import { expect, test } from '@jest/globals'
import { topologicalOrder, Value } from '@gradus/engine'
import { parseExpression } from '@gradus/expression'
import { walk } from '@gradus/viz'
import { boxKeys, nameNodes, nodeKeys } from '../../src/expression/names.js'

const graph = (text: string) => {
  const { names, f } = parseExpression(text)
  const root = f(names.map((name) => new Value(2, name)))
  nameNodes(root)
  return root
}
const labels = (root: Value) => topologicalOrder(root).map(({ label }) => label)
const keys = (root: Value) => {
  const { description } = walk(root)[0]!
  return [...boxKeys(description, nodeKeys(root)).values()]
}

test('operations get the names of explanations, and keep their own', () => {
  expect(labels(graph('q = x + y; q * z + 1'))).toEqual(['x', 'y', 'q', 'z', 'v1', 'f'])
  expect(labels(graph('sin(f) * v1'))).toEqual(['f', 'v2', 'v1', 'v3'])
})

test('a part keeps its key while another part changes', () => {
  const before = keys(graph('(x + y) * z'))
  expect(before).toEqual(['x', 'y', 'add(x,y)', 'z', 'mul(add(x,y),z)'])
  expect(keys(graph('w / ((x + y) * z)'))).toEqual(['w', ...before, 'div(w,mul(add(x,y),z))'])
})

test('a named part keeps its key while it changes itself', () => {
  expect(keys(graph('q = x + y; q * z'))).toContain('q')
  expect(keys(graph('q = x - y; q * z'))).toContain('q')
})

test('all keys differ, also those of numbers, of equal parts and of what is not drawn', () => {
  for (const text of ['x*2 + x*2 + 2*x', '2 ^ x + 2 ^ x', 'x' + ' * x'.repeat(80)]) {
    const all = keys(graph(text))
    expect(new Set(all).size).toBe(all.length)
  }
})

test('keys stay short where parts are shared', () => {
  let x = new Value(1, 'x')
  for (let i = 0; i < 200; i++) x = x.add(x)
  expect(Math.max(...[...nodeKeys(x).values()].map((key) => key.length))).toBeLessThan(80)
})
