import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { parseExpression } from '@gradus/expression'
import { type Description, describe as drawing, type GraphLayout, layOut } from '@gradus/viz'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus'

type Direction = Description['direction']
const graph = (text: string): Value =>
  parseExpression(text).graph(Object.fromEntries([...'wxyz'].map((name, i) => [name, new Value(i, name)])))
const drawn = (text: string, direction: Direction = 'LR'): Description => drawing(graph(text), { direction })

/** The places of the leaves, by name. */
const leaves = ({ boxes }: Description, layout: GraphLayout) =>
  new Map(
    boxes
      .filter(({ node }) => node?.op === null)
      .map(({ id, node }) => [node!.label, { id, ...layout.boxes.get(id)! }]),
  )
type Leaves = ReturnType<typeof leaves>

/** The layout of `text` after a drawing with the leaves `before`. */
async function after(before: Leaves, text: string, direction: Direction = 'LR') {
  const description = drawn(text, direction)
  const places = [...description.boxes].flatMap(({ id, node }) => {
    const place = before.get(node?.label ?? '')
    return node?.op === null && place !== undefined ? [[id, place] as const] : []
  })
  const layout = await layOut(description, new Map(places))
  return { description, layout, leaves: leaves(description, layout) }
}

/** Pairs of leaves that stand in one column in both drawings, but in the other order. */
function swapped(a: Leaves, b: Leaves, direction: Direction): string[] {
  const [along, across] = direction === 'LR' ? (['x', 'y'] as const) : (['y', 'x'] as const)
  const names = [...a.keys()].filter((name) => b.has(name))
  return names.flatMap((p) =>
    names.filter((q) => {
      const isTogether = [a, b].every((places) => places.get(p)![along] === places.get(q)![along])
      const [was, is] = [a, b].map((places) => Math.sign(places.get(p)![across] - places.get(q)![across]))
      return isTogether && was !== is
    }).map((q) => p + q),
  ) // oxfmt-ignore
}

test('x and y do not change places when the expression around them changes', async () => {
  const first = await after(new Map(), 'w + (x + y) * z')
  expect([first.leaves.get('x')!.x, first.leaves.get('x')!.y < first.leaves.get('y')!.y]).toEqual([
    first.leaves.get('y')!.x,
    true,
  ])
  const second = await after(first.leaves, '(x + y) * z * x')
  expect(swapped(first.leaves, second.leaves, 'LR')).toEqual([])
  expect(second.leaves.get('x')!.x).toBe(second.leaves.get('y')!.x)
  // Even if the operands ask for the other order.
  const third = await after(second.leaves, '(y - x) * z')
  expect(swapped(second.leaves, third.leaves, 'LR')).toEqual([])
})

test.each(['LR', 'TB'] as const)(
  'in 100 random changes, %s, leaves of one column keep their order',
  async (direction) => {
    const random = xorshift128plus(7)
    const int = (n: number) => uniformInt(random, 0, n - 1)
    const some = (size: number): string => {
      if (size === 0) return 'wxyz'[int(4)]!
      const left = int(size)
      return `(${some(left)} ${'+-*/'[int(4)]} ${some(size - 1 - left)})`
    }
    let before = await after(new Map(), some(5), direction)
    let swaps = 0
    for (let i = 0; i < 100; i++) {
      const text = some(2 + int(6))
      const next = await after(before.leaves, text, direction)
      expect([text, swapped(before.leaves, next.leaves, direction)]).toEqual([text, []])
      expect(next.layout.edges.size).toBe(next.description.edges.length)
      swaps += swapped(before.leaves, (await after(new Map(), text, direction)).leaves, direction).length
      before = next
    }
    expect(swaps).toBeGreaterThan(50) // left alone, Graphviz swaps many of them
  },
)

test('a layout stays as it is if the order was kept anyway', async () => {
  const { layout, leaves: places } = await after(new Map(), '(x + y) * z')
  expect((await after(places, '(x + y) * z')).layout).toEqual(layout)
})

test('boxes in frames cannot keep their order, and that is an error', async () => {
  const description = { ...drawn('x + y'), frames: [{ id: 'f0', name: 'unit', parent: undefined }] }
  await expect(layOut(description, new Map([['n0', { x: 0, y: 0 }]]))).rejects.toThrow(
    new RangeError('layOut: boxes in frames cannot keep their order. Draw without the option frames.'),
  )
})
