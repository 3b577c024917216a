/**
 * The backward pass in words. To read the source, in this order: backward-steps.ts and paths.ts (the facts); words/explain.ts,
 * explain-steps.ts, scene.ts, passes.ts, paths.ts, mistakes.ts (what is said), writer.ts, language.ts, layout.ts (how it is written);
 * exercise/exercise.ts, faults.ts, check.ts; nan/trace.ts, causes.ts, explain-nan.ts.
 */
export { type BackwardEdge, type BackwardStep, backwardSteps, type Mistake, mistakenSteps } from './backward-steps.js'
export { type Branch, type Path, type PathEdge, type Paths, pathsTo } from './paths.js'
export { explain, type ExplainOptions } from './words/explain.js'
export { explainSteps, type ExplainedStep, stepExplainer } from './words/explain-steps.js'
export { nodeNames } from './words/names.js'
export { exercise, type Exercise } from './exercise/exercise.js'
export { checkAnswers, type Verdict } from './exercise/check.js'
export type { Fault, Question, Term } from './exercise/question.js'
export { explainNaN, type NaNExplanation, type NaNOptions } from './nan/explain-nan.js'
export { explainData, type ExplainData, type StepData } from './explain-data.js'
