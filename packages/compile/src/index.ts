/**
 * The compiler: records scalar code of @gradus/engine once and replays its value and gradient.
 *
 * To read the source, in this order: recording.ts and record.ts (a function becomes a graph), program.ts (the graph as
 * data), derive.ts (its derivatives), passes/ (simpler programs), schedule/ (loops over many numbers at once),
 * interpreter.ts (running them plainly), wasm/ (running them fast), compiled.ts (what the user holds), training.ts (whole
 * steps of an optimizer), threads.ts (shared batches). docs/compiler.md follows one function through them all.
 */
export type { Precision } from './arena.js'
export type { CompileOptions, EngineName } from './arguments.js'
export type { ValueAndGradient } from './compiled.js'
export { compile, Compiled } from './compiled.js'
export type { Derivation } from './derive.js'
export type { Report } from './report.js'
export type { ValueFunction } from './record.js'
export type { Shape } from './recording.js'
export { RecordingError } from './recording.js'
export type { Batch, Load, Read } from './batch.js'
export { lanesFor } from './batch.js'
export { agree } from './check.js'
export type { StepResult } from './training.js'
export { Training } from './training.js'
export type { Penalty, TrainingOptions, UpdateRule } from './training-options.js'
export { fewestFor, ThreadsError } from './threads.js'
