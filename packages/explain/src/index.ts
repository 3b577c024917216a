/**
 * The backward pass in words. To read the source, in this order: backward-steps.ts, paths.ts,
 * words/explain.ts, exercise/exercise.ts, exercise/check.ts.
 */
export { type BackwardEdge, type BackwardStep, backwardSteps, type Mistake, mistakenSteps } from './backward-steps.js'
export { type Branch, type Path, type PathEdge, type Paths, pathsTo } from './paths.js'
export { explain, type ExplainOptions } from './words/explain.js'
export { exercise, type Exercise } from './exercise/exercise.js'
export { checkAnswers, type Verdict } from './exercise/check.js'
export type { Fault, Question, Term } from './exercise/question.js'
export { explainNaN, type NaNExplanation } from './nan/explain-nan.js'
export { explainData, type ExplainData, type StepData } from './explain-data.js'
