/** The first gradient of a training beside the engine. */
import { Value } from '@gradus/engine'
import { listOf, toValue, withNumbers } from '../call/compare-with-engine.js'
import { mustMatchEngine } from '../program/must-match-engine.js'
import { argumentsOf, widthOf } from '../program/recorded.js'
import type { CheckedTrainingOptions } from './step-options.js'

export interface GradientComparison {
  readonly options: CheckedTrainingOptions
  readonly weights: ArrayLike<number>
  /** Example after example. */
  readonly points: ArrayLike<number>
  readonly count: number
  /** What was computed. */
  readonly loss: number
  readonly norm: number
  readonly gradient: ArrayLike<number>
}

export function checkGradient({ options, weights, points, count, ...got }: GradientComparison): void {
  const { loss, shape, params, penalty, precision } = options
  const width = widthOf(shape)
  const expected = withNumbers(params, weights, precision, () => {
    let total = 0
    for (let b = 0; b < count; b++) {
      const leaves = Array.from({ length: width }, (_, i) => new Value(points[b * width + i]!))
      const y = toValue(listOf(loss(...argumentsOf(shape, leaves)))[0]!)
      y.backward()
      total += y.data
    }
    const { l1, l2, pulled } = penalty ?? { l1: 0, l2: 0, pulled: [] }
    const pull = (w: number, i: number) => (pulled[i] ?? 0) * (l2 * w + l1 * Math.sign(w))
    return { loss: total / count, gradient: params.map(({ data, grad }, i) => grad / count + pull(data, i)) }
  })
  mustMatchEngine([expected.loss], [got.loss], precision, () => 'the loss of the first batch')
  mustMatchEngine(expected.gradient, got.gradient, precision, (i) => `the gradient of parameter ${i}`)
  const norm = Math.sqrt(expected.gradient.reduce((sum, g) => sum + g * g, 0))
  mustMatchEngine([norm], [got.norm], precision, () => 'the norm of the gradient')
}
