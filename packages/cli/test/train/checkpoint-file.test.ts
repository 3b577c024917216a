/** What a checkpoint file says when a training is stopped before its first step. */
import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import type { TrainingCheckpoint } from '@gradus/tabular'
import { CheckpointFile } from '../../src/train/checkpoint-file.js'
import { workshop } from '../helpers.js'

const { path } = workshop()
const about = () => ({ data: [], test: [], options: {} as never, out: '/new/place.json' })
const training: TrainingCheckpoint = { format: 'gradus training', version: 1, settings: {}, runs: [] }

test('a new training has nothing to write', async () => {
  expect(await new CheckpointFile(undefined, about).write(path('new.checkpoint'))).toBe(false)
})

test('a resumed training has the state that it began with, and its new place of the model', async () => {
  expect(await new CheckpointFile(undefined, about, training).write(path('resumed.checkpoint'))).toBe(true)
  const written = JSON.parse(readFileSync(path('resumed.checkpoint'), 'utf8')) as object
  expect(written).toMatchObject({ format: 'gradus train', out: '/new/place.json', training })
})
