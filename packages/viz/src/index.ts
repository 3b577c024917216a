export { describe } from './describe/describe.js'
export { toDot } from './dot/dot.js'
export { renderSvg } from './svg/render.js'
