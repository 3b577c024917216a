import { describe, expect, test } from '@jest/globals'
import { dot, topologicalOrder, Value } from '@gradus/engine'
import { arranged } from '../../src/choose/arrange.js'
import { nearestRoot } from '../../src/choose/nearest.js'
import { ordered } from '../../src/choose/order.js'
import { View } from '../../src/detail/view.js'
import { renderSvg } from '../../src/svg/render.js'
import { crossEntropy, network, squares } from '../networks.js'
import { all, parseXml } from '../read-svg.js'

/** The texts of a drawing that look like `2:0`, with their places. */
async function placed(root: Value, direction: 'LR' | 'TB', pattern: RegExp) {
  const texts = all(parseXml(await renderSvg(root, { direction, limit: Infinity }))).filter(
    ({ name }) => name === 'text',
  )
  return texts.flatMap(({ text, attributes: { x, y } }) => {
    const match = pattern.exec(text)
    return match === null ? [] : [{ match, at: Number(direction === 'LR' ? y : x) }]
  })
}

describe.each(['LR', 'TB'] as const)('a network drawn %s has the units of each layer in order', (direction) => {
  test.each([
    ['2-3-1', [2, 3, 1], squares],
    ['2-5-1', [2, 5, 1], squares],
    ['3-3-3-2', [3, 3, 3, 2], squares],
    ['2-4-3-3', [2, 4, 3, 3], squares],
    ['4-6-3', [4, 6, 3], squares],
    ['2-8-8-1', [2, 8, 8, 1], squares],
    ['2-4-3 with cross-entropy of the first class', [2, 4, 3], crossEntropy(0)],
    ['2-4-3 with cross-entropy of the last class', [2, 4, 3], crossEntropy(2)],
  ])('%s', async (_, sizes, loss) => {
    const { inputs, run } = network(sizes)
    const layers: { unit: number; at: number }[][] = []
    for (const { match, at } of await placed(loss(run(inputs)), direction, /^(\d+):(\d+)$/)) {
      ;(layers[Number(match[1])] ??= []).push({ unit: Number(match[2]), at })
    }
    const drawn = layers.map((layer) => layer.sort((a, b) => a.at - b.at).map(({ unit }) => unit))
    expect(drawn).toEqual(sizes.map((count) => Array.from({ length: count }, (_, i) => i)))
  })
})

test('the operands of a dot stand in the order of its fields, a1 b1 a2 b2', async () => {
  const leaves = (letter: string) => [1, 2, 3].map((i) => new Value(i, `leaf ${letter}${i}`))
  const drawn = await placed(dot(leaves('a'), leaves('b')), 'LR', /^leaf (..)$/)
  expect(drawn.sort((a, b) => a.at - b.at).map(({ match }) => match[1])).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3'])
})

describe('ordered', () => {
  const x = new Value(1, 'x')
  const y = new Value(2, 'y')
  const named = (value: Value, label: string) => Object.assign(value, { label })
  const orders = (root: Value) => {
    const view = new View(root, false, false)
    const drawn = [...arranged(nearestRoot(view, Infinity), view, topologicalOrder(root)).keys()]
    return [...ordered(drawn)]
      .filter(([{ operands }]) => operands.length > 0)
      .map(([{ item }, { operands, isFixed }]) => [(item as Value).label, operands.map(({ index }) => index), isFixed])
  }

  test('leaves operands that are leaves to Graphviz if another box fixes the opposite order', () => {
    const root = named(named(x.sub(y), 'x − y').mul(named(y.sub(x), 'y − x')), 'root')
    expect(orders(root)).toEqual([
      ['x − y', [0, 1], true],
      ['y − x', [1, 0], false],
      ['root', [0, 1], true],
    ])
  })

  test('sorts operands that are results in the same way for all boxes', () => {
    const [a, b] = [named(x.exp(), 'a'), named(y.exp(), 'b')]
    const root = named(named(a.sub(b), 'a − b').mul(named(b.sub(a), 'b − a')), 'root')
    expect(orders(root)).toEqual([
      ['a', [0], false],
      ['b', [0], false],
      ['a − b', [0, 1], true],
      ['b − a', [1, 0], true],
      ['root', [0, 1], true],
    ])
  })

  test('has both operands of x·x', () => {
    expect(orders(named(x.mul(x), 'x·x'))).toEqual([['x·x', [0, 1], true]])
  })

  test('walks a chain of 100,000 nodes without recursion', () => {
    let chain = x
    for (let i = 0; i < 100_000; i++) chain = chain.add(1)
    expect(orders(chain)).toHaveLength(100_000)
  })
})
