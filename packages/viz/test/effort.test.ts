import { describe, expect, test } from '@jest/globals'
import { add, mul, sub, sum, Value } from '@gradus/engine'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus'
import { toDot } from '../src/dot.js'
import { places } from '../src/effort.js'
import type { Box } from '../src/near.js'
import { nearest } from '../src/near.js'
import { renderSvg } from '../src/render.js'

/** x·x·x·… */
function power(factors: number): Value {
  const x = new Value(1.01, 'x')
  let product = x
  for (let i = 1; i < factors; i++) product = product.mul(x)
  return product
}

/** (…((a0·x + a1)·x + a2)…)·x + an */
function horner(degree: number): Value {
  const x = new Value(0.9, 'x')
  let value = new Value(1, 'a0')
  for (let i = 1; i <= degree; i++) value = value.mul(x).add(new Value(i, `a${i}`))
  return value
}

/** Each node is the sum of all before it. */
function complete(nodes: number): Value {
  const all = [new Value(1)]
  while (all.length < nodes) all.push(sum(all))
  return all.at(-1)!
}

const random = xorshift128plus(7)
const pick = (n: number) => uniformInt(random, 0, n - 1)

function randomGraph(nodes: number): Value {
  const all = ['a', 'b', 'c'].map((label, i) => new Value(i + 1, label))
  while (all.length < nodes) {
    const operand = () => (pick(3) === 0 ? all[pick(all.length)]! : all[all.length - 1 - pick(3)]!)
    all.push([add, mul, sub][pick(3)]!(operand(), operand()))
  }
  return all.at(-1)!
}

const hints = (dot: string) => [...dot.matchAll(/^ {2}graph \[(.*)\]$/gm)].slice(1).map(([, text]) => text)
const note = (dot: string) => /(\d+) of (\d+) nodes, nearest the root/.exec(dot)?.slice(1).map(Number)
const drawnBoxes = (svg: string) => svg.match(/class="node"/g)!.length

describe('the number of places', () => {
  test('of x·x·x·x·x is the sum of the lengths of its edges, and twice that with labels', () => {
    // From x twice into the first ×, from each × into the next, and from x over 2, 3 and 4 columns.
    expect(places(nearest(power(5), 99, false, false), false)).toBe(2 + 3 + (2 + 3 + 4))
    expect(places(nearest(power(5), 99, false, false), true)).toBe(28)
    expect(places(nearest(new Value(1), 99, false, false), false)).toBe(0)
  })

  test('of random graphs is the sum of the lengths of their edges, with columns found by recursion', () => {
    for (let run = 0; run < 50; run++) {
      const picture = nearest(randomGraph(5 + pick(60)), 40, false, false)
      const users = (box: Box) => picture.boxes.filter(({ operands }) => operands.some((o) => o.box === box))
      const ways = new Map<Box, number>()
      const way = (box: Box): number => {
        if (!ways.has(box)) ways.set(box, Math.max(-1, ...users(box).map(way)) + 1)
        return ways.get(box)!
      }
      const lengths = picture.boxes.flatMap((box) => box.operands.map((o) => way(o.box) - way(box)))
      expect(places(picture, false)).toBe(lengths.reduce((a, b) => a + b, 0))
    }
  })
})

describe('a drawing', () => {
  test('that is small has no attributes that save time', () => {
    for (const root of [power(40), horner(20), complete(15)]) {
      expect(hints(toDot(root))).toEqual([])
      expect(note(toDot(root))).toBeUndefined()
    }
    let chain = new Value(1)
    for (let i = 0; i < 199; i++) chain = chain.tanh()
    expect(hints(toDot(chain, { partials: true }))).toEqual([])
  })

  test('with many long edges has attributes that save time, and with very many has straight lines', () => {
    expect(hints(toDot(power(60)))).toEqual(['nslimit=2'])
    expect(hints(toDot(power(80), { partials: true }))).toEqual([
      'nslimit=2 mclimit=0.05 splines=line outputorder=edgesfirst',
    ])
  })

  test('that would take minutes is cut to 10,000 places, and says so', () => {
    // k multiplications next to the root: from x over 1, 2, … k columns, and k - 1 edges between them.
    const places = (k: number) => (k * (k + 1)) / 2 + k - 1
    const [shown, total] = note(toDot(power(200)))!
    expect(total).toBe(200)
    expect(places(shown! - 1)).toBeLessThanOrEqual(10_000)
    expect(places(shown!)).toBeGreaterThan(10_000)
    // All pairs of 39 boxes: 1 · 38 + 2 · 37 + … = (39³ - 39) / 6 = 9880 columns; of 40 boxes 10,660.
    expect(note(toDot(complete(200)))).toEqual([39, 200])
  })

  test('with an explicit limit has that many boxes', () => {
    expect(note(toDot(power(200), { limit: 200 }))).toBeUndefined()
    expect(note(toDot(complete(200), { limit: 150 }))).toEqual([150, 200])
  })

  test.each([
    ['x·x·…, 80 factors', power(80), 80],
    ["Horner's form of degree 60", horner(60), 182],
    ['a random graph', randomGraph(150), undefined],
    ['x·x·…, 200 factors', power(200), undefined],
    ['all sums of all before', complete(200), undefined],
    [
      'a layer of 66 after a layer of 66',
      (() => {
        const layer = Array.from({ length: 66 }, () => new Value(1))
        return sum(layer.map(() => sum(layer)))
      })(),
      133,
    ],
  ])('with the default limit is drawn within the time limit: %s', async (_, root, boxes) => {
    const dot = toDot(root, { partials: true })
    const hidden = dot.match(/_more \[/g)?.length ?? 0
    const svg = await renderSvg(dot)
    expect(drawnBoxes(svg) - hidden).toBe(boxes ?? note(dot)?.[0] ?? nearest(root, 200, false, true).total)
  })
})
