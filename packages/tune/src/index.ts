/**
 * Hyper-parameter search. For Node only.
 *
 * To read the source: axis.ts (what values there are), trial.ts, search.ts (the rounds), worker.ts (what a thread does),
 * threads.ts, journal.ts (the file that makes a search resumable), options.ts, table.ts.
 */
export type { Axis, Space } from './axis.js'
export { choice, integer, logUniform, uniform } from './axis.js'
export type { Json } from './json.js'
export type { SearchOptions, SearchProgress } from './options.js'
export type { SearchResult } from './search.js'
export { search } from './search.js'
export type { TableOptions } from './table.js'
export { table } from './table.js'
export type { Goal, Outcome, PlannedTrial, Scored, Task, Trial, TrialContext } from './trial.js'
