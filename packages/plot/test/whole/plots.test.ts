/** Every plot of the gallery, with ordinary and with hostile data. */
import { themes } from '@gradus/svg'
import { renderPng } from '@gradus/svg/png'
import { expect, test } from '@jest/globals'
import type { PlotOptions } from '../../src/index.js'
import { faults, textBoxes } from './text-boxes.js'
import { elements, notAllowed } from './well-formed.js'

type Gallery = Record<string, (options: PlotOptions) => string>
const { PLOTS, SOURCE } = (await import(new URL('../../../testkit/release/plot-gallery.js', import.meta.url).href)) as {
  PLOTS: Gallery
  SOURCE: string
}

const size = (svg: string) => /width="(\d+)" height="(\d+)"/.exec(svg)!.slice(1).map(Number) as [number, number]
const names = Object.keys(PLOTS)
const small = names.filter((name) => !name.includes('100000'))

test('every kind of plot is in the gallery', async () => {
  const plots = Object.keys(await import('../../src/index.js')).filter((name) => name.startsWith('plot'))
  expect(plots.filter((name) => !SOURCE.includes(`${name}(`))).toEqual([])
})

test.each(names)('%s: no text leaves the picture or crosses another; shapes and texts only, with title and description', (name) => {
  for (const width of name.includes('100000') ? [1600] : [400, 1600]) {
    const svg = PLOTS[name]!({ width, title: 'hostile '.repeat(30) })
    const boxes = textBoxes(svg)
    expect(boxes.length).toBe(svg.match(/<text/g)!.length)
    expect(faults(boxes, ...size(svg))).toEqual([])
    expect(svg.length).toBeLessThan(name.includes('100000') ? 200_000 : 400_000)
    expect(notAllowed(svg)).toEqual([])
    expect(elements(svg).slice(0, 3).map((tag) => tag.name)).toEqual(['svg', 'title', 'desc']) // oxfmt-ignore
    expect(/<desc>(.*?)<\/desc>/.exec(svg)![1]!.length).toBeGreaterThanOrEqual(20)
  }
}) // oxfmt-ignore

test.each(small)('%s: texts also fit if the height is given', (name) => {
  for (const [width, height] of [[300, 300], [800, 250]] as const) {
    const svg = PLOTS[name]!({ height, width })
    expect(size(svg)[1]).toBeGreaterThanOrEqual(height)
    expect(faults(textBoxes(svg), ...size(svg))).toEqual([])
  }
}) // oxfmt-ignore

test('a theme changes colors only; the page theme takes all of them from the page', () => {
  const colors = /(fill|stroke)="([^"]*)"/g
  for (const name of ['curves', 'fit', 'confusion', 'weights-matrix', 'gradient-flow', 'rates', 'function-kink']) {
    const [light, dark, page] = (['light', 'dark', 'page'] as const).map((theme) => PLOTS[name]!({ theme })) as [string, string, string] // oxfmt-ignore
    const used = (svg: string) => new Set([...svg.matchAll(colors)].map(([, , color]) => color!).filter((c) => c !== 'none'))
    for (const [svg, theme] of [[light, themes.light], [dark, themes.dark], [page, themes.page]] as const) {
      expect([...used(svg)].filter((color) => !(Object.values(theme) as string[]).includes(color))).toEqual([])
    }
    expect(elements(dark).length).toBe(elements(light).length)
    expect(page.replace(/var\(--gradus-\w+, (#\w+)\)/g, '$1').length).toBe(light.length)
  }
}) // oxfmt-ignore

test('a given height is kept if the plot fits', () => {
  for (const name of ['curves', 'fit', 'confusion', 'rates']) expect(size(PLOTS[name]!({ height: 350 }))[1]).toBe(350)
})

test('plots of the same data are the same text', () => {
  const draw = () => PLOTS['confusion-12']!({})
  expect(draw()).toBe(draw())
})

test('Arimo has every character that plots write by themselves', () => {
  for (const name of ['curves', 'regions', 'fit-bad', 'rates-bad', 'function-poles', 'weights-300', 'search', 'residuals', 'activations']) {
    const { missing, width } = renderPng(PLOTS[name]!({ width: 400 }))
    expect([name, missing.filter((character) => character !== '漢' && character !== '字'), width]).toEqual([name, [], 400])
  }
}) // oxfmt-ignore

test('the checks find faults', () => {
  const line = (x: number, y: number, anchor: string) =>
    `<text x="${x}" y="${y}" font-size="10" text-anchor="${anchor}" textLength="30" lengthAdjust="spacingAndGlyphs">a</text>`
  expect(faults(textBoxes(line(5, 20, 'start') + line(50, 20, 'start')), 80, 30)).toEqual([])
  expect(faults(textBoxes(line(5, 20, 'middle')), 80, 30)).toEqual(['"a" leaves the picture'])
  expect(faults(textBoxes(line(5, 29, 'start')), 80, 30)).toEqual(['"a" leaves the picture'])
  expect(faults(textBoxes(line(5, 20, 'start') + line(60, 20, 'end')), 80, 30)).toEqual(['"a" crosses "a"'])
  expect(notAllowed('<svg><a/><g style="x"/><rect x="NaN" fill="url(#a)"/></svg>')).toEqual([
    '<a>',
    'g style="x"',
    'rect x="NaN"',
    'rect fill="url(#a)"',
  ])
  expect(() => elements('<svg><g></svg>')).toThrow()
})
