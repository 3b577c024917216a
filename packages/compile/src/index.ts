/**
 * The compiler: records scalar code of @gradus/engine once and replays its value and gradient.
 *
 * To read the source, in this order: recording.ts and record.ts (a function becomes a graph), program.ts (the graph as
 * data), derive.ts (its derivatives), passes/ (simpler programs), schedule/ (loops over many numbers at once),
 * interpreter.ts (running them plainly), wasm/ (running them fast), compiled.ts (what the user holds), training.ts (whole
 * steps of an optimizer), threads.ts (shared batches). docs/compiler.md follows one function through them all.
 */
export type { Precision } from './memory/arena.js'
export type { CompileOptions, Backend } from './call/arguments.js'
export type { ValueAndGradient } from './call/compiled.js'
export { compile, Compiled } from './call/compiled.js'
export type { Derivation } from './program/derive.js'
export type { Report } from './call/report.js'
export type { ValueFunction } from './program/record.js'
export type { Shape } from './program/recorded.js'
export { RecordingError } from './program/recorded.js'
export { lanesFor } from './schedule/lane-count.js'
export { mustMatchEngine } from './program/must-match-engine.js'
export type { LoadRow, OnRow } from './train/load-rows.js'
export type { Measurement, StepResult } from './train/compiled-step.js'
export { CompiledStep } from './train/compiled-step.js'
export type { Penalty, StepOptions, Update } from './train/step-options.js'
export { fewestFor, ThreadsError } from './train/threads.js'
