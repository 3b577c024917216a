import { describe, expect, test } from '@jest/globals'
import { gradient } from '@gradus/engine'
import type { Data, EpochRecord } from '../../src/index.js'
import { accuracy, Adam, argmax, DivergedError, evaluate, fit, MLP, mse, r2, Random, SGD } from '../../src/index.js'

const xor: Data = {
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  targets: [0, 1, 1, 0],
}

/** y = 2x₁ − x₂ + 1 with a little noise. */
function plane(count: number, seed = 1): Data {
  const random = new Random(seed)
  const inputs = Array.from({ length: count }, () => [random.normal(), random.normal()])
  return { inputs, targets: inputs.map(([a, b]) => [2 * a! - b! + 1 + 0.01 * random.normal()]) }
}

describe('fit', () => {
  test('learns xor, which no linear model can', async () => {
    const model = new MLP([2, 8, 1], { seed: 3 })
    const optimizer = new Adam(model.parameters(), { lr: 0.05 })
    const { epochs, ended } = await fit(model, xor, {
      loss: 'binaryCrossEntropyWithLogits',
      optimizer,
      epochs: 200,
      batchSize: 4,
    })
    expect(xor.inputs.map((x) => (model.predict(x)[0]! > 0 ? 1 : 0))).toEqual(xor.targets)
    expect(epochs.map((e) => e.epoch)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1))
    expect(ended).toBe('epochs')
  })
  test('one full batch is one plain step of gradient descent', async () => {
    const data = plane(10)
    const model = new MLP([2, 1], { seed: 1 })
    const [[[b, w1, w2]]] = model.theta() as [[[number, number, number]]]
    await fit(model, data, {
      loss: 'mse',
      optimizer: new SGD(model.parameters(), { lr: 0.1 }),
      epochs: 1,
      batchSize: 10,
    })
    const D = [0, 0, 0]
    data.inputs.forEach(([x1, x2], i) => {
      const error = 2 * (w1 * x1! + w2 * x2! + b - (data.targets[i] as number[])[0]!)
      ;[error, error * x1!, error * x2!].forEach((d, k) => (D[k]! += d / 10))
    })
    model.theta()[0]![0]!.forEach((w, k) => expect(w).toBeCloseTo([b, w1, w2][k]! - 0.1 * D[k]!, 14))
  })
  test('finds the least-squares plane, and measures the loss at the end of the epoch', async () => {
    const data = plane(60)
    const model = new MLP([2, 1])
    const history = await fit(model, data, { loss: 'mse', optimizer: new Adam(model.parameters(), { lr: 0.05 }) })
    model.theta()[0]![0]!.forEach((w, k) => expect(w).toBeCloseTo([1, 2, -1][k]!, 1))
    expect(history.epochs.at(-1)!.loss).toBe(evaluate(model, data, mse))
  })
  test('the same seed gives the same bits, another seed other ones', async () => {
    const run = async (seed: number) => {
      const model = new MLP([2, 4, 1], { seed: 1 })
      const history = await fit(model, plane(40), { loss: 'mse', epochs: 5, batchSize: 7, seed, validationSplit: 0.25 })
      return { history, theta: model.theta() }
    }
    expect(await run(4)).toEqual(await run(4))
    expect((await run(4)).theta).not.toEqual((await run(5)).theta)
  })
  test('uses every example once per epoch, the last smaller batch too, in an order that changes', async () => {
    const seen: number[][] = []
    const data: Data = {
      inputs: Array.from({ length: 10 }, (_, i) => [i]),
      targets: Array.from({ length: 10 }, (_, i) => [i]),
    }
    const model = new MLP([1, 1])
    const forward = model.forward.bind(model)
    model.forward = (x) => {
      seen.at(-1)?.push(x[0] as number)
      return forward(x)
    }
    seen.push([])
    const optimizer = new SGD(model.parameters(), { lr: 0 })
    const onEpoch = () => seen.push([])
    await fit(model, data, { loss: 'mse', optimizer, epochs: 3, batchSize: 4, onEpoch, mode: 'eager' })
    const orders = seen.slice(0, 3).map((s) => s.slice(0, 10))
    for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(orders[0]).not.toEqual(orders[1])
    expect(seen[0]!.slice(10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) // then the measurement, in the order of the data
  })
  test('shuffle: false keeps the order, and the data of the caller is never touched', async () => {
    const data = plane(20)
    const copy = structuredClone(data)
    await fit(new MLP([2, 1]), data, { loss: 'mse', epochs: 2, batchSize: 3 })
    expect(data).toEqual(copy)
  })
  test('validation rows do not train: a split leaves them out', async () => {
    const data = plane(20)
    const wild = { inputs: data.inputs, targets: data.targets.map(() => [1e6]) }
    const run = async (validationData: Data) => {
      const model = new MLP([2, 1])
      const { epochs } = await fit(model, data, { loss: 'mse', epochs: 2, validationData })
      return { theta: model.theta(), validationLoss: epochs[1]!.validationLoss! }
    }
    const [tame, odd] = [await run(data), await run(wild)]
    expect(odd.theta).toEqual(tame.theta)
    expect(odd.validationLoss).toBeGreaterThan(1e10)
  })
  test('onEpoch sees each record and can stop', async () => {
    const records: EpochRecord[] = []
    const onEpoch = (r: EpochRecord) => records.push(r) < 3
    const history = await fit(new MLP([2, 1]), plane(10), { loss: 'mse', epochs: 9, onEpoch, validationSplit: 0.2 })
    expect(history.epochs).toEqual(records)
    expect(records).toHaveLength(3)
    expect(history.ended).toBe('callback')
    expect(Object.keys(records[0]!).sort()).toEqual(['epoch', 'gradientNorm', 'loss', 'lr', 'validationLoss'])
  })
  test('an abort signal stops at the next batch', async () => {
    const controller = new AbortController()
    const onEpoch = ({ epoch }: EpochRecord) => epoch === 2 && void controller.abort()
    const model = new MLP([2, 1])
    const options = { loss: 'mse', signal: controller.signal, onEpoch: (r: EpochRecord) => void onEpoch(r) } as const
    const history = await fit(model, plane(10), options)
    expect([history.epochs.length, history.ended]).toEqual([2, 'signal'])
  })
  test('other work gets its turn during a long fit', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 5)
    const onEpoch = () => turns < 2 // goes on until it was interrupted twice
    const { ended } = await fit(new MLP([2, 16, 1]), plane(100), { loss: 'mse', epochs: 1e6, batchSize: 10, onEpoch })
    clearInterval(timer)
    expect(ended).toBe('callback')
  })
  test('a loss that is no longer finite stops the run before the step that would spread it', async () => {
    const model = new MLP([2, 1])
    const optimizer = new SGD(model.parameters(), { lr: 1e200 })
    const run = fit(model, plane(10), { loss: 'mse', optimizer, batchSize: 5 })
    await expect(run).rejects.toThrow(DivergedError)
    await expect(run).rejects.toThrow(
      /^fit: the loss became (NaN|Infinity): square gave Infinity in epoch 1, batch 2\. Lower the learning rate/,
    )
    expect(model.parameters().every((p) => Number.isFinite(p.data))).toBe(true)
  })
  test('refuses what does not fit together', async () => {
    const model = new MLP([2, 1])
    const refused = (data: Data, options: object) => expect(fit(model, data, { loss: 'mse', ...options })).rejects
    await refused({ inputs: [[1, 2]], targets: [] }, {}).toThrow(
      'fit: the data has 1 inputs and 0 targets. Pass one target per input, at least one.',
    )
    await refused(xor, { epochs: 0 }).toThrow('fit: the number of epochs is 0. Pass a whole number, 1 or more.')
    await refused(xor, { batchSize: 1.5 }).toThrow('fit: the number of examples per batch is 1.5.')
    await refused(xor, { loss: 'mean' }).toThrow('fit: unknown loss "mean". Pass one of mse, mae, huber,')
    await refused(xor, { epoch: 3 }).toThrow('fit: unknown option "epoch". The options are loss, optimizer, epochs,')
    await refused(xor, { validationSplit: 1 }).toThrow('fit: validationSplit is 1. Pass a number in [0, 1).')
    await refused(xor, { validationSplit: 0.01 }).toThrow(
      'fit: validationSplit 0.01 of 4 examples leaves 4 for training and 0 for validation.',
    )
    await refused(xor, { validationSplit: 0.5, validationData: xor }).toThrow(
      'fit: both validationData and validationSplit are given. Pass one of them.',
    )
  })
})

describe('metrics', () => {
  test('accuracy counts the largest output, the first of equals', () => {
    expect(argmax([1, 3, 3])).toBe(1)
    expect(
      accuracy(
        [
          [0, 1],
          [1, 0],
          [2, 2],
        ],
        [1, 1, 0],
      ),
    ).toBeCloseTo(2 / 3, 15)
  })
  test('R² is 1 for perfect, 0 for the mean, negative for worse', () => {
    expect(r2([[1], [2], [3]], [1, 2, 3])).toBe(1)
    expect(r2([[2], [2], [2]], [1, 2, 3])).toBe(0)
    expect(r2([[3], [2], [1]], [1, 2, 3])).toBe(-3)
    expect(() => r2([[1]], [])).toThrow('r2: 1 outputs and 0 targets. Pass one target per output, at least one.')
  })
})

test('callbacks may be async: their answer and their errors count', async () => {
  const options = { loss: 'mse', epochs: 5 } as const
  const history = await fit(new MLP([2, 1]), plane(8), { ...options, onEpoch: async (r) => r.epoch < 2 })
  expect([history.epochs.length, history.ended]).toEqual([2, 'callback'])
  const stopped = await fit(new MLP([2, 1]), plane(8), { ...options, batchSize: 2, onBatch: async (b) => b.batch < 3 })
  expect([stopped.epochs.length, stopped.ended]).toEqual([0, 'callback'])
  const failing = fit(new MLP([2, 1]), plane(8), { ...options, onEpoch: async () => Promise.reject(new Error('mine')) })
  await expect(failing).rejects.toThrow('mine')
})

test('wrong kinds of arguments are named before anything is trained', async () => {
  const model = new MLP([2, 1])
  const refused = (data: unknown, options: unknown) => expect(fit(model, data as never, options as never)).rejects
  await refused(undefined, { loss: 'mse' }).toThrow('fit: the data is undefined. Pass { inputs, targets }, two arrays.')
  await refused(plane(4), undefined).toThrow('fit: the options are undefined. Pass an object.')
  await refused(plane(4), {}).toThrow('fit: unknown loss undefined. Pass one of mse,')
  await refused(plane(4), { loss: 'mse', onEpoch: 5 }).toThrow('fit: onEpoch is 5. Pass a function.')
  await refused(plane(4), { loss: 'mse', shuffle: 'no' }).toThrow('fit: shuffle is "no". Pass true or false.')
  await refused(plane(4), { loss: 'mse', regularizeBiases: 'no', l2: 1 }).toThrow(
    'fit: regularizeBiases is "no". Pass true or false.',
  )
  await refused(plane(4), { loss: 'mse', clipNorm: '1' }).toThrow('fit: clipNorm is "1". Pass a positive number.')
  await refused(plane(4), { loss: 'mse', signal: new AbortController() }).toThrow(
    'fit: signal is an AbortController object. Pass the signal of an AbortController.',
  )
  await refused(plane(4), { loss: 'mse', checkpoint: { every: 2 } }).toThrow(
    'fit: checkpoint.save is undefined. Pass a function that saves the checkpoint.',
  )
  await refused(plane(4), { loss: 'mse', checkpoint: { save: () => 0, evry: 2 } }).toThrow(
    'fit: unknown option "evry". The options are save, every, due.',
  )
  await refused(plane(4), { loss: 'mse', resume: null }).toThrow(
    'fit: resume is null. Pass a checkpoint, or leave it out.',
  )
  await refused(plane(4), { loss: 'mse', metrics: { mine: 5 } }).toThrow('fit: metric "mine" is 5. Pass a function.')
  await refused(plane(4), { loss: 'mse', metrics: 'accuracy' }).toThrow(
    'fit: metrics is "accuracy". Pass an array of names, or an object of functions.',
  )
  await refused(plane(4), { loss: 'mse', metrics: { mine: () => 'x' } }).toThrow(
    'fit: metric "mine" returned "x". Return a number.',
  )
  for (const wrong of [null, 'adam', {}]) {
    await refused(plane(4), { loss: 'mse', optimizer: wrong }).toThrow(
      /^fit: optimizer is .*\. Pass one, such as new Adam/,
    )
  }
  await refused(plane(4), { loss: 'mse', earlyStopping: null }).toThrow('fit: earlyStopping is null. Pass an object.')
  await refused(plane(4), { loss: 'mse', reduceOnPlateau: 3 }).toThrow('fit: reduceOnPlateau is 3. Pass an object.')
  await refused(plane(4), { loss: 'mse', validationSplit: '0.5' }).toThrow(
    'fit: validationSplit is "0.5". Pass a number in [0, 1).',
  )
  for (const factor of [-1, NaN, 'x', undefined]) {
    await refused(plane(4), { loss: 'mse', schedule: () => factor }).toThrow(
      `fit: schedule(0) returned ${JSON.stringify(factor) ?? 'undefined'}. Return a number of at least 0.`.replace(
        'null',
        'NaN',
      ),
    )
  }
  await expect(fit({} as never, plane(4), { loss: 'mse' })).rejects.toThrow(
    'fit: the model is an object. Pass an MLP, or an object with parameters() and forward().',
  )
  await refused(plane(4), { loss: () => 3 }).toThrow('accumulate: the loss returned 3. Return a Value.')
  expect(() => new Adam(model as never)).toThrow(
    'Adam: the parameters are an MLP object. Pass an array of Values, such as model.parameters().',
  )
})

test('a metric of your own may take derivatives', async () => {
  const metrics = { slope: () => gradient(([x]) => x!.square(), [3])[0]! }
  const { epochs } = await fit(new MLP([2, 1]), plane(4), { loss: 'mse', epochs: 1, metrics })
  expect(epochs[0]!.metrics).toEqual({ slope: 6 })
})
