/** Compares the first gradient of a compiled step with the engine. */
import { Value } from '@gradus/engine'
import { listOf, toValue, withNumbers } from '../call/compare-with-engine.js'
import { mustMatchEngine } from '../program/must-match-engine.js'
import { argumentsOf, widthOf } from '../program/recorded.js'
import type { CheckedStepOptions } from './step-options.js'

export interface GradientComparison {
  readonly options: CheckedStepOptions
  readonly parameters: ArrayLike<number>
  /** The numbers of the first example, then those of the second, and so on. */
  readonly points: ArrayLike<number>
  readonly count: number
  /** The compiled results. */
  readonly loss: number
  readonly norm: number
  readonly gradient: ArrayLike<number>
}

/** @throws Error that names the first number that differs */
export function compareGradient({ options, parameters: numbers, points, count, ...got }: GradientComparison): void {
  const { loss, shape, parameters, penalty, precision } = options
  const width = widthOf(shape)
  const expected = withNumbers(parameters, numbers, precision, () => {
    let total = 0
    for (let b = 0; b < count; b++) {
      const leaves = Array.from({ length: width }, (_, i) => new Value(points[b * width + i]!))
      const y = toValue(listOf(loss(...argumentsOf(shape, leaves)))[0]!)
      y.backward()
      total += y.data
    }
    const { l1, l2, mask } = penalty ?? { l1: 0, l2: 0, mask: [] }
    const slope = (w: number, i: number) => (mask[i] ?? 0) * (l2 * w + l1 * Math.sign(w))
    return { loss: total / count, gradient: parameters.map(({ data, grad }, i) => grad / count + slope(data, i)) }
  })
  mustMatchEngine([expected.loss], [got.loss], precision, () => 'the loss of the first batch')
  mustMatchEngine(expected.gradient, got.gradient, precision, (i) => `the gradient of parameter ${i}`)
  const norm = Math.sqrt(expected.gradient.reduce((sum, g) => sum + g * g, 0))
  mustMatchEngine([norm], [got.norm], precision, () => 'the norm of the gradient')
}
