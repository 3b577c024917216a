import { expect, test } from '@jest/globals'
import type { SearchTrials } from '@gradus/tune'
import { table } from '@gradus/tune'

type Params = { lr: number; hidden: number[]; name: string }
const trial = (number: number, score: number | null, more: object = {}) => ({
  number,
  round: number < 3 ? 1 : 2,
  settings: { lr: number / 30, hidden: [8, number], name: 'tanh' },
  seed: 7,
  score,
  ...more,
})
const trials = [
  trial(1, 0.5, { details: { accuracy: 2 / 3, curve: [1, 2] } }),
  trial(2, null, { failed: 'the score is NaN' }),
  trial(3, 0.25),
  trial(4, 0.5, { details: { epochs: 12 } }),
]
const space = { lr: 'uniform(0, 1)', hidden: 'choice([[8,1]])', name: 'choice(["tanh"])' }
const result: SearchTrials<Params> = { goal: 'minimize', best: trials[2]!, trials, spaces: [space, space] }

test('rows go from the best to those that failed, ties by number', () => {
  expect(table(result)).toEqual([
    ['trial', 'round', 'lr', 'hidden', 'name', 'score', 'accuracy', 'epochs', 'failed'],
    ['3', '2', '0.1', '[8,3]', 'tanh', '0.25', '', '', ''],
    ['1', '1', '0.03333', '[8,1]', 'tanh', '0.5', '0.6667', '', ''],
    ['4', '2', '0.1333', '[8,4]', 'tanh', '0.5', '', '12', ''],
    ['2', '1', '0.06667', '[8,2]', 'tanh', '', '', '', 'the score is NaN'],
  ])
})
test('columns that would say nothing are left out; maximizing turns the rows round', () => {
  const rows = table({ ...result, goal: 'maximize', trials: [trials[2]!, trials[3]!], spaces: [space] })
  expect(rows.map((row) => row[0])).toEqual(['trial', '4', '3'])
  expect(rows[0]).toEqual(['trial', 'lr', 'hidden', 'name', 'score', 'epochs'])
})
test('digits are obeyed', () => {
  expect(table(result, { digits: 2 })[2]![2]).toBe('0.033')
  expect(Number(table(result, { digits: 17 })[2]![2])).toBe(1 / 30)
  expect(() => table(result, { digits: 0 })).toThrow('table: digits is 0. Pass a whole number from 1 to 17.')
  expect(() => table(result, { digit: 3 } as never)).toThrow('table: unknown option "digit". The options are digits.')
})
test.each([
  [0.041234, 0.012345, '0.041 ± 0.012'],
  [0.041234, 0.1, '0.04 ± 0.10'],
  [345.678, 12.3, '346 ± 12'],
  [345.678, 1.23, '345.7 ± 1.2'],
  [123456, 3000, '123456 ± 3000'],
  [0.5, 0, '0.5 ± 0'],
  [0, 0, '0 ± 0'],
  [0, 0.034, '0.000 ± 0.034'],
  [0, 1e-200, '0 ± 1e-200'],
  [-0.123456, 0.00001234, '-0.1235 ± 0.000012'],
  [1e-9, 2e-10, '1e-9 ± 2e-10'],
])('a score of %f with a standard error of %f is shown as %s', (score, standardError, shown) => {
  const rows = table({ ...result, trials: [trial(3, score, { standardError })], spaces: [space] })
  expect(rows[1]!.at(-1)).toBe(shown)
})
