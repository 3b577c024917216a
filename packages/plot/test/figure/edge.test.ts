import { expect, test } from '@jest/globals'
import { Edge } from '../../src/figure/edge.js'
import { plane } from '../../src/figure/plane.js'
import { look } from '../../src/options.js'

const all = look('plot', {})
const make = (scale: 'linear' | 'log' = 'linear') => {
  const room = plane({ x: 0, y: 0, width: 400, height: 300 }, all, {
    x: { label: 'x', domain: [0, 10] },
    y: { label: 'y', domain: [1, 100], scale },
  })
  return { room, edge: new Edge(room, all) }
}

test('a point with a place is where the axes say', () => {
  const { room, edge } = make()
  expect(edge.place(5, 50)).toEqual([room.atX(5), room.atY(50)])
  expect(edge.drawn).toBe(1)
  expect([edge.draw(), edge.sentences()]).toEqual(['', []])
})

test('each point without a place is marked once and counted with its reason', () => {
  const { edge } = make('log')
  const points = [[1, NaN], [2, Infinity], [3, 0], [4, -2], [NaN, 5], [5, 1000], [-1, 50], [NaN, NaN], [6, 50]] // oxfmt-ignore
  const places = points.map(([x, y]) => edge.place(x!, y!))
  expect(places.filter((at) => at !== undefined).length).toBe(1)
  expect(edge.sentences()).toEqual([
    'Marked at the edge: 3 NaN (×), 1 infinite or above 1e300 (▲), 2 at or below 0 on a log axis (▼), 2 outside of the axis (▲ ◄), of 9 points.',
  ])
})

test('marks lie inside of the area: above for +∞, below for NaN, left for an x that is too small', () => {
  const mark = (x: number, y: number) => {
    const { room, edge } = make()
    edge.place(x, y)
    const [, mx, my] = /d="M(\S+) ([\d.]+)/.exec(edge.draw())!.map(Number) as [number, number, number]
    const { area } = room
    expect(mx > area.x && mx < area.x + area.width && my > area.y && my < area.y + area.height).toBe(true)
    return [(mx - area.x) / area.width, (my - area.y) / area.height]
  }
  expect(mark(5, Infinity)[1]).toBeLessThan(0.05)
  expect(mark(5, NaN)).toEqual([expect.closeTo(0.5, 1), expect.closeTo(1, 1)])
  expect(mark(-Infinity, 50)).toEqual([expect.closeTo(0, 1), expect.closeTo(0.5, 1)])
  expect(mark(Infinity, 50)[0]).toBeGreaterThan(0.95)
})

test('marks that would cover each other become one, and the count stays exact', () => {
  const { edge } = make()
  for (let i = 0; i < 50_000; i++) edge.place(i / 5000, NaN)
  expect(edge.draw().length).toBeLessThan(3000)
  expect(edge.sentences('values')).toEqual(['Marked at the edge: 50,000 NaN (×), of 50,000 values.'])
})

test('placeAll keeps the order and leaves a gap for each fault', () => {
  const { room, edge } = make()
  const { xs, ys } = edge.placeAll([1, 2, 3], [10, NaN, 30])
  expect(xs).toEqual([1, 2, 3].map(room.atX))
  expect(ys).toEqual([room.atY(10), NaN, room.atY(30)])
})
