/**
 * Drawings of computation graphs.
 *
 * To read the source, in this order: dot.ts (a Value as DOT text), options.ts (what can be asked for), near.ts (which
 * part of the graph is drawn), effort.ts (how Graphviz is kept from taking minutes), node.ts (how one box looks),
 * escape.ts and numbers.ts (what is written in it), theme.ts (colors), render.ts (DOT to SVG), graphviz.ts and child.ts
 * (the process that draws). Only the last three need Node, and only when `renderSvg` is called: `toDot` runs in browsers.
 */
export { toDot } from './dot.js'
export type { DotOptions } from './options.js'
export { renderSvg } from './render.js'
export type { RenderOptions } from './render.js'
