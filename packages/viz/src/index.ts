/**
 * Draws computation graphs as DOT and SVG.
 *
 * To read the source, start with dot.ts and follow this order:
 * - dot.ts: a Value as DOT text
 * - options.ts: the options and their checks
 * - near.ts: which part of the graph is drawn
 * - order.ts: which operands stand in a fixed order
 * - effort.ts: how long Graphviz will need, and how it saves time
 * - node.ts: one box
 * - escape.ts, numbers.ts, theme.ts: text, numbers and colors
 * - render.ts: DOT to SVG
 * - graphviz.ts, child.ts: the process that runs Graphviz
 *
 * `toDot` runs in browsers. `renderSvg` needs Node.
 */
export { toDot } from './dot.js'
export type { DotOptions } from './options.js'
export { renderSvg } from './render.js'
export type { RenderOptions } from './render.js'
