import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { backwardSteps, pathsTo } from '@gradus/explain'
import { randomProgram, run } from '@gradus/testkit'

test('on 1,000 random graphs, the sum over all paths is grad to 1e-12 of the sum of the absolute terms', () => {
  let most = 0
  for (let seed = 1; seed <= 1000; seed++) {
    const program = randomProgram(seed)
    const leaves = program.at.map((x, i) => new Value(x, `x${i}`))
    const root = run(program, leaves) as Value
    root.backward()
    for (const leaf of leaves.filter((x) => x.hasGrad)) {
      const { count, paths, branches } = pathsTo(root, leaf, { limit: 100_000 })
      if (paths!.length !== count) throw new Error(`${paths!.length} paths, ${count} counted, seed ${seed}`)
      const terms = paths!.map((path) => path.product)
      const size = terms.reduce((s, x) => s + Math.abs(x), 0)
      const sum = terms.reduce((s, x) => s + x, 0)
      if (!(Math.abs(sum - leaf.grad) <= 1e-12 * size)) throw new Error(`${sum} for ${leaf.grad}, seed ${seed}`)
      expect(branches.reduce((s, branch) => s + branch.count, 0)).toBe(count)
      expect(branches.reduce((s, branch) => s + branch.sum, 0)).toBe(leaf.grad)
      most = Math.max(most, count)
    }
  }
  expect(most).toBeGreaterThan(40)
})

describe('pathsTo', () => {
  const x = new Value(3, 'x')

  test('lists each path with its edges; an operand that is used twice gives two paths', () => {
    const square = x.mul(x)
    const root = square.add(x)
    const [first, second, third] = pathsTo(root, x).paths!
    expect(first!.edges.map(({ node, operand, input, partial }) => [node, operand, input, partial])).toEqual([
      [root, 0, square, 1],
      [square, 0, x, 3],
    ])
    expect(second!.edges[1]!.operand).toBe(1)
    expect(third).toEqual({ edges: [{ node: root, operand: 1, input: x, partial: 1 }], product: 1 })
  })

  test('counts more paths than anyone could list, and groups them by the last edge', () => {
    let y = x.add(1)
    for (let i = 0; i < 41; i++) y = y.add(y)
    const { count, paths, branches } = pathsTo(y.add(x), x)
    expect(count).toBe(2 ** 41 + 1)
    expect(paths).toBeUndefined()
    expect(branches.map(({ count, sum }) => [count, sum])).toEqual([
      [1, 1],
      [2 ** 41, 2 ** 41],
    ])
    for (let i = 0; i < 100; i++) y = y.add(y)
    expect(pathsTo(y, x).count).toBe(Number.MAX_SAFE_INTEGER)
  })

  test('40 paths are listed, 41 are not', () => {
    const copies = (n: number) => Array.from({ length: n - 1 }).reduce<Value>((y) => y.add(x), x)
    expect(pathsTo(copies(40), x).paths).toHaveLength(40)
    expect(pathsTo(copies(41), x)).toMatchObject({ count: 41, paths: undefined })
    expect(pathsTo(copies(41), x, { limit: 41 }).paths).toHaveLength(41)
  })

  test('a chain of 100,000 operations is one path', () => {
    let y = x
    for (let i = 0; i < 100_000; i++) y = y.add(1)
    expect(pathsTo(y, x).paths![0]).toMatchObject({ product: 1, edges: { length: 100_000 } })
  })

  test('an interior node and the root itself are reached too', () => {
    const y = x.mul(2)
    const root = y.mul(y)
    expect(pathsTo(root, y).paths!.map((path) => path.product)).toEqual([6, 6])
    expect(pathsTo(root, root).paths).toEqual([{ edges: [], product: 1 }])
  })

  test('a path through a slope of 0 has product 0, even next to an infinite slope', () => {
    const zero = new Value(0, 'zero')
    expect(pathsTo(zero.sqrt().mul(0), zero).paths![0]!.product).toBe(0)
    expect(backwardSteps(zero.sqrt().mul(0)).at(-1)!.gradient).toBe(0)
  })

  test('refuses a leaf of another graph', () => {
    expect(() => pathsTo(x, new Value(1, 'other'))).toThrow(
      new RangeError(
        'pathsTo: the leaf "other" is not in the graph of the root. Pass a Value that the root was made of.',
      ),
    )
    expect(() => pathsTo(x, new Value(1))).toThrow(/^pathsTo: the leaf is not in the graph/)
    expect(() => pathsTo(x, 'x' as never)).toThrow(new TypeError('pathsTo: the leaf is "x". Pass a Value.'))
    expect(() => pathsTo(x, x, { limit: 0 })).toThrow(/limit is 0\. Pass a whole number, 1 or more\.$/)
  })
})
