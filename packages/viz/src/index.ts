/**
 * Draws computation graphs and networks, as SVG, DOT and text.
 *
 * To read the source, start with describe/describe.ts and follow this order:
 * - options.ts: the options of a drawing
 * - detail/: what one box stands for, at each level of detail
 * - choose/: which part of a graph is drawn, in which order, and what is left out
 * - describe/: the description: what stands in the boxes and at the edges, their sizes and colors
 * - dot/, svg/, outline.ts: the description as DOT, as SVG, and as text
 * - frames/: the backward pass in pictures
 * - network/: networks as units and links
 *
 * Everything runs in browsers. `@gradus/viz/png` needs Node.
 */
export type { Detail, DrawingOptions } from './options.js'
export { colorProperties } from './colors.js'
export { describe } from './describe/describe.js'
export type { Box, Cell, Description, Edge, LegendEntry, Line, Port } from './describe/description.js'
export type { Frame } from './choose/frames.js'
export type { Count, Counts, Omission } from './choose/omitted.js'
export { toDot } from './dot/dot.js'
export { renderSvg } from './svg/render.js'
export { layOut } from './svg/layout.js'
export type { EdgeLayout, GraphLayout, Point } from './svg/layout.js'
export type { Piece } from './svg/draw.js'
export { drawPieces, drawSvg } from './svg/draw.js'
export { outline } from './outline.js'
export { backwardFrames } from './frames/frames.js'
export type { WalkScene } from './frames/walk.js'
export { walk } from './frames/walk.js'
export { animateBackward } from './frames/animate.js'
export type { BackwardOptions } from './frames/options.js'
export type { AnimationOptions } from './frames/animate.js'
export { drawNetwork } from './network/draw.js'
export { networkToDot } from './network/dot.js'
export type { Network, NetworkOptions } from './network/network.js'
