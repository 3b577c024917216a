import { createRequire } from 'node:module'
import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { describe as drawing, renderSvg } from '@gradus/viz'
import { renderPng } from '@gradus/viz/png'
import { renderPng as renderSvgAsPng } from '@gradus/svg/png'
import resvg from '@resvg/resvg-js'
import { xyz } from './networks.js'

test('is the SVG drawing as an image, in its size times the scale', async () => {
  const { f } = xyz()
  const options = { partials: true, theme: 'dark' } as const
  const svg = await renderSvg(f, options)
  const image = await renderPng(f, { ...options, scale: 2 })
  expect(image).toEqual(renderSvgAsPng(svg, { scale: 2 }))
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!
  expect([image.width, image.height]).toEqual([2 * Number(width), 2 * Number(height)])
})

test('reads a description too, and says which characters the font lacks', async () => {
  const { missing } = await renderPng(drawing(new Value(1, '漢∇')), { scale: 1 })
  expect(missing).toEqual(['漢', '∇'])
})

test('refuses wrong options', async () => {
  await expect(renderPng(new Value(1), { scale: 0 })).rejects.toThrow(
    'renderPng: the option scale is 0. Pass a number above 0.',
  )
  await expect(renderPng(3 as never)).rejects.toThrow('renderSvg: the root is 3. Pass a Value.')
})

test('every text of the image lies inside of its box, with ∂ Θ ₁ ⁽²⁾', async () => {
  const require = createRequire(import.meta.url)
  const fontFiles = ['400Regular/Arimo_400Regular.ttf', '700Bold/Arimo_700Bold.ttf'].map((file) =>
    require.resolve(`@expo-google-fonts/arimo/${file}`),
  )
  const leaf = (label: string) => new Value(-1.2345678e-7, label)
  const root = leaf('∂J/∂Θ₁⁽²⁾')
    .sub(leaf('W'.repeat(60)))
    .log()
    .mul(leaf('x₁²'))
  const nodes = [...(await renderSvg(root, { partials: true, digits: 9 })).matchAll(/<g data-node="[^"]*">.*?<\/g>/gs)]
  expect(nodes).toHaveLength(6)
  for (const [node] of nodes) {
    const [, x, y, width, height] = /<rect x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/
      .exec(node)!
      .map(Number)
    for (const [text] of node.matchAll(/<text .*?<\/text>/gs)) {
      const alone = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="4000" font-family="Arimo">${text}</svg>`
      const box = new resvg.Resvg(alone, { font: { loadSystemFonts: false, fontFiles } }).getBBox()!
      expect(box.width).toBeGreaterThan(0)
      const isInside =
        box.x >= x! && box.y >= y! && box.x + box.width <= x! + width! && box.y + box.height <= y! + height!
      expect([text, isInside]).toEqual([text, true])
    }
  }
})
