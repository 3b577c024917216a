import { describe, expect, test } from '@jest/globals'
import { add, mul, sub, sum, topologicalOrder, Value } from '@gradus/engine'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus'
import { arranged } from '../../src/choose/arrange.js'
import { places } from '../../src/choose/effort.js'
import { type Drawn, nearestRoot } from '../../src/choose/nearest.js'
import { describe as drawing } from '../../src/describe/describe.js'
import { View } from '../../src/detail/view.js'
import { renderSvg } from '../../src/svg/render.js'
import { boxesOf } from '../read-svg.js'

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

function drawnOf(root: Value, limit: number): Drawn[] {
  const view = new View(root, false, false)
  return [...arranged(nearestRoot(view, limit), view, topologicalOrder(root)).keys()]
}

describe('the number of places', () => {
  test('of x·x·x·x·x is the number of columns that its edges touch, and twice that with labels', () => {
    // From x twice into the first ×, from each × into the next, and from x over 2, 3 and 4 columns. Each edge has two ends.
    expect(places(drawnOf(power(5), 99), false)).toBe(2 + 3 + (2 + 3 + 4) + 8)
    expect(places(drawnOf(power(5), 99), true)).toBe(44)
    expect(places(drawnOf(new Value(1), 99), false)).toBe(0)
  })

  test('of random graphs is the number of columns that edges touch, with columns found by recursion', () => {
    for (let run = 0; run < 50; run++) {
      const drawn = drawnOf(randomGraph(5 + pick(60)), 40)
      const users = (one: Drawn) => drawn.filter(({ operands }) => operands.some(({ from }) => from === one))
      const ways = new Map<Drawn, number>()
      const way = (one: Drawn): number => {
        if (!ways.has(one)) ways.set(one, Math.max(-1, ...users(one).map(way)) + 1)
        return ways.get(one)!
      }
      const lengths = drawn.flatMap((one) => one.operands.map(({ from }) => way(from) - way(one) + 1))
      expect(places(drawn, false)).toBe(lengths.reduce((a, b) => a + b, 0))
    }
  })
})

describe('a drawing', () => {
  test('that is small has all the time it needs', () => {
    for (const root of [power(40), horner(20), complete(15)]) {
      expect([drawing(root).effort, drawing(root).notes]).toEqual(['all', []])
    }
    let chain = new Value(1)
    for (let i = 0; i < 199; i++) chain = chain.tanh()
    expect(drawing(chain, { partials: true }).effort).toBe('all')
  })

  test('with many long edges has less, and with very many has straight lines', () => {
    expect(drawing(power(60)).effort).toBe('less')
    expect(drawing(power(80), { partials: true }).effort).toBe('least')
  })

  test('that would take minutes is cut to 6000 places, and says so', () => {
    // k multiplications next to the root: from x over 1, 2, … k columns, and k - 1 edges between them; 2k - 1 ends.
    const placesOf = (k: number) => (k * (k + 1)) / 2 + k - 1 + (2 * k - 1)
    const { counts, notes } = drawing(power(200))
    const shown = counts.shown.nodes
    expect(notes[0]).toMatch(new RegExp(`^Shown: ${shown} of 200 nodes`))
    expect(placesOf(shown - 1)).toBeLessThanOrEqual(6000)
    expect(placesOf(shown)).toBeGreaterThan(6000)
    // All pairs of 32 boxes: 1 · 31 + 2 · 30 + … = (32³ - 32) / 6 columns and 496 ends are 5952; of 33 boxes 6512.
    expect(drawing(complete(200)).counts.shown.nodes).toBe(32)
  })

  test('with an explicit limit has that many boxes', () => {
    expect(drawing(power(200), { limit: 200 }).notes).toEqual([])
    expect(drawing(complete(200), { limit: 150 }).counts.shown.nodes).toBe(150)
  })

  test.each([
    ['x·x·…, 80 factors', power(80)],
    ["Horner's form of degree 60", horner(60)],
    ['a random graph', randomGraph(150)],
    ['x·x·…, 200 factors', power(200)],
    ['all sums of all before', complete(200)],
  ])('with the default limit can be laid out: %s', async (_, root) => {
    const one = drawing(root, { partials: true })
    expect([...boxesOf(await renderSvg(one)).keys()]).toEqual(one.boxes.map(({ id }) => id))
  })
})
