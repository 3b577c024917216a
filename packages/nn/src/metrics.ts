/** How good a model is, in numbers for people. A metric takes the outputs for all examples and their targets. */
import { show } from '@gradus/engine/errors'
import { plainTargets, type Target, type Targets } from './model/model.js'
import { plainRow, type Row } from './rows.js'

/** Returns one number from the outputs for m examples, one row each, and their m targets. */
export type Metric = (outputs: readonly (readonly number[])[], targets: readonly Target[]) => number

/**
 * The index of the largest number, counted from 0; the first of equals.
 *
 * @example
 * argmax([0.1, 0.7, 0.2]) // => 1
 */
export function argmax(xs: ArrayLike<number>): number {
  let best = 0
  for (let i = 1; i < xs.length; i++) if (xs[i]! > xs[best]!) best = i
  return best
}

/** The class that an output predicts: the place of its largest number. For a single logit, 1 if it is above 0, otherwise 0. */
const classOf = (output: readonly number[]): number => (output.length === 1 ? (output[0]! > 0 ? 1 : 0) : argmax(output))

/** Targets may be class indices, probabilities (the largest counts), 0 and 1, or −1 and 1. */
function targetClass(target: Target): number {
  if (typeof target === 'number') return target
  return target.length === 1 ? target[0]! : argmax(target)
}

/** The class of a target, which must be one that the outputs can predict. */
function checkedClass(where: string, target: Target, output: readonly number[]): number {
  const said = targetClass(target)
  const wanted = said === -1 && output.length === 1 ? 0 : said
  const classes = Math.max(2, output.length)
  if (Number.isInteger(wanted) && wanted >= 0 && wanted < classes) return wanted
  throw new RangeError(
    `${where}: the class of a target is ${show(wanted)}. Pass a whole number from 0 to ${classes - 1}.`,
  )
}

/**
 * The share of examples whose predicted class is right, in [0, 1]. An output with a NaN is never right.
 *
 * @param outputs one row per example: one number per class, or a single logit, which predicts class 1 if it is above 0
 * @param targets class indices, probabilities (the largest counts), or for a single logit 0 and 1, or −1 and 1
 * @throws RangeError for a class that the outputs do not have
 * @example
 * accuracy([[2, 1], [0, 3]], [0, 0]) // => 0.5
 */
export const accuracy = (outputs: readonly Row[], targets: Targets): number =>
  topKAccuracy(outputs, targets, 1, 'accuracy')

/** The share of examples whose class is among the k largest outputs, in [0, 1]. Of equal outputs the first comes first. */
export function topKAccuracy(outputs: readonly Row[], targets: Targets, k: number, where = 'topKAccuracy'): number {
  sameLength(where, outputs.length, targets.length)
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`${where}: k is ${show(k)}. Pass a whole number, 1 or more.`)
  const wantedOnes = plainTargets(targets)
  const right = outputs.map(plainRow).filter((output, i) => {
    const wanted = checkedClass(where, wantedOnes[i]!, output)
    if (output.some(Number.isNaN)) return false
    if (k === 1) return classOf(output) === wanted
    return output.filter((x, c) => x > output[wanted]! || (x === output[wanted] && c < wanted)).length < k
  })
  return right.length / outputs.length
}

/**
 * The confusion matrix: row t, column c counts the examples of class t whose predicted class is c.
 *
 * @example
 * confusionMatrix([[2, 1], [0, 3], [1, 4]], [0, 0, 1]) // => [[1, 1], [0, 1]]
 */
export function confusionMatrix(outputs: readonly Row[], targets: Targets): number[][] {
  sameLength('confusionMatrix', outputs.length, targets.length)
  const wantedOnes = plainTargets(targets)
  const classes = outputs[0]!.length === 1 ? 2 : outputs[0]!.length
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  outputs
    .map(plainRow)
    .forEach((output, i) => matrix[checkedClass('confusionMatrix', wantedOnes[i]!, output)]![classOf(output)]!++)
  return matrix
}

/** R² = 1 − Σ(t − o)² / Σ(t − t̄)² over all outputs: 1 is perfect, and 0 is as good as always predicting the mean target t̄. */
export const r2 = (outputs: readonly Row[], targets: Targets): number => {
  const pairs = flatten('r2', outputs, targets)
  const mean = pairs.reduce((sum, [, t]) => sum + t, 0) / pairs.length
  const squares = (f: (o: number, t: number) => number) => pairs.reduce((sum, [o, t]) => sum + f(o, t) ** 2, 0)
  return 1 - squares((o, t) => t - o) / squares((_, t) => t - mean)
}

/** The mean of |t − o| over all outputs of all examples, in the unit of the targets. */
export const meanAbsoluteError = (outputs: readonly Row[], targets: Targets): number => {
  const pairs = flatten('meanAbsoluteError', outputs, targets)
  return pairs.reduce((sum, [o, t]) => sum + Math.abs(t - o), 0) / pairs.length
}

/** The metrics that have a name for `fit`. */
const named = {
  accuracy,
  top3: (outputs, targets) => topKAccuracy(outputs, targets, 3, 'top3'),
  top5: (outputs, targets) => topKAccuracy(outputs, targets, 5, 'top5'),
  r2,
  mae: meanAbsoluteError,
} satisfies Record<string, Metric>

export type MetricName = keyof typeof named

/** Whether this is a metric of Gradus that compares classes. */
export const comparesClasses = (metric: Metric): boolean => [accuracy, named.top3, named.top5].includes(metric)

/** Whether this is a metric of Gradus that compares outputs with targets as numbers. */
export const comparesNumbers = (metric: Metric): boolean => metric === r2 || metric === meanAbsoluteError

/** The metrics as pairs of name and function, from names or from functions by name. */
export function metricFunctions(
  where: string,
  metrics: readonly MetricName[] | Readonly<Record<string, Metric>>,
): [string, Metric][] {
  if (typeof metrics !== 'object' || metrics === null) {
    throw new TypeError(`${where}: metrics is ${show(metrics)}. Pass an array of names, or an object of functions.`)
  }
  if (!Array.isArray(metrics)) {
    const own = Object.entries(metrics as Record<string, Metric>)
    const wrong = own.find(([, f]) => typeof f !== 'function')
    if (wrong === undefined) return own
    throw new TypeError(`${where}: metric ${show(wrong[0])} is ${show(wrong[1])}. Pass a function.`)
  }
  return (metrics as MetricName[]).map((name) => {
    if (Object.hasOwn(named, name)) return [name, named[name]]
    const names = Object.keys(named).join(', ')
    throw new RangeError(`${where}: unknown metric ${show(name)}. Pass names of ${names}, or an object of functions.`)
  })
}

function flatten(where: string, outputs: readonly Row[], targets: Targets): [number, number][] {
  sameLength(where, outputs.length, targets.length)
  const wantedOnes = plainTargets(targets)
  return outputs.map(plainRow).flatMap((output, i) => {
    const target = wantedOnes[i]!
    const list = typeof target === 'number' ? [target] : target
    sameLength(where, output.length, list.length)
    return output.map((o, k): [number, number] => [o, list[k]!])
  })
}

function sameLength(where: string, outputs: number, targets: number): void {
  if (outputs === targets && outputs > 0) return
  throw new RangeError(`${where}: ${outputs} outputs and ${targets} targets. Pass one target per output, at least one.`)
}
