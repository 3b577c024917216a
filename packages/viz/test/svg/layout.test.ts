import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { describe as drawing, layOut } from '@gradus/viz'
import { moved } from '../../src/svg/layout.js'
import { network, squares } from '../networks.js'

const net = () => {
  const { inputs, run } = network([2, 3, 2])
  return squares(run(inputs))
}

describe.each([
  ['from left to right', { direction: 'LR', partials: true }],
  ['from top to bottom', { direction: 'TB', partials: true }],
  ['with frames', { frames: true }],
] as const)('a layout %s', (_, options) => {
  test('keeps boxes apart, and everything inside of the drawing', async () => {
    const { boxes, edges, frames } = drawing(net(), options)
    const layout = await layOut({ ...drawing(net(), options) })
    const areas = boxes.map(({ id, width, height }) => {
      const { x, y } = layout.boxes.get(id)!
      return { id, left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }
    })
    for (const a of areas) {
      expect(a.left >= 0 && a.top >= 0 && a.right <= layout.width && a.bottom <= layout.height).toBe(true)
      for (const b of areas) {
        const overlap = a !== b && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
        expect([a.id, b.id, overlap]).toEqual([a.id, b.id, false])
      }
    }
    expect(layout.edges.size).toBe(edges.length)
    expect(layout.frames.size).toBe(frames.length)
    for (const { frame, id } of boxes) {
      if (frame === undefined) continue
      const { x, y, width, height } = layout.frames.get(frame)!
      const box = areas.find((area) => area.id === id)!
      expect(box.left >= x && box.right <= x + width && box.top >= y && box.bottom <= y + height).toBe(true)
    }
  })

  test('leads edges from operand to result, to the field of the operand', async () => {
    const one = drawing(net(), options)
    const { boxes, edges } = await layOut(one)
    const boxOf = new Map(one.boxes.map((box) => [box.id, box]))
    const isLR = one.direction === 'LR'
    for (const { id, to, port } of one.edges) {
      const { tip } = edges.get(id)!
      const [box, center] = [boxOf.get(to)!, boxes.get(to)!]
      const reach = 9 // Graphviz ends an edge up to this far from the box
      expect(Math.abs(tip.x - center.x)).toBeLessThan(box.width / 2 + reach)
      expect(Math.abs(tip.y - center.y)).toBeLessThan(box.height / 2 + reach)
      if (port === undefined) continue
      const place = box.ports.findIndex(({ index }) => index === port)
      const side = isLR ? box.height / box.ports.length : box.width / box.ports.length
      const [at, start] = isLR ? [tip.y, center.y - box.height / 2] : [tip.x, center.x - box.width / 2]
      expect(Math.floor((at - start) / side)).toBe(place)
    }
  })
})

test('depends on sizes only: other numbers, colors and labels of the same width give the same layout', async () => {
  const graph = (a: string, n: number) => new Value(n, a).mul(new Value(n + 1, 'y')).add(3)
  const places = async (root: Value, options: object) =>
    JSON.stringify([...(await layOut(drawing(root, options))).boxes])
  expect(await places(graph('x', 1), {})).toBe(await places(graph('z', 5), { theme: 'dark' }))
})

test('moved moves everything by the same amount', async () => {
  const layout = await layOut(drawing(net(), { frames: true, partials: true }))
  const away = moved(layout, 100, 20)
  const [before, after] = [layout, away].map(({ boxes, edges, frames }) => [
    ...boxes.values(),
    ...[...edges.values()].flatMap(({ curve, tip, label }) => [...curve, tip, ...(label ? [label] : [])]),
    ...frames.values(),
  ])
  after!.forEach(({ x, y }, i) => {
    expect(x - before![i]!.x).toBeCloseTo(100, 6)
    expect(y - before![i]!.y).toBeCloseTo(20, 6)
  })
})

test('a chain that is too long for Graphviz is an error with advice, and the next layout works', async () => {
  let v = new Value(1)
  for (let i = 0; i < 20_000; i++) v = v.neg()
  await expect(layOut(drawing(v, { limit: Infinity }))).rejects.toThrow(
    'layOut: Graphviz ran out of memory or stack. Draw fewer nodes, with the option limit.',
  )
  expect((await layOut(drawing(new Value(1)))).boxes.size).toBe(1)
})
