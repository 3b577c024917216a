import { expect, test } from '@jest/globals'
import { dot, topologicalOrder, Value } from '@gradus/engine'
import { classes } from '../../src/detail/classes.js'
import { randomGraph } from '../random-graph.js'

/** The nodes of each class, in the order of the classes. */
function parts(root: Value, isParameter: (leaf: Value) => boolean = () => false): string[] {
  const order = topologicalOrder(root)
  const found = classes(order, isParameter)
  const groups = new Map<number, string[]>()
  order.forEach((value, i) => groups.set(found[i]!, [...(groups.get(found[i]!) ?? []), value.label || value.op!.name]))
  return [...groups.values()].map((labels) => labels.sort().join(' ')).sort()
}

test('the two sides of a dot are two classes', () => {
  const vs = (letter: string) => [1, 2].map((i) => new Value(i, `${letter}${i}`))
  expect(parts(dot(vs('w'), vs('x')))).toEqual(['dot', 'w1 w2', 'x1 x2'])
})

test('operands whose order matters are classes of their own', () => {
  const [a, b] = [new Value(1, 'a'), new Value(2, 'b')]
  expect(parts(a.sub(b))).toEqual(['a', 'b', 'sub'])
  expect(parts(a.mul(b))).toEqual(['a b', 'mul'])
})

test('numbers play no part, and neither do labels', () => {
  const [a, b] = [new Value(1, 'a'), new Value(2, 'b')]
  expect(parts(a.mul(2).add(b.mul(3)))).toEqual(['a b', 'add', 'mul mul'])
})

test('every class of a random graph has equal ops, and equal classes of operands and of users', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { root } = randomGraph(seed)
    const order = topologicalOrder(root)
    const found = classes(order, () => false)
    const classOf = new Map(order.map((value, i) => [value, found[i]!]))
    const users = new Map<Value, number[]>(order.map((value) => [value, []]))
    for (const value of order) {
      for (const input of value.inputs) if (typeof input !== 'number') users.get(input)!.push(classOf.get(value)!)
    }
    const sorted = (xs: number[]) => xs.sort((a, b) => a - b).join()
    const looks = new Map<number, string>()
    for (const value of order) {
      const operands = value.inputs.map((x) => (typeof x === 'number' ? -1 : classOf.get(x)!))
      const look = `${value.op?.name} ${value.op?.arity === 'paired' ? '' : value.op?.commutes === true ? sorted(operands) : operands.join()} ${sorted(users.get(value)!)}`
      const known = looks.get(classOf.get(value)!)
      expect([seed, known ?? look]).toEqual([seed, look])
      looks.set(classOf.get(value)!, look)
    }
  }
})
