/**
 * Hyper-parameter search on worker threads. For Node only.
 *
 * Read the source in this order: axis.ts and or-zero.ts (the values of a hyper-parameter), trial.ts, settings.ts (the
 * settings of a round), search.ts (the rounds), worker.ts (the work of a thread), threads.ts, repeats.ts, options.ts.
 * With journal.ts a search can continue later; identity.ts is the first line of a journal, journal-file.ts reads it,
 * and merge.ts combines several. table.ts and edges.ts describe the result.
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
