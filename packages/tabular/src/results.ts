/** The results of the models that compete: their outputs and losses on rows that they were not trained on, and their scores. */
import type { TargetEncoding } from '@gradus/data'
import type { Data, History, MLP } from '@gradus/nn'
import { inUnits, measure } from './candidates.js'
import type { Encoded } from './examples.js'
import type { Learning } from './options.js'
import { type Scores, scoresOf } from './scores.js'

/** The scores of both models on the same rows; undefined for a model that was not trained. */
export interface Pair {
  network?: Scores
  linear?: Scores
}

/** Targets, and what a model predicts for them, in the unit of the target. */
export interface Predicted {
  targets: readonly number[]
  predictions: readonly number[]
}

/** A trained model, with its outputs and losses on the validation examples. */
export interface Entry {
  model: MLP
  outputs: number[][]
  losses: number[]
}

export interface Result {
  encoded: Encoded
  /** Targets of the validation examples: class indices, or numbers in the unit of the target. */
  targets: number[]
  network?: Entry
  linear?: Entry
  history?: History
}

/** Outputs of a regression are in the unit of the target, so that folds with different scalings can be joined. */
export function measured(
  model: MLP,
  data: Data,
  weights: readonly number[] | undefined,
  target: TargetEncoding,
  options: Learning,
) {
  const { outputs, losses } = measure(model, data, weights, options)
  return { outputs: outputs.map((y) => (target.task === 'regression' ? [inUnits(target, y[0]!)] : y)), losses }
}

/** Whether the losses are lower by more than two standard errors of the mean difference. */
export function isBetter(losses: readonly number[], others: readonly number[]): boolean {
  const n = losses.length
  const differences = losses.map((loss, i) => others[i]! - loss)
  const mean = differences.reduce((sum, d) => sum + d, 0) / n
  const variance = differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1)
  return mean > 2 * Math.sqrt(variance / n)
}

/** The scores of each model on the rows of all results together. */
export function scoresOfAll(results: readonly Result[]): Pair {
  const { target } = results[0]!.encoded.encoding
  const targets = results.flatMap((result) => result.targets)
  const scores = (name: 'network' | 'linear'): Pair => {
    const entries = results.flatMap(({ [name]: entry }) => (entry === undefined ? [] : [entry]))
    if (entries.length === 0) return {}
    const [outputs, losses] = [entries.flatMap((entry) => entry.outputs), entries.flatMap((entry) => entry.losses)]
    return { [name]: scoresOf(target, outputs, targets, losses) }
  }
  return { ...scores('network'), ...scores('linear') }
}

/** A regression: the rows of all results as one of the models predicts them. */
export function predictedBy(chosen: 'network' | 'linear', results: readonly Result[]): Predicted {
  return {
    targets: results.flatMap(({ targets }) => targets),
    predictions: results.flatMap(({ [chosen]: entry }) => entry!.outputs.map(([y]) => y!)),
  }
}
