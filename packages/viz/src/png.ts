/** Drawings as PNG images. Node only: `import { renderPng } from '@gradus/viz/png'`. */
import type { Value } from '@gradus/engine'
import { type Png, type PngOptions, renderPng as renderSvgAsPng } from '@gradus/svg/png'
import type { Description } from './describe/description.js'
import type { DrawingOptions } from './options.js'
import { renderSvg } from './svg/render.js'

/**
 * Returns a promise of a PNG image that draws `root` and everything it was computed from. The options are those of `renderSvg`,
 * and `scale`: pixels of the image per pixel of the drawing, default 1. For any other drawing, such as one of `drawNetwork`,
 * use `renderPng` of `@gradus/svg/png`.
 *
 * @throws as `renderSvg` does; RangeError for a wrong scale, or for an image of more than 2^27 pixels.
 * @example
 * const x = new Value(3, 'x')
 * const { bytes, missing } = await renderPng(x.mul(x), { scale: 2 })
 * [...bytes.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('') // => 'PNG'
 * missing // => []
 */
export async function renderPng(root: Value | Description, options: DrawingOptions & PngOptions = {}): Promise<Png> {
  const { scale, ...rest } = options
  const svg = await renderSvg(root, Object.keys(rest).length === 0 ? undefined : rest)
  return renderSvgAsPng(svg, scale === undefined ? {} : { scale })
}
