/** What `fit` can do beside plain steps: regularization, clipping, schedules, early stopping, dropout, metrics. */
import { describe, expect, test } from '@jest/globals'
import type { Data, FitOptions, Target } from '../../src/index.js'
import {
  accumulate,
  Adam,
  clipNorm,
  clipValue,
  confusionMatrix,
  drawnMasks,
  Dropout,
  fit,
  gradientNorm,
  MLP,
  mse,
  Random,
  schedules,
  SGD,
  topKAccuracy,
} from '../../src/index.js'
import { log, Value } from '@gradus/engine'

function wave(count: number, seed = 1): Data {
  const random = new Random(seed)
  const inputs = Array.from({ length: count }, () => [random.uniform(-2, 2)])
  return { inputs, targets: inputs.map(([x]) => [Math.sin(x!) + 0.1 * random.normal()]) }
}

/** One full-batch step of plain descent with rate 1 gives the gradient that fit used: before − after. */
async function gradientOf(options: Partial<FitOptions>, data = wave(8)) {
  const model = new MLP([1, 3, 1], { seed: 2 })
  for (const p of model.parameters()) p.data += 0.1 // biases too
  const before = model.parameters().map((p) => p.data)
  const optimizer = new SGD(model.parameters(), { lr: 1 })
  await fit(model, data, { loss: 'mse', optimizer, epochs: 1, batchSize: 8, ...options })
  return { before, gradient: model.parameters().map((p, i) => before[i]! - p.data), model }
}

describe('regularization', () => {
  test('L2 adds λ/n · w and L1 λ/n · sign(w) to weights, nothing to biases', async () => {
    const plain = await gradientOf({})
    const both = await gradientOf({ l2: 2, l1: 0.8 })
    const weights = new Set(plain.model.weights().map((w) => plain.model.parameters().indexOf(w)))
    expect(weights.size).toBe(6)
    both.gradient.forEach((g, i) => {
      const w = plain.before[i]!
      const extra = weights.has(i) ? (2 / 8) * w + (0.8 / 8) * Math.sign(w) : 0
      expect(g - plain.gradient[i]!).toBeCloseTo(extra, 13)
    })
  })
  test('biases too if asked, and λ = 0 is none', async () => {
    const plain = await gradientOf({})
    const all = await gradientOf({ l2: 2, regularizeBiases: true })
    all.gradient.forEach((g, i) => expect(g - plain.gradient[i]!).toBeCloseTo((2 / 8) * plain.before[i]!, 13))
    expect((await gradientOf({ l2: 0, l1: 0 })).gradient).toEqual(plain.gradient)
  })
  test('n is the number of training examples, not of the batch', async () => {
    const [plain, decayed] = [
      await gradientOf({ batchSize: 8 }, wave(16)),
      await gradientOf({ batchSize: 8, l2: 4 }, wave(16)),
    ]
    expect(plain.gradient).not.toEqual(decayed.gradient)
    const model = new MLP([1, 1], { init: 'zeros' })
    const w = model.weights()[0]!
    w.data = 3
    const still: Data = { inputs: [[0], [0], [0], [0]], targets: [[0], [0], [0], [0]] }
    const optimizer = new SGD(model.parameters(), { lr: 1 })
    await fit(model, still, { loss: 'mse', optimizer, epochs: 1, batchSize: 2, l2: 1 })
    expect(w.data).toBeCloseTo(3 * (1 - 1 / 4) ** 2, 14)
  })
  test('options that would do nothing are refused', async () => {
    const model = new MLP([1, 1])
    const run = (options: object) => expect(fit(model, wave(4), { loss: 'mse', ...options })).rejects
    await run({ regularizeBiases: true }).toThrow('fit: regularizeBiases is on, and l1 and l2 are 0. Pass one of them.')
    await run({ l2: -1 }).toThrow('fit: l2 is -1. Pass a number of at least 0.')
    await run({ clipNorm: 0 }).toThrow('fit: clipNorm is 0. Pass a positive number.')
    await run({ earlyStopping: { patience: 2 } }).toThrow('fit: earlyStopping needs a validation loss.')
    await run({ reduceOnPlateau: { patience: 2 } }).toThrow('fit: reduceOnPlateau needs a validation loss.')
    await run({ metrics: ['accurcy'] }).toThrow('fit: unknown metric "accurcy". Pass names of accuracy, top3,')
    await run({ optimizer: new Adam(new MLP([1, 1]).parameters()) }).toThrow(
      'fit: the optimizer holds other parameters.',
    )
    const bare = { parameters: () => model.parameters(), forward: model.forward.bind(model) }
    await expect(fit(bare, wave(4), { loss: 'mse', l2: 1 })).rejects.toThrow('fit: l1 and l2 need to know the weights.')
  })
})

describe('clipping', () => {
  const three = () => [3, -4, 12].map((g) => Object.assign(new Value(0), { grad: g }))
  test('by norm keeps the direction, and leaves a short gradient alone', () => {
    const parameters = three()
    expect(clipNorm(parameters, 6.5)).toBe(13)
    expect(parameters.map((p) => p.grad)).toEqual([1.5, -2, 6])
    expect(clipNorm(parameters, 6.5)).toBe(6.5)
    expect(parameters.map((p) => p.grad)).toEqual([1.5, -2, 6])
  })
  test('by value limits each component', () => {
    const parameters = three()
    clipValue(parameters, 3.5)
    expect(parameters.map((p) => p.grad)).toEqual([3, -3.5, 3.5])
    expect(() => clipValue(parameters, -1)).toThrow('clipValue: the limit is -1. Pass a positive number.')
  })
  test('fit clips what the step uses, and reports the norm from before', async () => {
    const { gradient, model } = await gradientOf({ clipNorm: 0.01, mode: 'eager' }) // which leaves it there to be seen
    expect(Math.hypot(...gradient)).toBeCloseTo(0.01, 10)
    expect(gradientNorm(model.parameters())).toBeCloseTo(0.01, 14)
  })
})

describe('schedules', () => {
  const table = (s: schedules.Schedule) => [0, 1, 2, 3, 4, 9].map(s)
  test('give the factor of their formula', () => {
    expect(table(schedules.constant())).toEqual([1, 1, 1, 1, 1, 1])
    expect(table(schedules.step({ every: 2, factor: 0.5 }))).toEqual([1, 1, 0.5, 0.5, 0.25, 0.0625])
    expect(table(schedules.exponential({ factor: 0.5 }))).toEqual([1, 0.5, 0.25, 0.125, 0.0625, 2 ** -9])
    table(schedules.cosine({ epochs: 4, floor: 0.2 })).forEach((x, i) =>
      expect(x).toBeCloseTo([1, 0.2 + 0.4 * (1 + Math.SQRT1_2), 0.6, 0.2 + 0.4 * (1 - Math.SQRT1_2), 0.2, 0.2][i]!, 14),
    )
    expect(table(schedules.warmUp({ epochs: 2, then: schedules.exponential({ factor: 0.5 }) }))).toEqual([
      0.5,
      1,
      1,
      0.5,
      0.25,
      2 ** -7,
    ])
  })
  test('fit follows the schedule and gives the optimizer its own rate back', async () => {
    const model = new MLP([1, 1])
    const optimizer = new SGD(model.parameters(), { lr: 0.2 })
    const { epochs } = await fit(model, wave(4), {
      loss: 'mse',
      optimizer,
      epochs: 3,
      schedule: schedules.exponential({ factor: 0.5 }),
    })
    expect(epochs.map((e) => e.lr)).toEqual([0.2, 0.1, 0.05])
    expect(optimizer.lr).toBe(0.2)
  })
  test('the rate is halved when stuck, down to the floor', async () => {
    const model = new MLP([1, 1])
    const optimizer = new SGD(model.parameters(), { lr: 0.8 })
    const never: Data = { inputs: [[0]], targets: [[1e20]] } // so far away that its loss does not change
    const reduceOnPlateau = { patience: 2, minLr: 0.15 }
    const options = {
      loss: 'mse',
      optimizer,
      epochs: 9,
      validationData: never,
      reduceOnPlateau,
      clipNorm: 1e-6,
    } as const
    const { epochs } = await fit(model, wave(4), options)
    expect(epochs.map((e) => e.lr)).toEqual(
      [0.8, 0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.15, 0.15].map((x) => expect.closeTo(x, 12)),
    )
  })
})

describe('early stopping', () => {
  const options = { loss: 'mse', epochs: 60, batchSize: 4 } as const
  const overfit = () => {
    const model = new MLP([1, 24, 24, 1], { seed: 3 })
    return { model, optimizer: new Adam(model.parameters(), { lr: 0.03 }) }
  }
  test('ends after `patience` epochs without a new best, with the best weights', async () => {
    const { model, optimizer } = overfit()
    const best: { loss: number; weights: number[] }[] = []
    const history = await fit(model, wave(12), {
      ...options,
      optimizer,
      validationData: wave(40, 9),
      earlyStopping: { patience: 7 },
      onEpoch: (r) => void best.push({ loss: r.validationLoss!, weights: model.parameters().map((p) => p.data) }),
    })
    const lowest = best.reduce((a, b) => (b.loss < a.loss ? b : a))
    expect(history.ended).toBe('early')
    expect(history.bestEpoch).toBe(best.indexOf(lowest) + 1)
    expect(history.epochs).toHaveLength(history.bestEpoch! + 7)
    expect(model.parameters().map((p) => p.data)).toEqual(lowest.weights)
  })
  test('restores the best weights however training ends', async () => {
    const { model, optimizer } = overfit()
    const history = await fit(model, wave(12), {
      ...options,
      optimizer,
      validationData: wave(40, 9),
      earlyStopping: { patience: 50 },
      onEpoch: (r) => r.epoch < 30,
    })
    expect(history.ended).toBe('callback')
    const { epochs, bestEpoch } = history
    expect(bestEpoch).toBeLessThan(30)
    expect(epochs[bestEpoch! - 1]!.validationLoss).toBe(Math.min(...epochs.map((e) => e.validationLoss!)))
  })
  test.each(['compiled', 'eager'] as const)('a loss that is not finite is an error, not a stop (%s)', async (mode) => {
    const data = wave(4)
    const withLog = (y: readonly Value[], t: Target) => mse(y, t).add(log((t as number[])[0]!))
    const fitTo = (target: number) =>
      fit(new MLP([1, 1]), data, {
        loss: withLog,
        epochs: 3,
        mode,
        validationData: { inputs: [[0], [0]], targets: [[1], [target]] },
        earlyStopping: { patience: 1 },
      })
    data.targets = data.targets.map(() => [2])
    await expect(fitTo(-1)).rejects.toThrow(
      'fit: the loss over the validation data became NaN: add gave NaN in epoch 1, batch 1. Lower the learning rate, clip the gradient, or scale the inputs.',
    )
    await expect(fitTo(0)).rejects.toThrow(
      'fit: the loss over the validation data became -Infinity: add gave -Infinity in epoch 1, batch 1.',
    )
  })
})

describe('Dropout', () => {
  test('drops the given share in training and keeps the mean; in prediction it does nothing', () => {
    const masks = drawnMasks(new Random(1))
    const dropout = new Dropout(0.3)
    const out = Array.from({ length: 200 }, () =>
      dropout.forward(new Array<number>(50).fill(1), masks),
    ).flat() as number[]
    const dropped = out.filter((x) => x === 0).length / out.length
    expect(Math.abs(dropped - 0.3)).toBeLessThan(0.02)
    expect(new Set(out)).toEqual(new Set([0, 1 / 0.7]))
    expect(dropout.forward([1, 2, 3])).toEqual([1, 2, 3])
    expect(() => new Dropout(1)).toThrow('Dropout: rate is 1. Pass a number in [0, 1).')
  })
  test('is drawn anew for each example, is part of the gradient, and is off in predict and validation', async () => {
    const model = new MLP([2, 20, 1], { dropout: 0.5, seed: 1 })
    const masks = drawnMasks(new Random(4))
    const outputs = Array.from({ length: 5 }, () => model.forward([1, -1], masks)[0]!.data)
    expect(new Set(outputs).size).toBe(5)
    expect(model.predict([1, -1])).toEqual(new MLP([2, 20, 1], { seed: 1 }).predict([1, -1]))
    const parameters = model.parameters()
    accumulate(model, parameters, { inputs: [[1, -1]], targets: [[0]] }, mse, drawnMasks(new Random(4)))
    const dead = model.layers[0]!.neurons.filter((n) => n.bias.grad === 0).length
    expect(dead).toBeGreaterThan(3)
    expect(dead).toBeLessThan(17)
  })
  test('one rate per hidden layer, or refused', () => {
    expect(new MLP([1, 2, 2, 1], { dropout: [0.1, 0.2] }).dropouts.map((d) => d.rate)).toEqual([0.1, 0.2])
    expect(() => new MLP([1, 2, 2, 1], { dropout: [0.1] })).toThrow('MLP: 1 dropout rates for 2 hidden layers.')
    expect(() => new MLP([1, 1], { dropout: 0.1 })).toThrow(
      'MLP: dropout is 0.1 and there is no hidden layer. Leave it out, or add one.',
    )
    expect(new MLP([1, 1], { dropout: 0 }).dropouts).toEqual([])
  })
})

describe('metrics', () => {
  test('are measured on both parts, by name or as functions', async () => {
    const data: Data = { inputs: [[-1], [1], [-2], [2]], targets: [0, 1, 0, 1] }
    const model = new MLP([1, 2])
    const metrics = ['accuracy', 'top3'] as const
    const { epochs } = await fit(model, data, { loss: 'crossEntropy', epochs: 1, metrics, validationSplit: 0.5 })
    expect(Object.keys(epochs[0]!.metrics!)).toEqual(['accuracy', 'top3'])
    expect(epochs[0]!.validationMetrics!['top3']).toBe(1)
    const own = { count: (outputs: readonly (readonly number[])[]) => outputs.length }
    const history = await fit(model, data, { loss: 'crossEntropy', epochs: 1, metrics: own })
    expect(history.epochs[0]!.metrics).toEqual({ count: 4 })
    expect(JSON.parse(JSON.stringify(history))).toEqual(history)
  })
  test('topKAccuracy and the confusion matrix', () => {
    const outputs = [
      [3, 2, 1],
      [1, 3, 2],
      [1, 2, 3],
    ]
    expect(topKAccuracy(outputs, [0, 2, 0], 1)).toBeCloseTo(1 / 3, 15)
    expect(topKAccuracy(outputs, [0, 2, 0], 2)).toBeCloseTo(2 / 3, 15)
    expect(confusionMatrix(outputs, [0, 2, 0])).toEqual([
      [1, 0, 1],
      [0, 0, 0],
      [0, 1, 0],
    ])
    expect(confusionMatrix([[-1], [2], [3]], [0, 0, [1]])).toEqual([
      [1, 1],
      [0, 1],
    ])
  })
})

test('a parameter that becomes infinite is named, and the weights stay as they were', async () => {
  const model = new MLP([1, 1], { init: 'zeros' })
  const optimizer = new SGD(model.parameters(), { lr: 1e300 })
  const data: Data = { inputs: [[1]], targets: [[1e20]] }
  await expect(fit(model, data, { loss: 'mse', optimizer })).rejects.toThrow(
    'fit: parameter θ1[1,1] became Infinity (gradient -200000000000000000000) in epoch 1, batch 1. Lower the learning rate',
  )
  expect(model.parameters().map((p) => p.data)).toEqual([0, 0])
})
