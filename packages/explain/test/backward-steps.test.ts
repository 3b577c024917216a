import { describe, expect, test } from '@jest/globals'
import { dot, topologicalOrder, Value, where } from '@gradus/engine'
import { type BackwardStep, backwardSteps, type Mistake, mistakenSteps } from '@gradus/explain'
import { randomProgram, run, showProgram } from '@gradus/testkit'

/** The gradient of every node, from the contributions alone. */
function fold(root: Value, steps: readonly BackwardStep[]): Map<Value, number> {
  const gradients = new Map<Value, number>(steps.map(({ node }) => [node, 0]))
  gradients.set(root, 1)
  for (const { edges } of steps) {
    for (const { input, contribution } of edges) gradients.set(input, gradients.get(input)! + contribution)
  }
  return gradients
}

test('folding the steps gives grad bit for bit on 1,000 random graphs, also in leaves that have a gradient already', () => {
  let reused = 0
  for (let seed = 1; seed <= 1000; seed++) {
    const program = randomProgram(seed)
    const leaves = program.at.map((x, i) => new Value(x, `x${i}`))
    const root = run(program, leaves) as Value
    const earlier = new Map(leaves.map((leaf, i) => [leaf, i * 0.1]))
    for (const [leaf, grad] of earlier) leaf.grad = grad
    const steps = backwardSteps(root)
    const folded = fold(root, steps)
    if (leaves.some((leaf) => leaf.grad !== earlier.get(leaf))) throw new Error('grad was touched')
    root.backward()
    for (const { node, gradient, edges } of steps) {
      const expected = folded.get(node)! + (earlier.get(node) ?? 0)
      const ok = Object.is(node.grad, expected) && Object.is(gradient, folded.get(node))
      if (!ok) throw new Error(`${node}: ${expected}; ${showProgram(program)}`)
      reused += edges.filter((edge) => edge.arrival > 1).length
    }
  }
  expect(reused).toBeGreaterThan(1000)
})

describe('backwardSteps', () => {
  test('takes the nodes in the order of backward, each once, leaves included', () => {
    const x = new Value(3, 'x')
    const root = x.mul(2).add(x.square())
    expect(backwardSteps(root).map(({ node }) => node)).toEqual(topologicalOrder(root).reverse())
  })

  test('counts the arrivals at each input and adds them up', () => {
    const x = new Value(3, 'x')
    const product = x.mul(x)
    const root = product.add(x)
    const steps = backwardSteps(root)
    expect(steps).toEqual([
      {
        node: root,
        gradient: 1,
        edges: [
          { operand: 0, input: product, partial: 1, contribution: 1, arrival: 1, sum: 1 },
          { operand: 1, input: x, partial: 1, contribution: 1, arrival: 1, sum: 1 },
        ],
      },
      {
        node: product,
        gradient: 1,
        edges: [
          { operand: 0, input: x, partial: 3, contribution: 3, arrival: 2, sum: 4 },
          { operand: 1, input: x, partial: 3, contribution: 3, arrival: 3, sum: 7 },
        ],
      },
      { node: x, gradient: 7, edges: [] },
    ])
  })

  test('a node whose gradient is 0 passes nothing on, and 0 times an infinite slope is 0', () => {
    const [x, y] = [new Value(0, 'x'), new Value(2, 'y')]
    const root = x.sqrt().mul(0).add(y)
    expect(backwardSteps(root).map(({ edges }) => edges.map((edge) => edge.contribution))).toEqual([
      [1, 1],
      [],
      [0],
      [],
      [],
    ])
    expect(backwardSteps(x.mul(0).sqrt()).map(({ gradient }) => gradient)).toEqual([1, Infinity, 0])
    const masked = backwardSteps(where(y, y, x.log()))
    expect(masked.find(({ node }) => node === x)!.gradient).toBe(0)
  })

  test('leaves without a gradient have none afterwards', () => {
    const x = new Value(3, 'x')
    backwardSteps(x.mul(2))
    expect([x.grad, x.hasGrad]).toEqual([0, false])
  })

  test('numbers among the operands receive nothing', () => {
    const x = new Value(3, 'x')
    const [step] = backwardSteps(dot([2, x], [x, 5]) as Value)
    expect(step!.edges.map((edge) => [edge.operand, edge.contribution, edge.sum])).toEqual([
      [1, 5, 5],
      [2, 2, 7],
    ])
  })

  test('a leaf alone has gradient 1', () => {
    const x = new Value(3)
    expect(backwardSteps(x)).toEqual([{ node: x, gradient: 1, edges: [] }])
  })

  test('refuses anything but a Value', () => {
    expect(() => backwardSteps(3 as never)).toThrow(new TypeError('backwardSteps: the root is 3. Pass a Value.'))
  })
})

describe('mistakenSteps', () => {
  const a = new Value(3, 'a')
  const b = a.mul(2)
  const c = b.add(1)
  const d = b.mul(c)
  b.label = 'b'
  c.label = 'c'
  d.label = 'd'
  const gradientOf = (steps: readonly BackwardStep[]) => steps.find(({ node }) => node === a)!.gradient

  test('the order d, b, c, a gives 14 and not 26, because b passes on 7 before the rest arrives', () => {
    expect(gradientOf(backwardSteps(d))).toBe(26)
    const steps = mistakenSteps(d, 'early')
    expect(steps.map(({ node, gradient }) => `${node.label} ${gradient}`)).toEqual(['d 1', 'b 7', 'c 6', 'a 14'])
    expect(steps[2]!.edges[0]).toMatchObject({ input: b, contribution: 6, arrival: 2, sum: 13 })
  })

  test('= for += keeps the last arrival only', () => {
    const steps = mistakenSteps(d, 'overwrite')
    expect(steps.map(({ node, gradient }) => `${node.label} ${gradient}`)).toEqual(['d 1', 'c 6', 'b 6', 'a 12'])
  })

  test('a leaf that is found early still receives everything', () => {
    const x = new Value(3, 'x')
    expect(mistakenSteps(x.add(x.mul(x)), 'early').at(-1)).toEqual({ node: x, gradient: 7, edges: [] })
  })

  test('refuses an unknown mistake', () => {
    expect(() => mistakenSteps(d, 'late' as Mistake)).toThrow(
      new RangeError('mistakenSteps: mistake is "late". Pass "overwrite" or "early".'),
    )
  })
})
