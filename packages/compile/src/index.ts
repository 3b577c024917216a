export { record } from './record.js'
export { Arena } from './arena.js'
export { link, optimise } from './link.js'
export { withGradient } from './derive.js'
