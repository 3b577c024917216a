import { expect, test } from '@jest/globals'
import { plotRates } from '../../src/kinds/rates.js'
import { textBoxes } from '../whole/text-boxes.js'

const texts = (svg: string) => textBoxes(svg).map(({ text }) => text)
/** A loss that falls fastest where the rate is `at`. */
const sweep = (at: number) =>
  Array.from({ length: 101 }, (_, i) => {
    const lr = 10 ** (-5 + i / 20)
    return { lr, loss: 2 - 1.5 / (1 + (at / lr) ** 2) }
  })

test.each([1e-3, 0.1])('the rate where the loss falls steepest is marked: %f', (at) => {
  const found = texts(plotRates(sweep(at))).find((text) => text.startsWith('steepest'))!
  expect(Math.abs(Math.log10(Number(found.replace('steepest: rate ', '')) / at))).toBeLessThan(0.12)
})

test('a single noisy batch is not the steepest fall', () => {
  const points = sweep(0.1)
  points[20]!.loss += 0.25
  const found = texts(plotRates(points)).find((text) => text.startsWith('steepest'))!
  expect(Number(found.replace('steepest: rate ', ''))).toBeGreaterThan(0.05)
})

test('points without a place are counted and never the steepest', () => {
  const points = [...sweep(0.01), { lr: 2, loss: NaN }, { lr: 3, loss: -Infinity }, { lr: -1, loss: 1 }]
  const words = texts(plotRates(points, { scale: 'log', width: 1200 }))
  expect(words.at(-1)).toBe('Marked at the edge: 1 NaN (×), 2 at or below 0 on a log axis (▼ ◄), of 104 points.')
  expect(words.join()).toMatch(/steepest: rate 0\.0\d/)
})

test('a loss that never falls has no mark, and nothing to draw is said', () => {
  expect(plotRates([{ lr: 1, loss: 1 }, { lr: 2, loss: 2 }])).not.toContain('steepest') // oxfmt-ignore
  expect(texts(plotRates([]))).toContain('No points to draw')
})

test.each([
  [() => plotRates({} as never), 'plotRates: the points are an object. Pass an array of { lr, loss }.'],
  [() => plotRates([{ lr: 1 }] as never), 'plotRates: point 0 is an object. Pass objects with the numbers lr and loss.'],
  [() => plotRates([null] as never), 'plotRates: point 0 is null. Pass objects with the numbers lr and loss.'],
  [() => plotRates([], { scale: 'x' as never }), 'plotRates: the option scale is "x". Pass "linear" or "log".'],
])('wrong use is an error: %#', (use, message) => {
  expect(use).toThrow(message)
}) // oxfmt-ignore
