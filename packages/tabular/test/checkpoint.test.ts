/** A training that was stopped continues to the same bits, from plain JSON. */
import { describe, expect, test } from '@jest/globals'
import { irisCsv, parseCsv } from '@gradus/data'
import { type TableOptions, type TrainingCheckpoint, trainTable } from '../src/index.js'

const table = parseCsv(irisCsv())
const base: TableOptions = { target: 'species', epochs: 8, hidden: [4], folds: 2, model: 'network' }

/** Trains, but stops after some epochs of all networks together. Returns the last checkpoint. */
async function stoppedAfter(epochs: number, options: TableOptions): Promise<TrainingCheckpoint> {
  const controller = new AbortController()
  let last: string | undefined
  let count = 0
  const training = trainTable(table, {
    ...options,
    signal: controller.signal,
    checkpoint: { save: (checkpoint) => (last = JSON.stringify(checkpoint)) },
    onEpoch: () => {
      if (++count === epochs) controller.abort(new Error('enough'))
    },
  })
  await expect(training).rejects.toThrow('enough')
  return JSON.parse(last!) as TrainingCheckpoint
}

const bits = (trained: { model: unknown; history?: unknown; validation?: unknown }): string =>
  JSON.stringify([trained.model, trained.history, trained.validation])

describe('resume continues to the same bits', () => {
  test.each<[string, Partial<TableOptions>, number[]?]>([
    ['adam', {}, [3, 12, 20]],
    ['adamw with a cosine and warm-up', { optimizer: 'adamw', schedule: { name: 'cosine' }, warmUp: 2 }],
    ['sgd with momentum and steps', { optimizer: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0.01, schedule: { name: 'step', every: 3, factor: 0.5 } }],
    ['rmsprop with clipping', { optimizer: 'rmsprop', clipNorm: 1, clipValue: 0.1 }],
    ['adagrad with an exponential', { optimizer: 'adagrad', schedule: { name: 'exponential', factor: 0.9 } }],
    ['lbfgs', { optimizer: 'lbfgs' }],
  ])('with %s, in the networks of a cross-validation', async (_, more, stops = [12]) => {
    const options = { ...base, ...more }
    const whole = bits(await trainTable(table, options))
    for (const epochs of stops) {
      const resume = await stoppedAfter(epochs, options)
      expect(bits(await trainTable(table, { ...options, resume }))).toBe(whole)
    }
  }) // oxfmt-ignore

  test('with one validation part, early stopping and a plateau', async () => {
    const options: TableOptions = {
      ...{ target: 'species', validation: 0.3, epochs: 30, patience: 4, lr: 0.1, optimizer: 'sgd' },
      schedule: { name: 'plateau', patience: 1, factor: 0.5, minLr: 1e-4 },
    }
    const whole = bits(await trainTable(table, options))
    const resume = await stoppedAfter(3, options)
    expect(bits(await trainTable(table, { ...options, resume }))).toBe(whole)
  })
})

test('due decides about the checkpoints of epochs, not about the last of a network', async () => {
  const saved: number[] = []
  const checkpoint = {
    due: () => false,
    save: ({ runs }: TrainingCheckpoint) => void saved.push(runs.length),
  }
  await trainTable(table, { ...base, checkpoint })
  expect(saved).toEqual([1, 2, 3, 4, 5])
})

describe('other data and options are refused', () => {
  test('and named', async () => {
    const resume = await stoppedAfter(2, base)
    const refused = async (more: Partial<TableOptions>, rows = table) =>
      trainTable(rows, { ...base, resume, ...more }).catch((error: Error) => error.message)
    const again = 'Resume with the data and options of that training.'
    expect(await refused({ lr: 0.1 })).toBe(
      `trainTable: the checkpoint comes from a training with lr 0.003, not 0.1. ${again}`,
    )
    expect(await refused({ schedule: { name: 'cosine' } })).toBe(
      `trainTable: the checkpoint comes from a training with schedule undefined, not {"name":"cosine"}. ${again}`,
    )
    const scaled = { ...table, rows: table.rows.map(([x, ...more]) => [`${Number(x) * 2}`, ...more]) }
    expect(await refused({}, scaled)).toBe(`trainTable: the checkpoint has another encoding. ${again}`)
    expect(await refused({}, { ...table, rows: table.rows.slice(0, 140), lines: table.lines.slice(0, 140) })).toBe(
      `trainTable: the checkpoint has other validation rows. ${again}`,
    )
    expect(await refused({ resume: { format: 'x' } as unknown as TrainingCheckpoint })).toBe(
      'trainTable: resume is not a checkpoint of version 1 ("x", undefined). Pass one that was saved.',
    )
  })
})

describe('optimizer options that contradict each other', () => {
  test.each<[Partial<TableOptions>, string]>([
    [{ momentum: 0.9 }, "momentum is for 'sgd', and optimizer is \"adam\". Pass 'sgd', or leave momentum out."],
    [{ weightDecay: 1, optimizer: 'rmsprop' }, "weightDecay is for 'sgd' or 'adamw', and optimizer is \"rmsprop\". Pass 'sgd' or 'adamw', or leave weightDecay out."],
    [{ optimizer: 'lbfgs', batchSize: 8 }, "batchSize does not fit optimizer 'lbfgs'. Leave one of them out."],
    [{ optimizer: 'lbfgs', dropout: 0.5 }, "dropout does not fit optimizer 'lbfgs'. Leave one of them out."],
    [{ warmUp: 8 }, 'warmUp is 8. Pass a whole number from 1 to 7, below the number of epochs.'],
    [{ schedule: { name: 'plateau', patience: 2 } }, "schedule 'plateau' needs one validation part. Pass validation, such as 0.2, or another schedule."],
    [{ schedule: { name: 'step', every: 2 } as never }, 'schedule "step" needs factor. Pass it.'],
    [{ schedule: { name: 'cosin' } as never }, 'schedule.name is "cosin". Pass "step" or "exponential" or "cosine" or "plateau".'],
  ])('%o', async (more, message) => {
    await expect(trainTable(table, { ...base, ...more })).rejects.toThrow(new RangeError(`trainTable: ${message}`))
  }) // oxfmt-ignore
})
