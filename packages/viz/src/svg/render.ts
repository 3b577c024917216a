/** A graph, or its description, as SVG. */
import type { Value } from '@gradus/engine'
import { describedOr } from '../describe/describe.js'
import type { Description } from '../describe/description.js'
import type { DrawingOptions } from '../options.js'
import { drawSvg } from './draw.js'
import { layOutFor } from './layout.js'

/**
 * Returns a promise of an SVG document that draws `root` and everything it was computed from, or a drawing that `describe` has
 * returned. It runs in browsers and in Node. The options are those of `describe`.
 *
 * The graph layout runs in one piece and blocks the thread: 0.1 s for most drawings, and a few seconds at the default `limit`.
 *
 * @throws TypeError if `root` is not a Value, or if an option is unknown or has the wrong type. RangeError if an option is
 * out of range. Error if Graphviz runs out of memory or stack.
 * @example
 * const x = new Value(3, 'x')
 * const svg = await renderSvg(x.mul(x), { partials: true })
 * svg.startsWith('<svg') // => true
 */
export async function renderSvg(root: Value | Description, options?: DrawingOptions): Promise<string> {
  const description = describedOr('renderSvg', root, options)
  return drawSvg(description, await layOutFor('renderSvg', description))
}
