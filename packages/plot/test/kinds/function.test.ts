import { sin, Value } from '@gradus/engine'
import { expect, test } from '@jest/globals'
import { plotActivations, plotFunction } from '../../src/kinds/function.js'
import { textBoxes } from '../whole/text-boxes.js'

const texts = (svg: string) => textBoxes(svg).map(({ text }) => text)
/** The points of the curves, in data coordinates from the frame, first f, then f′, then f″. */
function curves(svg: string): [number, number][][] {
  const paths = [...svg.matchAll(/<path d="(M[\d.,ML]*)" fill="none" stroke="#(?:1a66cc|b35000|075144)"/g)]
  return paths.map(([, d]) =>
    d!
      .slice(1)
      .split(/[ML]/)
      .map((pair) => pair.split(',').map(Number) as [number, number]),
  )
}

test('f, f′ and f″ are those of the engine: the curves of sin turn where theirs should', () => {
  const svg = plotFunction(sin, [0, 2 * Math.PI], { name: 'sin', xLabel: 'x (rad)' })
  expect(texts(svg)).toEqual(expect.arrayContaining(['sin', 'sin′', 'sin″', 'x (rad)']))
  const [f, f1, f2] = curves(svg) as [[number, number][], [number, number][], [number, number][]]
  const xs = f.map(([x]) => x)
  const share = (curve: [number, number][], better: (a: number, b: number) => boolean) => {
    const at = curve.reduce((best, point) => (better(point[1], best[1]) ? point : best))
    return (at[0] - xs[0]!) / (xs.at(-1)! - xs[0]!)
  }
  const highest = (a: number, b: number) => a < b // y grows downwards
  expect(share(f, highest)).toBeCloseTo(0.25, 1)
  const firstHalf = f1.filter(([x]) => x < (xs[0]! + xs.at(-1)!) / 2)
  expect(share(firstHalf, highest)).toBeCloseTo(0, 1)
  expect(share(f1, (a, b) => a > b)).toBeCloseTo(0.5, 1)
  expect(share(f2, highest)).toBeCloseTo(0.75, 1)
})

test('the derivatives lie on top, so that a derivative that equals f is seen as dashes', () => {
  const strokes = [...plotFunction((x) => x.exp(), [0, 1]).matchAll(/<path d="M[^"]*"[^>]*stroke="(#\w+)"[^>]*>/g)]
  const colors = strokes.map(([, color]) => color).filter((color) => /1a66cc|b35000|075144/.test(color!))
  expect(colors.slice(-3)).toEqual(['#1a66cc', '#b35000', '#075144'])
})

test('order says how many derivatives', () => {
  expect(texts(plotFunction((x) => x.square(), [0, 1], { order: 0 }))).not.toContain('f′')
  expect(curves(plotFunction((x) => x.square(), [0, 1], { order: 1 })).length).toBe(2)
})

test('near a pole the curve leaves the picture; the rest stays readable and the caption counts', () => {
  const svg = plotFunction((x) => x.tan(), [-1, 5], { order: 0, name: 'tan' })
  expect(texts(svg).some((text) => /^Marked at the edge: \d+ outside of the axis \(.*\), of 601 computed values\.$/.test(text))).toBe(true) // oxfmt-ignore
  expect(texts(svg)).not.toContain('100')
  expect(plotFunction((x) => x.tan(), [-1, 5], { order: 0, y: [-1e20, 1e20] })).not.toContain('outside')
})

test('values that do not exist are marked', () => {
  const svg = plotFunction((x) => x.log(), [-1, 1], { order: 0 })
  expect(texts(svg).join(' ')).toMatch(/Marked at the edge: 300 NaN \(×\), 1 infinite or below -1e300 \(▼\)/)
  expect(texts(plotFunction(() => new Value(NaN), [0, 1], { order: 0 }))).toContain('No values to draw')
})

test('where the function does not exist, its derivatives are left out', () => {
  const log = (options = {}) => plotFunction((x) => x.log(), [-1, 1], { y: [-9, 9], ...options })
  const startsOf = (svg: string) => curves(svg).map((points) => Math.min(...points.map(([x]) => x)))
  const [f, first, second] = startsOf(log()) as [number, number, number]
  expect(first).toBeGreaterThanOrEqual(f) // 1 / x and −1 / x² exist at each x, and log(x) above 0 only
  expect(second).toBeGreaterThanOrEqual(f)
  expect(texts(log()).join(' ')).toMatch(/Marked at the edge: 300 NaN/)
  expect(log({ at: -0.5 })).not.toContain('<circle')
})

test('a point is marked on each curve that is in the picture there', () => {
  const points = (at?: number) => {
    const options = at === undefined ? {} : { at }
    return [
      ...plotFunction((x) => x.pow(3), [-1, 1], { y: [-3, 3], ...options }).matchAll(/<circle [^>]*cy="([^"]*)"/g),
    ].map(([, y]) => Number(y))
  }
  expect(points().length).toBe(0)
  expect(points(0.4).length).toBe(3) // 0.064, 0.48, 2.4
  expect(points(0.9).length).toBe(2) // f″ is 5.4
  expect(points(2).length).toBe(0)
  const [second, first, value] = points(0.4)
  expect((value! - second!) / (value! - first!)).toBeCloseTo((2.4 - 0.064) / (0.48 - 0.064), 1)
})

test('a constant, also as a plain number, is a function too', () => {
  expect(curves(plotFunction(() => 3, [0, 1])).length).toBe(3)
})

test('activations: a panel for each, by default those of the engine', () => {
  const names = ['sigmoid', 'tanh', 'relu', 'leakyRelu', 'elu', 'softplus', 'silu', 'gelu']
  const svg = plotActivations()
  expect(texts(svg)).toEqual(expect.arrayContaining([...names, 'activation g(z)', 'slope g′(z)']))
  expect(texts(svg).filter((text) => text === 'z').length).toBe(8)
  const own = plotActivations({ cube: (z) => z.pow(3) }, { range: [0, 2] })
  expect(texts(own)).toEqual(expect.arrayContaining(['cube', '0', '2']))
})

test.each([
  [() => plotFunction('x' as never, [0, 1]), 'plotFunction: f is "x". Pass a function.'],
  [() => plotFunction((x) => x, [1, 1]), 'plotFunction: the range is [1, 1]. Pass two finite numbers, the lower one first.'],
  [() => plotFunction((x) => x, [0, 1], { order: 3 }), 'plotFunction: the option order is 3. Pass 0, 1 or 2.'],
  [() => plotFunction((() => 'a') as never, [0, 1]), 'plotFunction: f returned "a". Return a Value or a number.'],
  [() => plotActivations({}), 'plotActivations: there are 0 functions. Pass 1 to 24.'],
  [() => plotActivations({ a: 1 } as never), 'plotActivations: "a" is 1. Pass a function.'],
  [() => plotActivations(undefined, { range: [0, NaN] }), 'plotActivations: the option range is [0, NaN]. Pass two finite numbers, the lower one first.'],
])('wrong use is an error: %#', (use, message) => {
  expect(use).toThrow(message)
}) // oxfmt-ignore
