/** Losses and their gradients against PyTorch's and mpmath's numbers (testkit/references/losses.py). */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { gradient, Value } from '@gradus/engine'
import type { Loss, LossName } from '../../src/index.js'
import { huber, losses } from '../../src/index.js'

interface Reference {
  loss: LossName
  outputs: number[]
  target: number | number[]
  delta?: number
  value: number
  gradient: number[]
}
const references = JSON.parse(
  readFileSync(new URL('../../../testkit/references/losses.json', import.meta.url), 'utf8'),
) as Reference[]

/** A part of a gradient is a difference of numbers up to 1, such as σ(z) − t, and is as good as these are. */
const FLOOR = 1e-15
const near = (got: number, reference: number, floor: number) =>
  Math.abs(got - reference) <= Math.max(1e-12 * Math.abs(reference), floor)

test('every loss has references: ordinary ones, large ones and ties', () => {
  for (const name of Object.keys(losses)) {
    const own = references.filter((r) => r.loss === name)
    expect(own.length).toBeGreaterThanOrEqual(8)
    expect(own.some((r) => r.outputs.includes(1000))).toBe(true)
  }
})

test.each(references.map((r) => [r.loss, r.delta ?? '', r.outputs.join(), String(r.target), r] as const))(
  '%s %s of %s for target %s',
  (name, _, __, ___, { outputs, target, delta, value, gradient: slopes }) => {
    const loss: Loss = delta === undefined ? losses[name] : (o, t) => huber(o, t, delta)
    const outs = outputs.map((o) => new Value(o))
    const y = loss(outs, target)
    y.backward()
    const bad = [
      ...(near(y.data, value, 0) ? [] : [{ got: y.data, value }]),
      ...outs.flatMap(({ grad }, i) => (near(grad, slopes[i]!, FLOOR) ? [] : [{ i, grad, slope: slopes[i] }])),
    ]
    expect(bad).toEqual([])
  },
)

describe('the wrong end keeps a gradient of full size, however far out', () => {
  const wrong: Record<
    Exclude<LossName, 'mse' | 'quadratic'>,
    [(distance: number) => number[], number | number[], number[]]
  > = {
    mae: [(d) => [d, -d], [0, 0], [1 / 2, -1 / 2]],
    huber: [(d) => [d, -d], [0, 0], [1 / 2, -1 / 2]],
    hinge: [(d) => [d, -d], [-1, 1], [1 / 2, -1 / 2]],
    crossEntropy: [(d) => [d, 0, -d], 2, [1, 0, -1]],
    binaryCrossEntropyWithLogits: [(d) => [d, -d], [0, 1], [1 / 2, -1 / 2]],
    sigmoidCrossEntropy: [(d) => [d, -d], [0, 1], [1, -1]],
  }
  test.each(Object.entries(wrong))('%s', (name, [outputs, target, slopes]) => {
    for (const distance of [40, 100, 745, 1000, 1e6, 1e300]) {
      const got = gradient((o) => losses[name as LossName](o, target), outputs(distance))
      got.forEach((g, i) => expect(Math.abs(g - slopes[i]!)).toBeLessThan(1e-15))
    }
  })
  test('mse and quadratic grow with the distance', () => {
    expect(gradient((o) => losses.mse(o, [0, 0]), [1000, -1e6])).toEqual([1000, -1e6])
    expect(gradient((o) => losses.quadratic(o, [0, 0]), [1000, -1e6])).toEqual([1000, -1e6])
  })
})
