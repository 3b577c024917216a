/**
 * The recipe on top of networks: a table goes in, a model that predicts from raw rows comes out.
 *
 * To read the source, in this order: recipe.ts (the five steps), examples.ts (from a table to numbers, again for each part),
 * candidates.ts (the two models that compete), tabular-model.ts (what comes out), saved.ts (its file); options.ts has the
 * defaults.
 */
export { type ImageOptions, type TableOptions, type Trained, trainImages, trainTable } from './recipe.js'
export type { Pair, Predicted } from './results.js'
export type { EpochNews, LearnOptions, RunNews } from './options.js'
export type { RunCheckpoint, TrainingCheckpoint } from './checkpoint.js'
export { type ScheduleOption, SCHEDULES } from './schedules.js'
export { FEW, L2, LOSSES, RATES } from './options.js'
export type { ClassScores, Scores } from './scores.js'
export type { ImageSize } from './examples.js'
export { type Prediction, type Row, TabularModel } from './tabular-model.js'
export type { SavedTabular } from './saved.js'
