import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { describe as drawing, renderSvg } from '@gradus/viz'
import { renderPng } from '@gradus/viz/png'
import { renderPng as renderSvgAsPng } from '@gradus/svg/png'
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
