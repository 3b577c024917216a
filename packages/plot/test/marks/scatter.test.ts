import { colorOf, symbolPath } from '../../src/marks/symbols.js'
import { expect, test } from '@jest/globals'
import { scatter } from '../../src/marks/scatter.js'
import { look } from '../../src/options.js'

const all = look('plot', {})
const cloud = (n: number) => ({
  xs: Array.from({ length: n }, (_, i) => 50 + ((i * 7919) % 5003) / 10),
  ys: Array.from({ length: n }, (_, i) => 50 + ((i * 104_729) % 3001) / 10),
})

test('up to 2,000 points each have a symbol of their class', () => {
  const { svg, caption } = scatter([10, 20, 30], [10, 20, NaN], [0, 1, 1], all)
  expect(svg).toContain(`d="${symbolPath(0, 10, 10, 3.96)}" fill="${colorOf(all.theme, 0)}"`)
  expect(svg).toContain(`d="${symbolPath(1, 20, 20, 3.96)}"`)
  expect(svg).not.toContain('M30')
  expect(caption).toEqual([])
})

test('more points are gathered, the caption says how many, and the outermost stay exactly where they are', () => {
  const { xs, ys } = cloud(100_000)
  xs[70_000] = 20.3
  ys[80_000] = 399.9
  const { svg, caption } = scatter(
    xs,
    ys,
    xs.map(() => 0),
    all,
  )
  expect(caption[0]).toMatch(/^100,000 points, gathered in [\d,]+ squares of \d+ × \d+ pixels; /)
  expect(svg.length).toBeLessThan(150_000)
  expect(svg).toContain(`M20.3 ${Math.round(ys[70_000]! * 10) / 10}m`)
  expect(svg).toContain(` 399.9m`)
})

test('squares of more points are stronger', () => {
  const xs = [...Array(3000).fill(100.5), ...cloud(100).xs]
  const ys = [...Array(3000).fill(100.5), ...cloud(100).ys]
  const { svg } = scatter(
    xs,
    ys,
    xs.map(() => 0),
    all,
  )
  const strongest = /d="([^"]*)"[^>]*stroke-opacity="1"/.exec(svg)![1]!
  expect(strongest).toBe('M100 100.5h1')
  expect(/d="([^"]*)"[^>]*stroke-opacity="0.55"/.exec(svg)![1]!.split('M').length).toBeGreaterThan(90)
})

test('every class of a large plot keeps its shape', () => {
  const { xs, ys } = cloud(30_000)
  const { svg } = scatter(xs, ys, xs.map((_, i) => i % 12), all) // oxfmt-ignore
  const shapes = [...svg.matchAll(/d="M\S+ \S+?([a-z][^"]*?)z[^"]*" fill=/g)].map(([, shape]) => shape)
  expect(shapes.length).toBe(12)
  expect(new Set(shapes).size).toBe(8)
})
