import { expect, test } from '@jest/globals'
import { plotCurves } from '../../src/kinds/curves.js'
import { colorOf } from '../../src/marks/symbols.js'
import { themes } from '@gradus/svg'
import { textBoxes } from '../whole/text-boxes.js'

const texts = (svg: string) => textBoxes(svg).map(({ text }) => text)
const curves = { training: [3, 2, 1, 0.5], validation: [3, 2.5, 2.75, 4] }

test('the best epoch of the validation curve is marked', () => {
  expect(texts(plotCurves(curves))).toContain('best: epoch 2, 2.5')
  expect(texts(plotCurves(curves, { bestOf: 'training' }))).toContain('best: epoch 4, 0.5')
  expect(texts(plotCurves(curves, { best: 'highest', yLabel: 'accuracy' }))).toContain('best: epoch 4, 4')
  expect(plotCurves(curves, { best: 'none' })).not.toContain('best')
  expect(texts(plotCurves({ a: [5, 4], b: [3, 2] }))).toContain('best: epoch 2, 2') // the last curve
})

test('values without a place cannot be the best', () => {
  expect(texts(plotCurves({ loss: [NaN, -Infinity, 2, -1] }))).toContain('best: epoch 4, -1')
  expect(texts(plotCurves({ loss: [0, -5, 2, 3] }, { scale: 'log' }))).toContain('best: epoch 3, 2')
})

test('the first value is at epoch 1, or where the option says', () => {
  expect(texts(plotCurves(curves))).toEqual(expect.arrayContaining(['1', '2', '3', '4', 'epoch', 'loss']))
  expect(texts(plotCurves(curves, { first: 0, xLabel: 'time (s)', yLabel: 'loss (nats)' }))).toEqual(
    expect.arrayContaining(['0', '3', 'time (s)', 'loss (nats)', 'best: time (s) 1, 2.5']),
  )
  expect(texts(plotCurves(curves, { whole: false, width: 1000 }))).toContain('1.4')
  const one = texts(plotCurves({ loss: [3] }, { first: 0 }))
  expect([one.includes('0'), one.includes('-1')]).toEqual([true, false])
})

test('values stand where at says', () => {
  const svg = plotCurves({ loss: [4, 1, 2] }, { at: [0, 10, 100], xLabel: 'pass' })
  expect(texts(svg)).toEqual(expect.arrayContaining(['0', '100', 'best: pass 10, 1']))
  const [, ...xs] = /<path d="M([\d.]+),[\d.]+L([\d.]+),[\d.]+L([\d.]+),[\d.]+" fill="none"/
    .exec(svg)!
    .map(Number) as number[]
  expect((xs[1]! - xs[0]!) / (xs[2]! - xs[0]!)).toBeCloseTo(0.1, 2)
  const every = Array.from({ length: 5000 }, (_, i) => i)
  const values = every.map((i) => Math.sin(i / 300))
  expect(plotCurves({ loss: values }, { at: every })).toBe(plotCurves({ loss: values }, { first: 0 }))
})

test('each curve has its name and its color', () => {
  const svg = plotCurves(curves, { theme: 'dark' })
  expect(texts(svg).slice(0, 2)).toEqual(['training', 'validation'])
  for (const i of [0, 1]) expect(svg.split(`stroke="${colorOf(themes.dark, i)}"`).length).toBe(3)
})

test('a log axis counts what it cannot show', () => {
  const caption = texts(plotCurves({ a: [1, 0, -1, NaN, Infinity, 10] }, { scale: 'log', width: 1000 })).at(-1)
  expect(caption).toBe(
    'Marked at the edge: 2 at or below 0 on a log axis (▼), 1 NaN (×), 1 infinite or above 1e300 (▲), of 6 values.',
  )
})

test('100,000 values: an extreme stays exactly, in at most 200 kB', () => {
  const loss = Array.from({ length: 100_000 }, (_, i) => 1 + 0.1 * Math.sin(i * 12.9898))
  loss[31_337] = 5
  const svg = plotCurves({ loss }, { width: 1600, best: 'highest' })
  expect(svg.length).toBeLessThan(200_000)
  const [, cx, cy] = /<circle cx="([\d.]+)" cy="([\d.]+)"/.exec(svg)!.map(Number) as [number, number, number]
  const path = /<path d="(M[^"]*L[^"]*)" fill="none"/.exec(svg)![1]!
  const points = path.slice(1).split('L').map((pair) => pair.split(',').map(Number) as [number, number]) // oxfmt-ignore
  expect(points.some(([x, y]) => Math.abs(x - cx) < 0.1 && Math.abs(y - cy) < 0.1)).toBe(true)
})

test('values that are left out because others cover them are counted', () => {
  const long = Array.from({ length: 50_000 }, (_, i) => 1 + Math.sin(i))
  const caption = texts(plotCurves({ long, broken: [1, NaN] }, { width: 1000 })).at(-1)
  expect(caption).toBe('Marked at the edge: 1 NaN (×), of 50,002 values.')
  expect(texts(plotCurves({ broken: [...long, NaN, NaN] }, { width: 1000 })).at(-1)).toContain('2 NaN (×), of 50,002')
})

test.each([
  [() => plotCurves([1, 2] as never), 'plotCurves: the curves are an array of length 2. Pass an object with a list of numbers per name.'],
  [() => plotCurves({ a: 'x' } as never), 'plotCurves: the curve "a" is "x". Pass an array of numbers.'],
  [() => plotCurves({ a: [1] }, { bestOf: 'b' }), 'plotCurves: the option bestOf is "b". Pass "a".'],
  [() => plotCurves({ a: [1] }, { best: 'best' as never }), 'plotCurves: the option best is "best". Pass "lowest" or "highest" or "none".'],
  [() => plotCurves({ a: [1] }, { scale: 'sqrt' as never }), 'plotCurves: the option scale is "sqrt". Pass "linear" or "log".'],
  [() => plotCurves({ a: [1] }, { first: NaN }), 'plotCurves: the option first is NaN. Pass a finite number.'],
  [() => plotCurves({ a: [1] }, { at: [1], first: 1 }), 'plotCurves: there are first and at. Pass one of them.'],
  [() => plotCurves({ a: [1] }, { at: [1, 2] }), 'plotCurves: there are 2 places in at and 1 values of "a". Pass as many of one as of the other.'],
  [() => plotCurves({ a: [1, 2] }, { at: [1, 1] }), 'plotCurves: the option at has 1 at index 1. Pass finite numbers in ascending order.'],
  [() => plotCurves({ a: [1, 2] }, { at: [1, Infinity] }), 'plotCurves: the option at has Infinity at index 1. Pass finite numbers in ascending order.'],
  [() => plotCurves({ a: [1] }, { xLabel: 1 as never }), 'plotCurves: the option xLabel is 1. Pass a string.'],
])('wrong use is an error: %#', (use, message) => {
  expect(use).toThrow(message)
}) // oxfmt-ignore
