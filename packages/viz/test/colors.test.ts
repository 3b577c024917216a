import { expect, test } from '@jest/globals'
import * as culori from 'culori'
import { palettes } from '../src/colors.js'

test.each(['light', 'dark'] as const)('%s: every text can be read on everything behind it', (name) => {
  const colors = palettes[name]
  const fills = [
    'background', 'leafBox', 'parameterBox', 'opBox', 'rootBox', 'groupBox', 'gradient', 'noGradient', 'positiveBox', 'negativeBox',
  ] as const // oxfmt-ignore
  for (const fill of fills) expect([fill, culori.wcagContrast(colors.text, colors[fill]) > 4.5]).toEqual([fill, true])
  for (const fill of ['leafBox', 'opBox', 'rootBox'] as const) {
    expect([fill, culori.wcagContrast(colors.wrong, colors[fill]) > 4.5]).toEqual([fill, true])
  }
  expect(culori.wcagContrast(colors.rootBorder, colors.background)).toBeGreaterThan(4.5)
})

test('the page theme names each color after its role', () => {
  expect(palettes.page.rootBox).toBe(`var(--gradus-rootBox, ${palettes.light.rootBox})`)
  expect(Object.keys(palettes.page)).toEqual(Object.keys(palettes.light))
})
