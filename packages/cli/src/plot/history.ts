/** The curves of a training: the loss after each epoch, or a metric. */
import { type CurvesOptions, plotCurves, type PlotOptions } from '@gradus/plot'

/** A record of the history of `fit`. */
export interface Epoch {
  readonly epoch: number
  readonly loss: number
  readonly validationLoss?: number | undefined
  readonly metrics?: Readonly<Record<string, number>> | undefined
  readonly validationMetrics?: Readonly<Record<string, number>> | undefined
}

/** Which value of a metric is the best. A metric that is not in the list has a meaning that we do not know. */
const BEST: Readonly<Record<string, 'highest' | 'lowest'>> = {
  ...{ accuracy: 'highest', top3: 'highest', top5: 'highest', r2: 'highest', mae: 'lowest' },
}

/** The names of the metrics in a history. */
export const metricsOf = (epochs: readonly Epoch[]): string[] => [
  ...new Set(epochs.flatMap(({ metrics }) => Object.keys(metrics ?? {}))),
]

/**
 * Plots the loss, or the metric of this name. A value that an epoch lacks is NaN.
 *
 * @param epochs one or more
 */
export function plotHistory(
  epochs: readonly Epoch[],
  metric: string | undefined,
  options: PlotOptions & Pick<CurvesOptions, 'scale' | 'best'>,
): string {
  const training = epochs.map((e) => (metric === undefined ? e.loss : (e.metrics?.[metric] ?? NaN)))
  const validation = epochs.map((e) => (metric === undefined ? e.validationLoss : e.validationMetrics?.[metric]))
  const isValidated = validation.some((value) => value !== undefined)
  return plotCurves(
    { training, ...(isValidated ? { validation: validation.map((value) => value ?? NaN) } : {}) },
    {
      ...(metric === undefined ? {} : { yLabel: metric, best: BEST[metric] ?? 'none' }),
      ...options,
      first: epochs[0]!.epoch,
    },
  )
}
