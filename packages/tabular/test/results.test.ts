/** Results: which model is better, and the rows that a regression is measured on. */
import { describe, expect, test } from '@jest/globals'
import { parseCsv, type Table } from '@gradus/data'
import { meanAbsoluteError } from '@gradus/nn'
import { trainTable } from '../src/index.js'
import { isBetter } from '../src/results.js'

test('better means by more than two standard errors of the mean difference', () => {
  // Differences 1.1, 1.1, 4.1: mean 2.1, standard deviation √3, standard error 1.
  expect(isBetter([0, 0, 0], [1.1, 1.1, 4.1])).toBe(true)
  // Differences 0.9, 0.9, 3.9: mean 1.9, standard error 1.
  expect(isBetter([0, 0, 0], [0.9, 0.9, 3.9])).toBe(false)
  expect(isBetter([1, 1, 4], [0, 0, 0])).toBe(false)
  expect(isBetter([0], [1])).toBe(false) // one row says nothing
})

describe('the predicted rows of a regression', () => {
  const line = (count: number, shift: number): Table =>
    parseCsv(['x,y', ...Array.from({ length: count }, (_, i) => `${i},${3 * i + shift + (i % 2)}`)].join('\n'))
  const options = { target: 'y', model: 'linear' } as const
  const mae = ({ targets, predictions }: { targets: readonly number[]; predictions: readonly number[] }) =>
    meanAbsoluteError(
      predictions.map((y) => [y]),
      targets,
    )

  test('are those of validation, each once, in the unit of the target', async () => {
    const { predicted, validation } = await trainTable(line(30, 7), { ...options, folds: 3 })
    const sorted = predicted!.targets.map((y) => Number(y.toFixed(9))).sort((a, b) => a - b)
    expect(sorted).toEqual(Array.from({ length: 30 }, (_, i) => 3 * i + 7 + (i % 2)))
    expect(mae(predicted!)).toBeCloseTo(validation!.linear!.mae!, 12)
    expect(mae(predicted!)).toBeLessThan(1)
  })
  test('are those of the test table, if there is one, in its order', async () => {
    const { predicted, test } = await trainTable(line(30, 7), { ...options, folds: 3, test: line(5, 100) })
    expect(predicted!.targets).toEqual([100, 104, 106, 110, 112])
    expect(mae(predicted!)).toBeCloseTo(test!.linear!.mae!, 12)
  })
  test('are undefined without rows to measure on, and for classes', async () => {
    expect(await trainTable(line(30, 7), { ...options, validation: 0 })).not.toHaveProperty('predicted')
    const classes = await trainTable(parseCsv('x,k\n1,a\n2,b\n3,a\n4,b'), { ...options, folds: 2, target: 'k' })
    expect(classes).not.toHaveProperty('predicted')
  })
})
