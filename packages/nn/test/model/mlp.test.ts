import { describe, expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { initializers, Layer, MLP, Neuron, Random, uniform } from '../../src/index.js'

describe('Neuron', () => {
  test('is g(w · x + b)', () => {
    const neuron = new Neuron([0.5, -2], 0.25, 'tanh')
    expect(neuron.forward([3, 1]).data).toBe(Math.tanh(0.5 * 3 - 2 + 0.25))
    expect(neuron.parameters().map((p) => p.data)).toEqual([0.5, -2, 0.25])
  })
  test('refuses another number of inputs', () => {
    expect(() => new Neuron([1, 2]).forward([1])).toThrow(
      new RangeError('Neuron: 1 inputs for 2 weights. Pass one input per weight.'),
    )
    expect(() => new Neuron(2 as never)).toThrow('Neuron: the weights are 2. Pass an array of numbers.')
    expect(() => new Neuron([1], 0, 'foo' as never)).toThrow('Neuron: unknown activation "foo". Pass one of')
    expect(() => new Neuron([])).toThrow('Neuron: there are no weights. Pass one number per input.')
  })
})

describe('Layer', () => {
  test('gives an array also for one unit', () => {
    expect(new Layer(2, 1).forward([1, 2])).toHaveLength(1)
  })
  test('draws different weights for its units, with biases of 0', () => {
    const { neurons } = new Layer(4, 3, { seed: 5 })
    const weights = neurons.flatMap((n) => n.weights.map((w) => w.data))
    expect(new Set(weights).size).toBe(12)
    expect(neurons.map((n) => n.bias.data)).toEqual([0, 0, 0])
  })
  test('refuses wrong sizes, options and activations', () => {
    expect(() => new Layer(0, 1)).toThrow('Layer: the number of inputs is 0. Pass a whole number, 1 or more.')
    expect(() => new Layer(2, 1.5)).toThrow('Layer: the number of units is 1.5. Pass a whole number, 1 or more.')
    expect(() => new Layer(2, 1, { act: 'tanh' } as never)).toThrow('Layer: unknown option "act".')
    expect(() => new Layer(2, 1, { activation: 'tnah' as never })).toThrow(
      'Layer: unknown activation "tnah". Pass one of',
    )
    expect(() => new Layer(2, 1, { init: 'xavier' as never })).toThrow(
      'Layer: unknown initializer "xavier". Pass one of',
    )
    expect(() => new Layer(2, 1).forward([1, 2, 3])).toThrow(
      'Layer: 3 inputs for a layer of 2. Pass 2 numbers or Values.',
    )
  })
})

describe('MLP', () => {
  test('refuses sizes that no memory would hold, before anything is made', () => {
    expect(() => new MLP([4, 100_000_000, 3])).toThrow(
      new RangeError(
        'MLP: the sizes 4-100000000-3 need 800000003 parameters. Pass sizes that need at most 10,000,000.',
      ),
    )
  })
  test('is its layers one after the other, written out by hand', () => {
    const model = new MLP([2, 3, 1], { seed: 4 })
    const [first, last] = model.theta() as [number[][], number[][]]
    const x = [0.3, -0.8]
    const a = first.map(([b, w1, w2]) => Math.tanh(w1! * x[0]! + w2! * x[1]! + b!))
    const [b, ...w] = last[0]!
    const y = w.reduce((sum, wi, i) => sum + wi * a[i]!, 0) + b!
    expect(model.predict(x)[0]).toBeCloseTo(y, 14)
    expect(model.forward(x)[0]!.data).toBe(model.predict(x)[0])
  })
  test('has a linear output and tanh inside unless told otherwise, and an activation per layer if told', () => {
    expect(new MLP([1, 2, 2, 1]).layers.map((l) => l.activation)).toEqual(['tanh', 'tanh', 'linear'])
    const model = new MLP([1, 2, 2, 1], { activation: ['relu', 'elu'], output: 'sigmoid' })
    expect(model.layers.map((l) => l.activation)).toEqual(['relu', 'elu', 'sigmoid'])
  })
  test('the same seed gives the same weights, another seed others', () => {
    expect(new MLP([3, 5, 2], { seed: 9 }).theta()).toEqual(new MLP([3, 5, 2], { seed: 9 }).theta())
    expect(new MLP([3, 5, 2], { seed: 9 }).theta()).not.toEqual(new MLP([3, 5, 2], { seed: 10 }).theta())
  })
  test('numbers its parameters as Θ, the bias as column 0', () => {
    expect(new MLP([1, 1]).parameters().map((p) => p.label)).toEqual(['θ1[1,1]', 'θ1[1,0]'])
  })
  test('theta and fromTheta are inverses', () => {
    const model = new MLP([3, 4, 4, 1], { activation: 'sigmoid', output: 'sigmoid', init: uniform(0.5), seed: 3 })
    expect(model.theta().map((m) => [m.length, m[0]!.length])).toEqual([
      [4, 4],
      [4, 5],
      [1, 5],
    ])
    const copy = MLP.fromTheta(model.theta(), { activation: 'sigmoid', output: 'sigmoid' })
    expect(copy.theta()).toEqual(model.theta())
    expect(copy.predict([1, -1, 0.5])).toEqual(model.predict([1, -1, 0.5]))
  })
  test('gradients reach Values given as inputs', () => {
    const x = [new Value(0.5), new Value(-1)]
    new MLP([2, 3, 1]).forward(x)[0]!.backward()
    expect(x.every((v) => v.hasGrad && v.grad !== 0)).toBe(true)
  })
  test('predict leaves no graph and no gradient', () => {
    const model = new MLP([2, 3, 1])
    expect(typeof model.predict([1, 2])[0]).toBe('number')
    expect(model.parameters().some((p) => p.hasGrad)).toBe(false)
  })
  test('refuses wrong sizes and inputs', () => {
    expect(() => new MLP([2])).toThrow(
      'MLP: the sizes are an array of length 1. Pass at least two, such as [2, 16, 1].',
    )
    expect(() => new MLP([2, 3, 1], { activation: [] })).toThrow(
      'MLP: 0 activations for 1 hidden layers. Pass one, or one per hidden layer.',
    )
    expect(() => new MLP([2, 3, 1]).predict([1])).toThrow(
      'MLP: the input is an array of length 1. Pass an array of 2 numbers or Values.',
    )
    expect(() => MLP.fromTheta([[[0, 1, 2]], [[0, 1, 2]]])).toThrow(
      'MLP.fromTheta: row 0 of matrix 1 is an array of length 3. Pass 2 numbers, the bias first.',
    )
  })
})

describe('initializers', () => {
  test('all of them are below', () => {
    expect(Object.keys(initializers).sort()).toEqual(['glorot', 'he', 'lecun', 'normal', 'scaled', 'zeros'])
  })
  test.each([
    ['uniform', 0.12 ** 2 / 3, 0.12],
    ['normal', 1, Infinity],
    ['scaled', 1 / 20, Infinity],
    ['glorot', 2 / 50, Math.sqrt(6 / 50)],
    ['he', 2 / 20, Infinity],
    ['lecun', 1 / 20, Math.sqrt(3 / 20)],
    ['zeros', 0, 0],
  ] as const)('%s has mean 0, variance %d and bound %d for 20 inputs and 30 units', (name, variance, bound) => {
    const init = name === 'uniform' ? uniform(0.12) : name
    const random = new Random(2)
    const weights = Array.from({ length: 170 }, () => new Layer(20, 30, { init, seed: random }))
      .flatMap((layer) => layer.neurons)
      .flatMap((n) => n.weights.map((w) => w.data))
    expect(weights.length).toBeGreaterThan(100_000)
    expect(new Layer(20, 30, { init }).neurons.every((n) => n.bias.data === 0)).toBe(true)
    const mean = weights.reduce((s, w) => s + w, 0) / weights.length
    const spread = weights.reduce((s, w) => s + (w - mean) ** 2, 0) / weights.length
    // Four standard deviations of the estimates; the variance of a normal's square is 2σ⁴, of a uniform's less.
    expect(Math.abs(mean)).toBeLessThanOrEqual(4 * Math.sqrt(variance / weights.length))
    expect(Math.abs(spread - variance)).toBeLessThanOrEqual(4 * variance * Math.sqrt(2 / weights.length))
    const largest = weights.reduce((m, w) => Math.max(m, Math.abs(w)), 0)
    expect(largest).toBeLessThanOrEqual(bound)
    if (bound < Infinity) expect(largest).toBeGreaterThanOrEqual(0.999 * bound)
    else expect(largest).toBeGreaterThan(3.5 * Math.sqrt(variance))
  })
  test('uniform(ε) refuses a wrong ε', () => {
    expect(() => uniform(0)).toThrow('uniform: epsilon is 0. Pass a positive number.')
  })
})

test('the nodes of a forward pass are grouped by layer and unit, for drawings', () => {
  const [, second] = new MLP([2, 2, 2]).forward([1, 2])
  const { name, parent } = second!.group!
  expect([name, parent?.name, parent?.parent]).toEqual(['unit 2', 'layer 2', undefined])
})
