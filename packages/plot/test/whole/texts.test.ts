/** No text leaves its picture or crosses another: every plot of the gallery, at 400 and 1600 pixels, in both themes. */
import { expect, test } from '@jest/globals'
import type { PlotOptions } from '../../src/index.js'
import { faults, textBoxes } from './text-boxes.js'

type Gallery = Record<string, (options: PlotOptions) => string>
const { PLOTS } = (await import(new URL('../../../testkit/release/plot-gallery.js', import.meta.url).href)) as {
  PLOTS: Gallery
}

const size = (svg: string) => /width="(\d+)" height="(\d+)"/.exec(svg)!.slice(1).map(Number) as [number, number]

test.each(Object.keys(PLOTS))('%s', (name) => {
  for (const width of name.includes('100000') ? [1600] : [400, 1600]) {
    const light = PLOTS[name]!({ width, theme: 'light', title: 'hostile '.repeat(30) })
    const boxes = textBoxes(light)
    expect(boxes.length).toBe(light.match(/<text/g)!.length)
    expect(faults(boxes, ...size(light))).toEqual([])
    expect(light.length).toBeLessThan(name.includes('100000') ? 200_000 : 400_000)
  }
})

test('a theme changes colors only', () => {
  const plain = (svg: string) => svg.replace(/(fill|stroke)="[^"]*"/g, '').replace(/<desc>.*?<\/desc>/, '')
  const name = 'confusion'
  expect(plain(PLOTS[name]!({ theme: 'dark' }))).toBe(plain(PLOTS[name]!({ theme: 'light' })))
})

test('the check finds a text that leaves the picture, and one that crosses another', () => {
  const line = (x: number, y: number, anchor: string) =>
    `<text x="${x}" y="${y}" font-size="10" text-anchor="${anchor}" textLength="30" lengthAdjust="spacingAndGlyphs">a</text>`
  expect(faults(textBoxes(line(5, 20, 'start') + line(50, 20, 'start')), 80, 30)).toEqual([])
  expect(faults(textBoxes(line(5, 20, 'middle')), 80, 30)).toEqual(['"a" leaves the picture'])
  expect(faults(textBoxes(line(5, 29, 'start')), 80, 30)).toEqual(['"a" leaves the picture'])
  expect(faults(textBoxes(line(5, 20, 'start') + line(60, 20, 'end')), 80, 30)).toEqual(['"a" crosses "a"'])
})
