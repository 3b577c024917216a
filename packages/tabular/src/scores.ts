/** Scores: numbers that say how good predictions are. */
import type { TargetEncoding } from '@gradus/data'
import { accuracy, confusionMatrix, meanAbsoluteError, r2 } from '@gradus/nn'

export interface Scores {
  rows: number
  /** Mean of the training loss, with class weights and without L1 and L2. */
  loss: number
  /** Classification: the share of rows whose class is right. */
  accuracy?: number
  /** Confusion matrix: row t, column c counts the rows of class t that were predicted as class c. */
  confusion?: number[][]
  classes?: ClassScores[]
  /** Regression: 1 is perfect, 0 is as good as always predicting the mean; undefined if all targets are equal. */
  r2?: number
  /** Mean absolute error, in the unit of the target. */
  mae?: number
}

export interface ClassScores {
  name: string
  /** Number of rows of this class. */
  rows: number
  /** The share of right rows among those predicted as this class; undefined if there are none. */
  precision?: number
  /** The share of right rows among those of this class; undefined if there are none. */
  recall?: number
  /** 2 · precision · recall / (precision + recall), which equals 2 · right / (rows of the class + rows predicted as it). */
  f1?: number
}

/**
 * @param outputs logits, or for a regression the prediction in the unit of the target
 * @param targets class indices, or numbers in the unit of the target
 */
export function scoresOf(
  target: TargetEncoding,
  outputs: readonly (readonly number[])[],
  targets: readonly number[],
  losses: readonly number[],
): Scores {
  const rows = outputs.length
  const loss = losses.reduce((sum, x) => sum + x, 0) / rows
  if (target.task === 'regression') {
    const score = r2(outputs, targets)
    return {
      ...{ rows, loss, mae: meanAbsoluteError(outputs, targets) },
      ...(Number.isFinite(score) ? { r2: score } : {}),
    }
  }
  const matrix = confusionMatrix(outputs, targets)
  const sum = (xs: readonly number[]) => xs.reduce((s, x) => s + x, 0)
  const classes = target.classes.map((name, k): ClassScores => {
    const right = matrix[k]![k]!
    const [are, taken] = [sum(matrix[k]!), sum(matrix.map((row) => row[k]!))]
    return {
      ...{ name, rows: are },
      ...(taken > 0 ? { precision: right / taken } : {}),
      ...(are > 0 ? { recall: right / are } : {}),
      ...(are + taken > 0 ? { f1: (2 * right) / (are + taken) } : {}),
    }
  })
  return { rows, loss, accuracy: accuracy(outputs, targets), confusion: matrix, classes }
}
