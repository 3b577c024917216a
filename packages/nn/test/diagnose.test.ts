import { describe, expect, test } from '@jest/globals'
import type { Data } from '../src/index.js'
import {
  Adam,
  diagnose,
  gradientNorm,
  accumulate,
  learningRateRange,
  MLP,
  mse,
  overfitBatch,
  Random,
} from '../src/index.js'

const random = new Random(5)
const inputs = Array.from({ length: 64 }, () => [random.normal(), random.normal()])
const data: Data = { inputs, targets: inputs.map(([a, b]) => [a! * b!]) }

describe('diagnose', () => {
  test('finds the dead unit and only it', () => {
    const model = new MLP([2, 4, 1], { activation: 'relu', seed: 2 })
    model.layers[0]!.neurons[1]!.bias.data = -100
    const { layers } = diagnose(model, data, 'mse')
    expect(layers.map((l) => l.dead)).toEqual([0.25, 0])
    expect(layers.map((l) => l.saturated)).toEqual([0, 0])
  })
  test('finds saturated units, and none in a fresh small network', () => {
    const wide = new MLP([2, 6, 1], { seed: 2 })
    expect(diagnose(wide, data, 'mse').layers[0]!.saturated).toBeLessThan(0.1)
    for (const w of wide.weights()) w.data *= 1000
    expect(diagnose(wide, data, 'mse').layers[0]!.saturated).toBeGreaterThan(0.9)
    expect(diagnose(wide, data, 'mse').layers[1]!.saturated).toBe(0)
  })
  test('layers of any size', () => {
    const wide = new MLP([1, 300, 700, 1], { init: 'zeros' }) // more parameters than a call can have arguments
    wide.layers[1]!.neurons[0]!.bias.data = 3
    wide.layers[1]!.neurons[699]!.weights[299]!.data = 4
    const { layers } = diagnose(wide, { inputs: [[1]], targets: [[1]] }, 'mse')
    expect(layers[1]!.parameterNorm).toBe(5)
    expect(layers.map((l) => l.dead)).toEqual([0, 0, 0])
  })
  test('has the gradient norm of each layer, and leaves no gradient behind', () => {
    const model = new MLP([2, 4, 1], { seed: 2 })
    const { layers, loss } = diagnose(model, data, 'mse')
    expect(model.parameters().some((p) => p.hasGrad)).toBe(false)
    expect(accumulate(model, model.parameters(), data, mse)).toBe(loss)
    expect(layers.map((l) => l.gradientNorm)).toEqual(model.layers.map((l) => gradientNorm(l.parameters())))
    expect(layers[0]!.parameterNorm).toBeCloseTo(Math.hypot(...model.layers[0]!.parameters().map((p) => p.data)), 14)
  })
})

describe('overfitBatch', () => {
  test('a network with room learns eight examples by heart; a line cannot; both keep their weights', () => {
    for (const [sizes, ok] of [
      [[2, 16, 1], true],
      [[2, 1], false],
    ] as const) {
      const model = new MLP(sizes, { seed: 1 })
      const before = model.theta()
      const result = overfitBatch(model, data, { loss: 'mse', steps: 400, lr: 0.02 })
      expect(result.ok).toBe(ok)
      expect(result.losses).toHaveLength(401)
      expect(model.theta()).toEqual(before)
    }
  })
  test('refuses unknown options', () => {
    expect(() => overfitBatch(new MLP([2, 1]), data, { loss: 'mse', epochs: 1 } as never)).toThrow(
      'overfitBatch: unknown option "epochs". The options are loss, examples, steps, lr.',
    )
  })
})

describe('learningRateRange', () => {
  test('rates rise in equal ratios, the loss falls and then blows up, the weights are as before', () => {
    const model = new MLP([2, 16, 1], { seed: 1 })
    const before = model.theta()
    const curve = learningRateRange(model, data, { loss: 'mse', from: 1e-4, to: 100, steps: 80, batchSize: 16 })
    expect(model.theta()).toEqual(before)
    expect(curve.length).toBeLessThan(80)
    const ratio = curve[1]!.lr / curve[0]!.lr
    curve.slice(1).forEach(({ lr }, i) => expect(lr / curve[i]!.lr).toBeCloseTo(ratio, 10))
    expect(curve[0]!.lr).toBe(1e-4)
    expect(Math.min(...curve.map((p) => p.loss))).toBeLessThan(curve[0]!.loss)
  })
  test('is the same each time, and takes another optimizer', () => {
    const run = () => learningRateRange(new MLP([2, 8, 1]), data, { loss: 'mse', optimizer: (p) => new Adam(p) })
    expect(run()).toEqual(run())
  })
  test('refuses a range that does not rise', () => {
    expect(() => learningRateRange(new MLP([2, 1]), data, { loss: 'mse', from: 1, to: 1 })).toThrow(
      'learningRateRange: to is 1. Pass a rate above from, 1.',
    )
  })
})
