import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Checkpoint, FitOptions } from '../src/index.js'
import { Adam, fit, MLP, Random, schedules } from '../src/index.js'
import { loadCheckpoint, saveCheckpoint } from '../src/node.js'

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
    halveOnPlateau: { patience: 1 },
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
  const epochs: number[] = []
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
  const damage: [path: string, value: unknown, part: string][] = [
    ['weights.3', null, 'weights'],
    ['optimizer', 3, 'optimizer'],
    ['random', [1, 2, 3], 'random'],
    ['progress', undefined, 'progress.epoch'],
    ['progress.epoch', 0, 'progress.epoch'],
    ['progress.batch', -1, 'progress.batch'],
    ['progress.order', {}, 'progress.order'],
    ['progress.norms', '1', 'progress.norms'],
    ['progress.records', [null], 'progress.records'],
    ['progress.best', { loss: 1, epoch: 1 }, 'progress.best'],
    ['progress.plateau.factor', undefined, 'progress.plateau'],
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
      `fit: the checkpoint is damaged: ${part} is missing or of another kind. Pass one that fit saved.`,
    )
    expect(fresh.model.theta()).toEqual(before)
  }
  const fresh = begin()
  await expect(fit(fresh.model, data, { ...fresh.options, loss: 'mae', resume: kept! })).rejects.toThrow(
    'fit: the checkpoint is of a run with loss "mse", not "mae". Resume with',
  )
})

test('a checkpoint of another model, data or format is refused', async () => {
  let kept: Checkpoint | undefined
  const { model, options } = begin()
  await fit(model, data, { ...options, epochs: 1, checkpoint: { save: (c) => void (kept ??= c), every: 1 } })
  const other = new MLP([2, 3, 1])
  await expect(fit(other, data, { loss: 'mse', resume: kept! })).rejects.toThrow(
    'fit: the checkpoint has 25 weights and the model 13. Resume with the model of that run.',
  )
  const fresh = begin()
  const half = { inputs: data.inputs.slice(0, 15), targets: data.targets.slice(0, 15) }
  await expect(fit(fresh.model, half, { ...fresh.options, resume: kept! })).rejects.toThrow(
    'fit: the checkpoint is of a run with examples 24, not 12. Resume with the data and options of that run.',
  )
  await expect(fit(fresh.model, data, { ...fresh.options, batchSize: 7, resume: kept! })).rejects.toThrow(
    /^fit: the checkpoint is of a run with batchSize \d+, not 7\. Resume with/,
  )
  await expect(fit(fresh.model, data, { ...fresh.options, resume: {} as never })).rejects.toThrow(
    'fit: resume is no checkpoint of version 1 (undefined, undefined).',
  )
})

describe('checkpoint files', () => {
  const checkpoint = {
    format: 'gradus checkpoint',
    version: 1,
    weights: [0.1],
    optimizer: {},
    random: [1, 2, 3, 4],
    progress: {},
  }
  test('are written whole, and read back', async () => {
    const path = join(folder, 'a.json')
    expect(await loadCheckpoint(path)).toBeUndefined()
    await saveCheckpoint(path, checkpoint as never)
    expect(await loadCheckpoint(path)).toEqual(checkpoint)
    expect(readdirSync(folder)).toEqual(['a.json'])
  })
  test('a place that cannot be written is an error, and the old file stays', async () => {
    const path = join(folder, 'old.json')
    mkdirSync(path) // a directory stands in the way of the rename
    await expect(saveCheckpoint(path, checkpoint as never)).rejects.toThrow(
      /^saveCheckpoint: .*old\.json could not be written/,
    )
    await expect(saveCheckpoint(join(folder, 'none/x.json'), checkpoint as never)).rejects.toThrow(
      /could not be written/,
    )
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
  test.each([
    ['{"format":', /is damaged \(.*\)\. Delete it to start over\.$/],
    ['null', /is no checkpoint\. Delete it/],
    ['{"format":"gradus checkpoint","version":2}', /has version 2, not 1\./],
    ['{"format":"gradus checkpoint","version":1,"weights":[null]}', /is damaged: parts are missing\./],
  ])('%s is refused', async (text, message) => {
    const path = join(folder, 'bad.json')
    writeFileSync(path, text)
    await expect(loadCheckpoint(path)).rejects.toThrow(message)
  })
})

test('a run that is killed 20 times at random moments and resumed ends in the same bits', async () => {
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
  for (let i = 0; i < 20; i++) {
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
  expect(kills).toBeGreaterThanOrEqual(20)
  const saved = JSON.parse(readFileSync(path, 'utf8'))
  expect(saved.progress.epoch * 100 + saved.progress.batch).toBeGreaterThan(101) // it got on between the kills
  expect(await finished(path)).toBe(expected)
}, 120_000)
