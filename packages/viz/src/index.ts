/**
 * Drawings of computation graphs.
 *
 * To read the source, in this order: dot.ts (a Value as DOT text), options.ts (what can be asked for), near.ts (which
 * part of the graph is drawn), node.ts (how one box looks), escape.ts and numbers.ts (what is written in it), theme.ts
 * (colours), render.ts (DOT to SVG). Only render.ts needs Node, and only when it is called: `toDot` runs in browsers.
 */
export { toDot } from './dot.js'
export type { DotOptions } from './options.js'
export { renderSvg } from './render.js'
