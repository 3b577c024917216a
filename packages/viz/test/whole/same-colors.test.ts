/** A leaf has one color in DOT, SVG and the LaTeX of explain, and so has a sign. */
import { expect, test } from '@jest/globals'
import { sum, Value } from '@gradus/engine'
import { explain } from '@gradus/explain'
import { leafColors, themes } from '@gradus/svg'
import { describe as drawing, renderSvg, toDot } from '@gradus/viz'
import * as culori from 'culori'
import { xyz } from '../networks.js'
import { all, having, parseXml } from '../read-svg.js'

/** 8 leaves in another order than that of their labels. */
const leaves = ['h', 'a', 'g', 'b', 'f', 'c', 'e', 'd'].map((label, i) => new Value(i + 1, label))
const root = sum([...leaves].reverse()).mul(leaves[3]!)
root.backward()

const inLatex = (latex: string): Map<string, string> =>
  new Map([...latex.matchAll(/\\textcolor\{([^}]+)\}\{(\w)\}/g)].map(([, color, label]) => [label!, color!]))

test.each(['light', 'dark'] as const)('%s: a leaf has the same color in DOT, SVG and LaTeX', async (theme) => {
  const one = drawing(root, { color: 'leaf', theme })
  const dot = toDot(one)
  const nodes = having(parseXml(await renderSvg(one)), 'data-node')
  const latex = inLatex(explain(root, { format: 'latex', color: 'leaf', palette: leafColors(themes[theme]) }))
  expect(latex.size).toBe(8)
  for (const { id, label } of one.boxes.filter((box) => latex.has(box.label))) {
    const color = latex.get(label)!
    expect(new RegExp(`\\b${id} \\[[^\\]]*color="(#\\w+)"`).exec(dot)![1]).toBe(color)
    expect(all(nodes.get(id)!).map(({ attributes }) => attributes['stroke'])).toContain(color)
  }
})

/** The difference of two hues in degrees. */
function hues(a: string, b: string): number {
  const hue = (color: string) => (culori.oklch(color) as { h: number }).h
  const difference = Math.abs(hue(a) - hue(b)) % 360
  return Math.min(difference, 360 - difference)
}

test('without a palette, LaTeX has names for the hues of the light theme', () => {
  const latex = inLatex(explain(root, { format: 'latex', color: 'leaf' }))
  // The brown of xcolor, which is less red than that of browsers.
  const named = drawing(root, { color: 'leaf' }).legend.map(({ text }) => latex.get(text)!.replace('brown', '#bf8040'))
  expect(named.map((name, i) => hues(name, leafColors(themes.light)[i]!)).filter((h) => h > 35)).toEqual([])
})

test('positive and negative numbers have the hues of positive and negative edges', () => {
  const { f } = xyz()
  const latex = explain(f, { format: 'latex', color: 'sign' })
  const colorOf = (number: string) => new RegExp(`\\\\textcolor\\{(\\w+)\\}\\{${number}\\}`).exec(latex)![1]!
  expect(hues(colorOf('-4'), themes.light.negative)).toBeLessThan(35)
  expect(hues(colorOf('3'), themes.light.positive)).toBeLessThan(35)
})
