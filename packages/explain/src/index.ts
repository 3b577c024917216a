/**
 * The backward pass in words. To read the source, in this order: backward-steps.ts.
 */
export { type BackwardEdge, type BackwardStep, backwardSteps, type Mistake, mistakenSteps } from './backward-steps.js'
