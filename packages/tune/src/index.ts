/**
 * Hyper-parameter search. For Node only.
 *
 * To read the source: axis.ts and or-zero.ts (what values there are), trial.ts, settings.ts (what the trials of a round
 * try), search.ts (the rounds), worker.ts (what a thread does), threads.ts, repeats.ts, options.ts. journal.ts makes a
 * search resumable, with identity.ts (its first line) and journal-file.ts (how it is read); merge.ts puts several
 * together. table.ts and edges.ts say what was found.
 */
export type { Axis, Space } from './axis.js'
export { choice, integer, logUniform, uniform } from './axis.js'
export type { Edge } from './edges.js'
export { edges } from './edges.js'
export type { Json } from './json.js'
export type { MergedSearch, MergeOptions } from './merge.js'
export { merge } from './merge.js'
export type { SearchOptions, SearchProgress } from './options.js'
export { orZero } from './or-zero.js'
export type { SearchResult, SearchTrials } from './search.js'
export { search } from './search.js'
export type { Shard } from './settings.js'
export type { TableOptions } from './table.js'
export { table } from './table.js'
export type { Goal, Measurement, Outcome, PlannedTrial, Scored, Task, Trial, TrialContext } from './trial.js'
