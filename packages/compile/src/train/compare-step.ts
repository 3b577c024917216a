/** Compares the first gradient of a compiled step with the engine. */
import { slopesOf, Value } from '@gradus/engine'
import { listOf, toValue, withNumbers } from '../call/compare-with-engine.js'
import { mustMatchEngine } from '../program/must-match-engine.js'
import { argumentsOf, widthOf } from '../program/recorded.js'
import type { CheckedStepOptions } from './step-options.js'

export interface GradientComparison {
  readonly options: CheckedStepOptions
  /** The parameters. */
  readonly numbers: ArrayLike<number>
  /** The numbers of the first example, then those of the second, and so on. */
  readonly points: ArrayLike<number>
  /** How many examples there are in `points`. */
  readonly distinct: number
  /** How many the compiled code got: the same ones again and again. */
  readonly count: number
  /** The compiled results. */
  readonly loss: number
  readonly norm: number
  readonly gradient: ArrayLike<number>
}

/** The engine takes about a hundredth of a second for this many products of examples and parameters. */
const MOST_WORK = 50_000
const LEAST_EXAMPLES = 2

/** How many of the first examples the engine computes. Those of a large model would take longer than compiling it. */
export const comparedExamples = (count: number, parameters: number): number =>
  Math.min(count, Math.max(LEAST_EXAMPLES, Math.floor(MOST_WORK / parameters)))

/** @throws Error that names the first number that differs */
export function compareGradient({ options, numbers, points, distinct, count, ...got }: GradientComparison): void {
  const { loss, shape, parameters, penalty, precision } = options
  const width = widthOf(shape)
  const { l1, l2, mask } = penalty ?? { l1: 0, l2: 0, mask: [] }
  const gradient = new Float64Array(numbers).map((w, i) => (mask[i] ?? 0) * (l2 * w + l1 * Math.sign(w)))
  let total = 0
  withNumbers(parameters, numbers, precision, () => {
    for (let b = 0; b < distinct; b++) {
      const leaves = Array.from({ length: width }, (_, i) => new Value(points[b * width + i]!))
      const share = Math.ceil((count - b) / distinct) / count
      const y = toValue(listOf(loss(...argumentsOf(shape, leaves)))[0]!)
      slopesOf(y, parameters).forEach((slope, i) => (gradient[i]! += share * slope))
      total += share * y.data
    }
  })
  mustMatchEngine([total], [got.loss], precision, () => 'the loss of the first batch')
  mustMatchEngine(gradient, got.gradient, precision, (i) => `the gradient of parameter ${i}`)
  const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0))
  mustMatchEngine([norm], [got.norm], precision, () => 'the norm of the gradient')
}
