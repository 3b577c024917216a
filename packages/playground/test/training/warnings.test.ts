/** What a run that goes wrong is told. */
import { expect, test } from '@jest/globals'
import type { Training } from '../../src/training/training.js'
import { warningOf } from '../../src/training/warnings.js'

/** A run with these losses, whose guess has ln 2. */
const run = (loss: (epoch: number) => number): Training => {
  const records = Array.from({ length: 500 }, (_, i) => ({ epoch: i + 1, loss: loss(i + 1) }))
  const start = { losses: { loss: 0.7 }, guess: Math.LN2 }
  return {
    epoch: 500,
    records,
    start,
    losses: records.at(-1),
    settings: { hidden: [8], init: 'glorot', rate: 0.1 },
  } as never
}

test('a loss that has fallen and risen again is said to come from the rate', () => {
  const { reason, message } = warningOf(run((epoch) => (epoch < 200 ? 0.08 + 1 / epoch : 0.4)))!
  expect(reason).toBe('stuck')
  expect(message).toMatch(/It has been 0\.085\d* before, so the learning rate 0\.1 is probably too high\./)
})

test('a loss that stays where it is may need another network; one that still falls, or is low, is left alone', () => {
  expect(warningOf(run(() => 0.4))!.message).toContain('Try more units or another layer')
  expect(warningOf(run((epoch) => 0.69 - epoch / 5000))).toBeUndefined()
  expect(warningOf(run(() => 0.1))).toBeUndefined()
})
