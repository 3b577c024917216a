import { textWidth } from '@gradus/svg'
import { expect, test } from '@jest/globals'
import type { AxisSpec } from '../../src/figure/axis.js'
import { makeAxis } from '../../src/figure/axis.js'

const texts = (spec: Partial<AxisSpec>, length = 300, horizontal = true) =>
  makeAxis({ label: 'x', domain: [0, 1], ...spec }, length, 12, horizontal).ticks.map((tick) => tick.text)

test('round ticks in the domain, at their places', () => {
  const { ticks, at } = makeAxis({ label: 'x', domain: [0, 10] }, 100, 12, false)
  expect(ticks).toEqual([0, 5, 10].map((x) => ({ text: String(x), at: 10 * x })))
  expect(at(2.5)).toBe(25)
})

test('epochs are whole numbers', () => {
  expect(texts({ domain: [1, 3], whole: true })).toEqual(['1', '2', '3'])
  expect(texts({ domain: [0.9, 1.1], whole: true })).toEqual(['1'])
})

test('a log axis shows powers of ten, or steps between them if they are few', () => {
  expect(texts({ domain: [1e-6, 1e6], scale: 'log' })).toEqual(['1e-6', '1e-4', '0.01', '1', '100', '10000', '1e6'])
  expect(texts({ domain: [0.05, 5], scale: 'log' }, 200)).toEqual(['0.05', '0.1', '0.2', '0.5', '1', '2', '5'])
  expect(texts({ domain: [2, 3], scale: 'log' }).length).toBeGreaterThan(1)
  expect(makeAxis({ label: '', domain: [1, 100], scale: 'log' }, 200, 12, true).at(10)).toBeCloseTo(100)
})

test('a narrow axis still has two labels where they fit', () => {
  expect(texts({ domain: [-4, 4] }, 80)).toEqual(['-4', '0', '4'])
  expect(texts({ domain: [0.03, 0.5], scale: 'log' }, 75)).toEqual(['0.05', '0.2'])
})

test('the labels of neighbors never touch, at any length and for any domain', () => {
  const domains = [[0, 1], [1e-12, 2e-12], [1e6, 1e6 + 1], [-1e300, 1e300], [0.001, 5000]] as const // oxfmt-ignore
  for (const domain of domains) {
    for (const scale of domain[0] > 0 ? (['linear', 'log'] as const) : (['linear'] as const)) {
      for (let length = 20; length < 1500; length *= 1.4) {
        const { ticks } = makeAxis({ label: '', domain, scale }, length, 12, true)
        expect(ticks.length).toBeLessThanOrEqual(24)
        ticks.slice(1).forEach((tick, i) => {
          const before = ticks[i]!
          const gap = tick.at - before.at - (textWidth(tick.text, 12) + textWidth(before.text, 12)) / 2
          expect(gap).toBeGreaterThan(5)
        })
      }
    }
  }
})

test('names stand in the middle of their places, and some are left out if they would touch', () => {
  const { ticks } = makeAxis({ label: '', domain: [0, 3], names: ['a', 'b', 'c'] }, 90, 12, false)
  expect(ticks).toEqual([{ text: 'a', at: 15 }, { text: 'b', at: 45 }, { text: 'c', at: 75 }]) // oxfmt-ignore
  const many = Array.from({ length: 60 }, (_, i) => `n${i}`)
  expect(texts({ domain: [0, 60], names: many }, 90, false)).toEqual(['n0', 'n13', 'n26', 'n39', 'n52'])
})
