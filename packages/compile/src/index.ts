/**
 * The compiler: records a function of Values once, and computes its values and derivatives fast from then on.
 *
 * To read the source, take the folders in this order. Each stage takes what the one before it made.
 *
 * 1. program/: record.ts and recording.ts turn a function into a program.ts, a list of nodes.ts. derive.ts adds the
 *    derivative: rules.ts gets the rules from the engine, slopes.ts applies them.
 * 2. passes/: index.ts has the order in which the passes simplify the program.
 * 3. schedule/: lanes.ts gives each example a lane, bucket.ts finds equal ops, memory-layout.ts gives each number an
 *    address, lists.ts finds lists in memory, nests-of.ts makes loops, regions.ts fuses them. groups.ts calls them in order.
 * 4. wasm/: emit.ts writes the loops as WebAssembly. kernels.ts has one line per op.
 * 5. run/: machine.ts makes the executable, interpreter.ts replaces WebAssembly where it is missing, batched.ts runs a
 *    program over many examples.
 * 6. call/: compiled.ts is the object that `compile` returns.
 * 7. train/: compiled-step.ts is a whole training step, threads.ts shares a batch among threads.
 *
 * All of them use memory/, which has the memory that compiled code computes in. docs/compiler.md follows one function
 * through all the stages, and docs/from-fit-to-an-instruction.md follows one training step.
 */
// Compiled functions
export { compile, Compiled } from './call/compiled.js'
export type { ValueAndGradient } from './call/compiled.js'
export type { Backend, CompileOptions } from './call/arguments.js'
export type { Precision } from './memory/arena.js'
export type { ValueFunction } from './program/record.js'
export type { Shape } from './program/recorded.js'
export { RecordingError } from './program/recorded.js'

// Looking inside
export type { Report } from './call/report.js'
export type { Derivation } from './program/derive.js'
export { lanesFor } from './schedule/lane-count.js'
export { mustMatchEngine } from './program/must-match-engine.js'

// Training steps
export { CompiledStep } from './train/compiled-step.js'
export type { Measurement, StepResult } from './train/compiled-step.js'
export type { Penalty, StepOptions, Update } from './train/step-options.js'
export type { LoadRow, OnRow } from './train/load-rows.js'
export { fewestFor, ThreadsError } from './train/threads.js'
