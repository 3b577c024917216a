import { expect, test } from '@jest/globals'
import { THEMES } from '../src/theme.js'

test('every text has a contrast of 4.5 to 1 with everything behind it', () => {
  const channel = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((i) => channel(parseInt(hex.slice(i, i + 2), 16) / 255)) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
    return (high + 0.05) / (low + 0.05)
  }
  for (const t of Object.values(THEMES)) {
    for (const fill of [t.background, t.leaf, t.op, t.root, t.grad, t.noGrad]) {
      expect(contrast(t.text, fill)).toBeGreaterThan(4.5)
    }
    expect(contrast(t.line, t.background)).toBeGreaterThan(4.5)
    expect(contrast(t.rootBorder, t.background)).toBeGreaterThan(4.5)
  }
})
