/** The words of the progress line, by the width of the terminal. */
import { describe, expect, test } from '@jest/globals'
import { longLine, type Moment, progressLine } from '../../src/output/progress-line.js'

const moment: Moment = {
  ...{ unit: 'fold 2 of 5: epoch', done: 37.5, total: 500, loss: 0.123456, validationLoss: 0.234567 },
  ...{ accuracy: 0.9467, examplesPerSecond: 12_345, secondsLeft: 65.4 },
}

const medium = 'fold 2/5: epoch 37/500, loss 0.123, val 0.235, accuracy 95 %, 1:05 left'

test('the long line has everything', () => {
  expect(longLine(moment)).toBe(
    'fold 2 of 5: epoch 37/500, loss 0.1235, validation 0.2346, accuracy 94.7 %, 12,345 examples/s, 1:05 left',
  )
})

describe('on a terminal, the line takes the room there is', () => {
  test.each([
    [200, `${'█'.repeat(2)}${'░'.repeat(18)} ${longLine(moment)}`],
    [112, `░░░░░░ ${longLine(moment)}`],
    [105, longLine(moment)],
    [104, `██${'░'.repeat(18)} ${medium}`],
    [80, `█░░░░░░ ${medium}`],
    [77, medium],
    [72, medium],
    [71, 'fold 2/5: 37/500 0.123 val 0.235 95% 1:05 12k/s'],
    [48, 'fold 2/5: 37/500 0.123 val 0.235 95% 1:05 12k/s'],
    [47, '37/500 0.123 val 0.235 95% 1:05 12k/s'],
    [40, '37/500 0.123 val 0.235 95% 1:05 12k/s'],
    [37, '37/500 0.123 val 0.235 95% 1:05'],
    [20, '37/500 0.123'],
    [5, '37/5'],
    [1, ''],
  ])('%i columns', (columns, line) => {
    expect(progressLine(moment, columns)).toBe(line)
  })

  test('and never the last column, for any numbers', () => {
    for (let columns = 1; columns < 150; columns++) {
      for (const x of [1e-300, 0.5, 123_456, 1e300, NaN, Infinity]) {
        const line = progressLine(
          { ...moment, done: x, loss: x, validationLoss: x, secondsLeft: x, examplesPerSecond: x },
          columns,
        )
        expect(line.length).toBeLessThan(Math.max(columns, 1))
      }
    }
  })
})

test('what is not known is left out', () => {
  expect(longLine({ unit: 'trial', done: 3, total: 20 })).toBe('trial 3/20')
  expect(longLine({ unit: 'trial', done: 3, total: 20, secondsLeft: 3725 })).toBe('trial 3/20, 1:02:05 left')
})
