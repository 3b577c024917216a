/**
 * The backward pass in words. To read the source, in this order: backward-steps.ts, paths.ts.
 */
export { type BackwardEdge, type BackwardStep, backwardSteps, type Mistake, mistakenSteps } from './backward-steps.js'
export { type Branch, type Path, type PathEdge, type Paths, pathsTo } from './paths.js'
export { explain, type ExplainOptions } from './words/explain.js'
