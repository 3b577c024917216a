import { expect, test } from '@jest/globals'
import * as culori from 'culori'
import type { Colors } from '../src/theme.js'
import { leafColors, themed, themes } from '../src/theme.js'

const contrast = (a: string, b: string) => culori.wcagContrast(a, b)

test.each(['light', 'dark'] as const)('%s: what is read or seen stands out from the background', (name) => {
  const theme = themes[name]
  const read = [theme.text, theme.muted, theme.wrong, theme.positive, theme.negative, ...leafColors(theme)]
  expect(read.map((color) => contrast(color, theme.background)).filter((c) => c < 4.5)).toEqual([])
  expect(contrast(theme.border, theme.background)).toBeGreaterThan(3)
  expect(contrast(theme.text, theme.zero)).toBeGreaterThan(4.5)
})

test.each(['light', 'dark'] as const)('%s: readers with any color blindness can tell the leaf colors apart', (name) => {
  const colors = leafColors(themes[name])
  expect(new Set(colors).size).toBe(8)
  // The types of culori are unions of all its color spaces, which is too much for the type checker.
  const filter = (f: unknown) => f as (color: unknown) => unknown
  const kinds = {
    none: filter((color: unknown) => color),
    protanopia: filter(culori.filterDeficiencyProt(1)),
    deuteranopia: filter(culori.filterDeficiencyDeuter(1)),
    tritanopia: filter(culori.filterDeficiencyTrit(1)),
  }
  const difference = culori.differenceCiede2000() as (a: unknown, b: unknown) => number
  const pairs = (list: readonly string[]) => list.flatMap((a, i) => list.slice(0, i).map((b) => [a, b] as const))
  for (const seen of Object.values(kinds)) {
    const see = (color: string) => seen(culori.parse(color))
    const closest = (list: readonly string[]) => Math.min(...pairs(list).map(([a, b]) => difference(see(a), see(b))))
    // A difference of 2 can be seen side by side; 12 is easy to see across a drawing.
    expect(closest(colors)).toBeGreaterThan(12)
    expect(closest([themes[name].positive, themes[name].negative])).toBeGreaterThan(20)
  }
})

test('the page theme has all colors of light, each under its name', () => {
  const { light, dark, page } = themes
  expect(Object.keys(dark)).toEqual(Object.keys(light))
  expect(page).toEqual(
    Object.fromEntries(Object.entries(light).map(([name, color]) => [name, `var(--gradus-${name}, ${color})`])),
  )
  for (const color of Object.values({ ...light, ...dark } as Colors)) expect(color).toMatch(/^#[0-9a-f]{6}$/)
})

test('a package adds colors of its own', () => {
  expect(themed({ op: '#eaf0f8' }, { op: '#1f3047' })).toEqual({
    light: { op: '#eaf0f8' },
    dark: { op: '#1f3047' },
    page: { op: 'var(--gradus-op, #eaf0f8)' },
  })
})
