import { describe, expect, test } from '@jest/globals'
import { dot, logSumExp, sum, Value } from '@gradus/engine'
import { toDot } from '../src/dot.js'
import { nearest } from '../src/near.js'
import { ordered } from '../src/order.js'
import { renderSvg } from '../src/render.js'

/** Fully connected tanh layers. Unit i of layer l has the label `l:i`; layer 0 has the inputs. */
function network(sizes: readonly number[]): Value[] {
  let units = Array.from({ length: sizes[0]! }, (_, i) => new Value(i / 2 - 1, `0:${i}`))
  sizes.slice(1).forEach((count, l) => {
    units = Array.from({ length: count }, (_, i) => {
      const weights = units.map((_, j) => new Value(Math.sin(7 * i + 3 * j + l)))
      const unit = dot(weights, units).add(new Value(0.1)).tanh()
      unit.label = `${l + 1}:${i}`
      return unit
    })
  })
  return units
}

/** The units of each layer, in the order in which the picture has them. */
async function drawnLayers(root: Value, direction: 'LR' | 'TB'): Promise<number[][]> {
  const svg = await renderSvg(toDot(root, { direction, limit: Infinity }))
  const layers: { unit: number; at: number }[][] = []
  for (const [, x, y, layer, unit] of svg.matchAll(/<text[^>]* x="([-.\d]+)" y="([-.\d]+)"[^>]*>(\d+):(\d+)</g)) {
    ;(layers[Number(layer)] ??= []).push({ unit: Number(unit), at: Number(direction === 'LR' ? y : x) })
  }
  return layers.map((layer) => layer.sort((a, b) => a.at - b.at).map(({ unit }) => unit))
}

const squares = (units: Value[]) => sum(units.map((unit) => unit.sub(0.3).square()))
const crossEntropy = (right: number) => (units: Value[]) => logSumExp(units.map((unit) => unit.sub(units[right]!)))

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
    const expected = sizes.map((count) => Array.from({ length: count }, (_, i) => i))
    expect(await drawnLayers(loss(network(sizes)), direction)).toEqual(expected)
  })
})

test('the operands of a dot stand in the order of its fields, a1 b1 a2 b2', async () => {
  const leaves = (letter: string) => [1, 2, 3].map((i) => new Value(i, `leaf ${letter}${i}`))
  const svg = await renderSvg(toDot(dot(leaves('a'), leaves('b'))))
  const drawn = [...svg.matchAll(/<text[^>]* y="([-.\d]+)"[^>]*>leaf (..)</g)].sort(
    ([, a], [, b]) => Number(a) - Number(b),
  )
  expect(drawn.map(([, , label]) => label)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3'])
})

describe('ordered', () => {
  const x = new Value(1, 'x')
  const y = new Value(2, 'y')
  const named = (value: Value, label: string) => Object.assign(value, { label })
  const orders = (root: Value) =>
    [...ordered(nearest(root, Infinity, false, false))]
      .filter(([{ operands }]) => operands.length > 0)
      .map(([box, { operands, isFixed }]) => [box.label, operands.map(({ index }) => index), isFixed])

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
