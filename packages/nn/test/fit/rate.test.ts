/** A learning rate that a callback sets. */
import { describe, expect, test } from '@jest/globals'
import type { Checkpoint, FitOptions } from '../../src/index.js'
import { Adam, fit, MLP, schedules, SGD } from '../../src/index.js'

const data = { inputs: [[-1], [0], [1], [2]], targets: [[1], [0], [1], [4]] }

const begin = (lr = 0.2) => {
  const model = new MLP([1, 3, 1], { seed: 1 })
  return { model, optimizer: new SGD(model.parameters(), { lr }) }
}

/** The rates of the epochs when a callback sets what `rates` has for an epoch. */
async function ratesWith(rates: Record<number, number>, options: Partial<FitOptions> = {}) {
  const { model, optimizer } = begin()
  const { epochs } = await fit(model, data, {
    loss: 'mse',
    optimizer,
    epochs: 6,
    batchSize: 2,
    clipNorm: 1e-6,
    onEpoch: ({ epoch }) => void (optimizer.lr = rates[epoch] ?? optimizer.lr),
    ...options,
  })
  return { rates: epochs.map(({ lr }) => lr), after: optimizer.lr }
}

describe.each(['compiled', 'eager'] as const)('%s', (mode) => {
  test('stays, and is that of the optimizer after the run', async () => {
    expect(await ratesWith({ 2: 0.1, 4: 0.03 }, { mode })).toEqual({
      rates: [0.2, 0.2, 0.1, 0.1, 0.03, 0.03],
      after: 0.03,
    })
    expect((await ratesWith({ 6: 0.01 }, { mode })).after).toBe(0.01)
  })
  test('the steps are made with it', async () => {
    const { model, optimizer } = begin()
    let before = 0
    const steps: number[] = []
    const parameter = model.parameters().at(-1)!
    await fit(model, data, {
      loss: 'mse',
      optimizer,
      epochs: 3,
      mode,
      onBatch: () => {
        if (before !== 0) steps.push((before - parameter.data) / parameter.grad)
        before = parameter.data
        optimizer.lr = optimizer.lr / 2
      },
    })
    expect(steps).toEqual([expect.closeTo(0.1, 12), expect.closeTo(0.05, 12)])
    expect(optimizer.lr).toBe(0.025)
  })
})

test.each(['onBatch', 'onProgress'] as const)('one set in %s stays too', async (callback) => {
  const { model, optimizer } = begin()
  const { epochs } = await fit(model, data, {
    loss: 'mse',
    optimizer,
    epochs: 3,
    batchSize: 2,
    [callback]: ({ epoch, batch }: { epoch: number; batch: number }) =>
      void (epoch === 2 && batch === 1 && (optimizer.lr = 0.07)),
  })
  expect(epochs.map(({ lr }) => lr)).toEqual([0.2, 0.07, 0.07])
})

describe('with a schedule or the plateau rule, it changes as they change', () => {
  const close = (rates: number[]) => rates.map((rate) => expect.closeTo(rate, 12))
  test('a schedule', async () => {
    const schedule = schedules.step({ every: 2, factor: 0.5 }) // 1 1 ½ ½ ¼ ¼
    const { rates, after } = await ratesWith({ 3: 1 }, { schedule })
    expect(rates).toEqual(close([0.2, 0.2, 0.1, 1, 0.5, 0.5]))
    expect(after).toBe(1)
  })
  test('a schedule that is at 0: 0 counts as 1', async () => {
    const schedule = (epoch: number) => [1, 0, 0, 1, 0.5, 2][epoch]!
    expect((await ratesWith({ 2: 0.6 }, { schedule })).rates).toEqual(close([0.2, 0, 0, 0.6, 0.3, 1.2]))
  })
  test('the plateau rule and its floor', async () => {
    const never = { inputs: [[0]], targets: [[1e20]] }
    const plateau = { validationData: never, reduceOnPlateau: { patience: 1, minLr: 0.1 } }
    expect((await ratesWith({}, plateau)).rates).toEqual(close([0.2, 0.2, 0.1, 0.1, 0.1, 0.1]))
    expect((await ratesWith({ 3: 0.8 }, plateau)).rates).toEqual(close([0.2, 0.2, 0.1, 0.8, 0.4, 0.2]))
  })
})

test.each([NaN, -1, Infinity, '0.1', undefined])('%p is refused', async (lr) => {
  for (const name of ['onEpoch', 'onBatch', 'onProgress']) {
    const { model, optimizer } = begin()
    await expect(
      fit(model, data, { loss: 'mse', optimizer, epochs: 3, [name]: () => void (optimizer.lr = lr as never) }),
    ).rejects.toThrow(
      `fit: the learning rate was set to ${typeof lr === 'string' ? '"0.1"' : lr}. Set optimizer.lr to a number of at least 0.`,
    )
  }
})

test('holds at once, also where the plateau rule has just changed its factor', async () => {
  const { model, optimizer } = begin(10)
  const { epochs } = await fit(model, data, {
    ...{ optimizer, epochs: 4, validationData: data, reduceOnPlateau: { patience: 1 } },
    loss: (y) => y[0]!.mul(0), // which never falls
    onEpoch: ({ epoch }) => void (epoch === 2 && (optimizer.lr = 0.5)),
  })
  expect(epochs.map(({ lr }) => lr)).toEqual([10, 10, 0.5, 0.25])
})

test('a checkpoint keeps it: a resumed run ends in the same bits', async () => {
  const run = async (more: Partial<FitOptions> = {}) => {
    const model = new MLP([1, 3, 1], { seed: 1 })
    const optimizer = new Adam(model.parameters(), { lr: 0.1 })
    const history = await fit(model, data, {
      loss: 'mse',
      optimizer,
      epochs: 6,
      batchSize: 2,
      schedule: schedules.cosine({ epochs: 9 }),
      onEpoch: ({ epoch }) => void (epoch === 3 && (optimizer.lr *= 0.3)),
      onBatch: ({ epoch, batch }) => void (epoch === 4 && batch === 1 && (optimizer.lr *= 0.7)),
      ...more,
    })
    return { history, theta: model.theta(), lr: optimizer.lr }
  }
  const texts: string[] = []
  const whole = await run({ checkpoint: { save: (c) => texts.push(JSON.stringify(c)), every: 1 } })
  expect(texts).toHaveLength(12)
  for (const text of texts) expect(await run({ resume: JSON.parse(text) as Checkpoint })).toEqual(whole)
})
