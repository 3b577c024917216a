/** `@gradus/plot`: plots as SVG text. */
export type { CurvesOptions } from './kinds/curves.js'
export { plotCurves } from './kinds/curves.js'
export type { PlotOptions } from './options.js'
