import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Value } from '@gradus/engine'
import { isFull } from '@gradus/testkit'
import type { Checkpoint, Data, FitOptions, MLPOptions, Optimizer } from '../../src/index.js'
import { Adam, AdamW, fit, MLP, Random, schedules, SGD } from '../../src/index.js'
import { loadCheckpoint, saveCheckpoint } from '../../src/node.js'
import { decode, encode } from '../../src/fit/saved-number.js'

let folder = ''
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'gradus-resume-'))))
afterAll(() => rmSync(folder, { recursive: true }))

const random = new Random(3)
const inputs = Array.from({ length: 30 }, () => [random.normal(), random.normal()])
const data = { inputs, targets: inputs.map(([a, b]) => [Math.sin(a!) * b!]) }

/** A run that uses everything that a checkpoint has to carry. */
function begin() {
  const model = new MLP([2, 6, 1], { dropout: 0.2, seed: 1 })
  const options: FitOptions = {
    loss: 'mse',
    optimizer: new Adam(model.parameters(), { lr: 0.02 }),
    epochs: 12,
    batchSize: 4,
    validationSplit: 0.2,
    schedule: schedules.cosine({ epochs: 12 }),
    reduceOnPlateau: { patience: 1 },
    earlyStopping: { patience: 12 },
    l2: 0.1,
  }
  return { model, options }
}

test('a run resumed from any of its checkpoints ends in the same bits, through JSON', async () => {
  const checkpoints: string[] = []
  const { model, options } = begin()
  const save = (c: Checkpoint) => checkpoints.push(JSON.stringify(c))
  const history = await fit(model, data, { ...options, checkpoint: { save, every: 5 } })
  expect(checkpoints).toHaveLength(Math.floor((12 * 6) / 5))
  for (const text of checkpoints) {
    const again = begin()
    expect(await fit(again.model, data, { ...again.options, resume: JSON.parse(text) })).toEqual(history)
    expect(again.model.theta()).toEqual(model.theta())
  }
})

test('by default there is a checkpoint per epoch', async () => {
  const epochs: unknown[] = []
  const { model, options } = begin()
  await fit(model, data, { ...options, epochs: 3, checkpoint: { save: (c) => epochs.push(c.progress.epoch) } })
  expect(epochs).toEqual([2, 3, 4])
})

test('a damaged checkpoint is refused, and nothing is changed', async () => {
  let kept: Checkpoint | undefined
  const { model, options } = begin()
  await fit(model, data, { ...options, epochs: 2, checkpoint: { save: (c) => void (kept = c), every: 4 } })
  const text = JSON.stringify(kept)
  // what is put in a place, and the part that is named
  const order = [...new Array(24).keys()]
  const damage: [path: string, value: unknown, part: string][] = [
    ['settings', undefined, 'settings'],
    ['settings.examples', 0, 'settings.examples'],
    ['settings.batchSize', -4, 'settings.batchSize'],
    ['parameters', {}, 'parameters'],
    ['parameters.3', null, 'parameters'],
    ['parameters.3', 'NaN', 'parameters'],
    ['optimizer', 3, 'optimizer'],
    ['optimizer.m', [1, null], 'optimizer.m'],
    ['optimizer.t', '7', 'optimizer.t'],
    ['random', [1, 2, 3], 'random'],
    ['random', [0, 0, 0, 0], 'random'],
    ['random.2', 0.5, 'random'],
    ['random.2', 2 ** 32, 'random'],
    ['progress', undefined, 'progress'],
    ['progress.epoch', 0, 'progress.epoch'],
    ['progress.epoch', 3, 'progress.records'],
    ['progress.batch', -1, 'progress.batch'],
    ['progress.batch', 7, 'progress.batch'],
    ['progress.order', {}, 'progress.order'],
    ['progress.order', [], 'progress.batch'],
    ['progress.order', order.slice(1), 'progress.order'],
    ['progress.order', [...order.slice(1), 5], 'progress.order'],
    ['progress.order', [...order.slice(1), 24], 'progress.order'],
    ['progress.norms', null, 'progress.norms'],
    ['progress.norms', -1, 'progress.norms'],
    ['progress.records', [null], 'progress.records'],
    ['progress.records', [], 'progress.records'],
    ['progress.records.0.epoch', 2, 'progress.records'],
    ['progress.records.0.loss', 'NaN', 'progress.records'],
    ['progress.records.0.lr', -1, 'progress.records'],
    ['progress.records.0.gradientNorm', null, 'progress.records'],
    ['progress.records.0.validationLoss', null, 'progress.records'],
    ['progress.records.0.metrics', { r2: '1' }, 'progress.records'],
    ['progress.best', { loss: 1, epoch: 1 }, 'progress.best'],
    ['progress.best.parameters.0', 'Infinity', 'progress.best'],
    ['progress.best.parameters.25', 1, 'progress.best'],
    ['progress.best.epoch', 2, 'progress.best'],
    ['progress.best.loss', null, 'progress.best'],
    ['progress.plateau.factor', undefined, 'progress.plateau'],
    ['progress.plateau.factor', 2, 'progress.plateau'],
    ['progress.plateau.since', -1, 'progress.plateau'],
    ['progress.plateau.loss', 'NaN', 'progress.plateau'],
    ['progress.rate', undefined, 'progress.rate'],
    ['progress.rate.now', 'NaN', 'progress.rate'],
    ['progress.rate.since.schedule', 0, 'progress.rate'],
    ['progress.rate.factors', [1, 1], 'progress.rate'],
  ]
  for (const [path, value, part] of damage) {
    const resume = JSON.parse(text) as Checkpoint
    const keys = path.split('.')
    const place = keys
      .slice(0, -1)
      .reduce((at, key) => at[key] as Record<string, unknown>, { ...resume } as Record<string, unknown>)
    Object.assign(keys.length === 1 ? resume : place, { [keys.at(-1)!]: value })
    const fresh = begin()
    const before = fresh.model.theta()
    await expect(fit(fresh.model, data, { ...fresh.options, resume })).rejects.toThrow(
      `fit: the checkpoint is damaged, because ${part} is missing or wrong. Pass a checkpoint that fit saved.`,
    )
    expect(fresh.model.theta()).toEqual(before)
  }
  // what is of the right kind, but not of this optimizer
  const misfits: [path: string, value: unknown, message: string][] = [
    ['m', [1], 'Adam: the saved m is an array of length 1. Pass a state of this optimizer.'],
    ['m', undefined, 'Adam: the saved m is undefined. Pass a state of this optimizer.'],
    ['v.3', -1, 'Adam: the saved v[3] is -1. Pass a state of this optimizer.'],
    ['t', 1.5, 'Adam: the saved t is 1.5. Pass a state of this optimizer.'],
    ['t', 'NaN', 'Adam: the saved t is NaN. Pass a state of this optimizer.'],
    ['velocity', [1], 'Adam: the state has "velocity", which belongs to another optimizer. Pass a state of this one.'],
  ]
  for (const [path, value, message] of misfits) {
    const resume = JSON.parse(text) as Checkpoint
    const [name, i] = path.split('.') as [string, string?]
    if (i === undefined) Object.assign(resume.optimizer, { [name]: value })
    else Object.assign(resume.optimizer[name]!, { [i]: value })
    const fresh = begin()
    const before = fresh.model.theta()
    const { state, lr } = fresh.options.optimizer!
    await expect(
      fit(fresh.model, data, { ...fresh.options, resume: JSON.parse(JSON.stringify(resume)) }),
    ).rejects.toThrow(message)
    expect([fresh.model.theta(), fresh.options.optimizer!.state, fresh.options.optimizer!.lr]).toEqual([
      before,
      state,
      lr,
    ])
  }
})

describe('a checkpoint of another run is refused, with the difference', () => {
  let kept: Checkpoint
  beforeAll(async () => {
    const { model, options } = begin()
    await fit(model, data, { ...options, epochs: 2, checkpoint: { save: (c) => (kept = c) } })
  })
  const half = { inputs: data.inputs.slice(0, 15), targets: data.targets.slice(0, 15) }
  const moved = { inputs: data.inputs.map((x, i) => (i === 7 ? [x[0]!, x[1]! + 1e-9] : x)), targets: data.targets }
  const net = (sizes: number[], more: MLPOptions = {}) => new MLP(sizes, { dropout: 0.2, ...more })
  type Change = Partial<FitOptions> & { model?: MLP; make?: (p: Value[]) => Optimizer; data?: Data }
  test.each<[string, Change]>([
    ['model.sizes "2-6-1", not "2-3-3-1"', { model: net([2, 3, 3, 1]) }],
    ['model.activations "tanh, linear", not "relu, linear"', { model: net([2, 6, 1], { activation: 'relu' }) }],
    ['model.dropout "0.2", not "0.3"', { model: net([2, 6, 1], { dropout: 0.3 }) }],
    ['loss "mse", not "mae"', { loss: 'mae' }],
    ['optimizer "Adam", not "AdamW"', { make: (p) => new AdamW(p, { lr: 0.02 }) }],
    ['optimizer "Adam", not "SGD"', { make: (p) => new SGD(p, { lr: 0.02 }) }],
    ['optimizer.beta1 0.9, not 0.8', { make: (p) => new Adam(p, { lr: 0.02, beta1: 0.8 }) }],
    ['lr 0.02, not 0.03', { make: (p) => new Adam(p, { lr: 0.03 }) }],
    ['seed 1, not 2', { seed: 2 }],
    ['examples 24, not 12', { data: half }],
    ['batchSize 4, not 7', { batchSize: 7 }],
    ['shuffle true, not false', { shuffle: false }],
    ['l1 0, not 0.5', { l1: 0.5 }],
    ['l2 0.1, not 0.2', { l2: 0.2 }],
    ['regularizeBiases false, not true', { regularizeBiases: true }],
    ['clipNorm "none", not 1', { clipNorm: 1 }],
    ['clipValue "none", not 1', { clipValue: 1 }],
    ['schedule "a function", not "none"', { schedule: undefined }],
    ['reduceOnPlateau.patience 1, not 2', { reduceOnPlateau: { patience: 2 } }],
    ['reduceOnPlateau true, not false', { reduceOnPlateau: undefined }],
    ['earlyStopping.minDelta 0, not 0.1', { earlyStopping: { patience: 12, minDelta: 0.1 } }],
    ['metrics "", not "mae, r2"', { metrics: ['mae', 'r2'] }],
    ['mode "compiled", not "eager"', { mode: 'eager' }],
    ['precision "f64", not "f32"', { precision: 'f32' }],
    ['different training data', { data: moved }],
    ['different validation data', { validationSplit: 0, validationData: half }],
  ] as [string, Change][])('%s', async (difference, { model, make, data: other, ...change }) => {
    const fresh = begin()
    const net = model ?? fresh.model
    const optimizer = make?.(net.parameters()) ?? new Adam(net.parameters(), { lr: 0.02 })
    let used = other ?? data
    if (change.validationData !== undefined) {
      // the training data of that run, in its order
      const order = new Random(1).shuffled(data.inputs.map((_, i) => i)).slice(6)
      used = { inputs: order.map((i) => data.inputs[i]!), targets: order.map((i) => data.targets[i]!) }
    }
    const options = Object.fromEntries(
      Object.entries({ ...fresh.options, ...change }).filter(([, value]) => value !== undefined),
    ) as unknown as FitOptions
    const before = net.theta()
    await expect(fit(net, used, { ...options, optimizer, resume: kept })).rejects.toThrow(
      `fit: the checkpoint comes from a run with ${difference}. Resume with the data and options of that run.`,
    )
    expect(net.theta()).toEqual(before)
  })
  test('a model of another size, fewer epochs, an older format', async () => {
    const other = new MLP([2, 3, 1])
    await expect(fit(other, data, { loss: 'mse', resume: kept })).rejects.toThrow(
      'fit: the checkpoint has 25 parameters, and the model has 13. Resume with the model of that run.',
    )
    const { model, options } = begin()
    await expect(fit(model, data, { ...options, epochs: 1, resume: kept })).rejects.toThrow(
      'fit: the checkpoint has 2 epochs, and epochs is 1. Pass epochs of at least 2.',
    )
    await expect(fit(model, data, { ...options, resume: {} as never })).rejects.toThrow(
      'fit: resume is not a checkpoint of version 3 (undefined, undefined). Pass one that fit saved.',
    )
    await expect(fit(model, data, { ...options, resume: { ...kept, version: 1 as never } })).rejects.toThrow(
      'fit: resume is not a checkpoint of version 3 ("gradus checkpoint", 1). Pass one that fit saved.',
    )
  })
})

describe('a run that is stopped saves what it has done, and ends in the same bits when resumed', () => {
  const stops: [string, (at: number, signal: { aborted: boolean }) => Partial<FitOptions>][] = [
    ['onBatch', (at) => ({ onBatch: ({ epoch, batch }) => 6 * (epoch - 1) + batch < at })],
    ['onProgress', (at) => ({ onProgress: ({ epoch, batch }) => 6 * (epoch - 1) + batch < at })],
    ['onEpoch', (at) => ({ onEpoch: ({ epoch }) => 6 * epoch < at })],
    [
      'signal',
      (at, signal) => ({
        signal,
        onBatch: ({ epoch, batch }) => void (signal.aborted = 6 * (epoch - 1) + batch >= at),
      }),
    ],
  ]
  test.each(stops)('%s', async (_, stop) => {
    const whole = begin()
    const history = await fit(whole.model, data, whole.options)
    for (const every of [undefined, 4, 1000]) {
      for (const at of [1, 4, 6, 8, 12, 71]) {
        let kept: string | undefined
        const signal = { aborted: false }
        const save = (c: Checkpoint) => void (kept = JSON.stringify(c))
        const checkpoint = every === undefined ? { save } : { save, every }
        const first = begin()
        const { ended } = await fit(first.model, data, { ...first.options, checkpoint, ...stop(at, signal) })
        expect(['callback', 'signal']).toContain(ended)
        const again = begin()
        const resumed = await fit(again.model, data, { ...again.options, resume: JSON.parse(kept!) })
        expect(resumed).toEqual(history)
        expect(again.model.theta()).toEqual(whole.model.theta())
      }
    }
  })
  test('a run that was stopped where it would have ended does not continue', async () => {
    const stopping = { loss: 'mse', epochs: 50, validationSplit: 0.5, earlyStopping: { patience: 2 } } as const
    const make = () => new MLP([2, 6, 1], { seed: 1 })
    const optimizer = (model: MLP) => new Adam(model.parameters(), { lr: 0.5 })
    const model = make()
    const history = await fit(model, data, { ...stopping, optimizer: optimizer(model) })
    expect(history.ended).toBe('early')
    const last = history.epochs.length
    let kept: Checkpoint | undefined
    const checkpoint = { save: (c: Checkpoint) => (kept = c) }
    const stopped = make()
    const onEpoch = ({ epoch }: { epoch: number }) => epoch < last
    await fit(stopped, data, { ...stopping, optimizer: optimizer(stopped), checkpoint, onEpoch })
    const again = make()
    expect(await fit(again, data, { ...stopping, optimizer: optimizer(again), resume: kept! })).toEqual(history)
    expect(again.theta()).toEqual(model.theta())
  })
  test('a signal before the first batch saves nothing, since nothing was done', async () => {
    const { model, options } = begin()
    let saves = 0
    await fit(model, data, { ...options, signal: { aborted: true }, checkpoint: { save: () => saves++ } })
    expect(saves).toBe(0)
  })
})

test('NaN, the infinities and −0 survive JSON', async () => {
  const model = new MLP([1, 1], { seed: 1 })
  const optimizer = new Adam(model.parameters())
  optimizer.state = { m: [-0, NaN], v: [Infinity, 0], t: 3 }
  const metrics = { nan: () => NaN, up: () => Infinity, down: () => -Infinity, zero: () => -0 }
  const tiny = { inputs: [[0], [0]], targets: [[1], [1]] }
  let text = ''
  const options: FitOptions = { loss: 'mse', epochs: 2, metrics, clipNorm: 1e-300 }
  const save = (c: Checkpoint) => (text = JSON.stringify(c))
  const { epochs } = await fit(model, tiny, {
    ...options,
    optimizer: new SGD(model.parameters(), { lr: 0 }),
    epochs: 1,
    checkpoint: { save },
  })
  expect(text).toContain('{"nan":"NaN","up":"Infinity","down":"-Infinity","zero":"-0"}')
  const fresh = new MLP([1, 1], { seed: 1 })
  const resumed = await fit(fresh, tiny, {
    ...options,
    optimizer: new SGD(fresh.parameters(), { lr: 0 }),
    resume: JSON.parse(text) as Checkpoint,
  })
  expect(resumed.epochs[0]).toEqual(epochs[0])
  expect(Object.is(resumed.epochs[0]!.metrics!.zero, -0)).toBe(true)
  expect(decode(JSON.parse(JSON.stringify(encode(optimizer.state))))).toEqual({ m: [-0, NaN], v: [Infinity, 0], t: 3 })
})

describe('checkpoint files', () => {
  let checkpoint: Checkpoint
  beforeAll(async () => {
    const { model, options } = begin()
    await fit(model, data, { ...options, epochs: 1, checkpoint: { save: (c) => (checkpoint = c) } })
  })
  test('are written whole, and read back', async () => {
    const path = join(folder, 'a.json')
    expect(await loadCheckpoint(path)).toBeUndefined()
    await saveCheckpoint(path, checkpoint)
    expect(await loadCheckpoint(path)).toEqual(checkpoint)
    expect(readdirSync(folder)).toEqual(['a.json'])
  })
  test('a place that cannot be written is an error, and the old file stays', async () => {
    const path = join(folder, 'old.json')
    mkdirSync(path) // a directory stands in the way of the rename
    await expect(saveCheckpoint(path, checkpoint)).rejects.toThrow(/^saveCheckpoint: .*old\.json could not be written/)
    await expect(saveCheckpoint(join(folder, 'none/x.json'), checkpoint)).rejects.toThrow(/could not be written/)
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
  test.each([
    ['{"format":', /is damaged \(.*\)\. Delete it to start over\.$/],
    ['null', /is not a checkpoint\. Delete it/],
    ['{"format":"gradus checkpoint","version":1}', /has version 1, not 3\. Delete it/],
    [
      '{"format":"gradus checkpoint","version":3,"settings":{"examples":1,"batchSize":1},"parameters":[null]}',
      /is damaged: parameters is missing or wrong\. Delete it/,
    ],
  ])('%s is refused', async (text, message) => {
    const path = join(folder, 'bad.json')
    writeFileSync(path, text)
    await expect(loadCheckpoint(path)).rejects.toThrow(message)
  })
})

const KILLS = isFull ? 8 : 4
test(`a run that is killed ${KILLS} times at random moments and resumed ends in the same bits`, async () => {
  const script = new URL('./killed-run.js', import.meta.url).pathname
  const start = (path: string) => spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const finished = (path: string) =>
    new Promise<string>((resolve) => {
      let out = ''
      const child = start(path)
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
      child.on('close', () => resolve(out.split('\n').at(-1)!)) // the weights
    })
  const expected = await finished(join(folder, 'whole.json'))
  expect(expected).toMatch(/^\[\[\[/)
  const path = join(folder, 'killed.json')
  const moments = new Random(7)
  let kills = 0
  for (let i = 0; i < KILLS; i++) {
    await new Promise<void>((resolve) => {
      const child = start(path)
      // The moment is counted in steps, so that slow and fast machines are interrupted alike; then a few microseconds more.
      const steps = 1 + moments.integer(12)
      let seen = 0
      child.stdout.on('data', (chunk: Buffer) => {
        seen += chunk.toString().split('\n').length - 1
        if (seen >= steps && child.kill('SIGKILL')) kills++
      })
      child.on('close', () => resolve())
    })
  }
  expect(kills).toBeGreaterThanOrEqual(KILLS)
  const saved = JSON.parse(readFileSync(path, 'utf8'))
  expect(saved.progress.epoch * 100 + saved.progress.batch).toBeGreaterThan(101) // it got on between the kills
  expect(await finished(path)).toBe(expected)
}, 120_000)
