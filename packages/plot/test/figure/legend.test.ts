import { expect, test } from '@jest/globals'
import type { LegendEntry } from '../../src/figure/legend.js'
import { layOutLegend } from '../../src/figure/legend.js'
import { look } from '../../src/options.js'

const all = look('plot', {})
const entry = (label: string): LegendEntry => ({ label, color: '#123456', mark: { line: '3 2' } })
const texts = (svg: string) => [...svg.matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => text)

test('entries that fit share one row, each with its mark', () => {
  const legend = layOutLegend([entry('a'), entry('b')], 300, 500, all)
  const svg = legend.draw(10, 20)
  expect(legend.height).toBe(19)
  expect(texts(svg)).toEqual(['a', 'b'])
  expect(svg.match(/stroke="#123456" stroke-width="2" stroke-dasharray="3 2"/g)!.length).toBe(2)
})

test('long entries stand in columns', () => {
  const legend = layOutLegend(Array.from({ length: 6 }, (_, i) => entry(`a long name, number ${i}`)), 400, 500, all) // oxfmt-ignore
  const xs = [...legend.draw(0, 0).matchAll(/<text x="([\d.]+)"/g)].map(([, x]) => x)
  expect(new Set(xs).size).toBe(2)
  expect(legend.height).toBe(3 * 19)
})

test('what does not fit is counted', () => {
  const entries = Array.from({ length: 60 }, (_, i) => entry(`class ${i}`))
  expect(texts(layOutLegend(entries, 300, 1000, all).draw(0, 0)).at(-1)).toBe('and 36 more')
  const low = layOutLegend(entries, 300, 40, all)
  expect(low.height).toBeLessThanOrEqual(40)
  const shown = texts(low.draw(0, 0))
  expect(shown.at(-1)).toBe(`and ${60 - (shown.length - 1)} more`)
})

test('symbols and squares', () => {
  const draw = (mark: LegendEntry['mark']) =>
    layOutLegend([{ label: 'a', color: 'red', mark }], 300, 90, all).draw(0, 0)
  expect(draw({ symbol: 1 })).toContain('h') // a square has horizontal sides
  expect(draw({ opacity: 0.5 })).toContain('fill-opacity="0.5"')
})
