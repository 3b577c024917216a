/** Scores by hand. */
import { expect, test } from '@jest/globals'
import { scoresOf } from '../src/scores.js'

test('a classification: 2 of 4 rows right', () => {
  const target = { task: 'classification' as const, name: 'y', classes: ['a', 'b', 'c'] }
  const logits = { a: [5, 1, 0], b: [0, 2, 1] }
  const scores = scoresOf(target, [logits.a, logits.a, logits.b, logits.b], [0, 1, 1, 0], [1, 2, 3, 6])
  expect(scores).toEqual({
    ...{ rows: 4, loss: 3, accuracy: 0.5 },
    confusion: [
      [1, 1, 0],
      [1, 1, 0],
      [0, 0, 0],
    ],
    classes: [
      { name: 'a', rows: 2, precision: 0.5, recall: 0.5, f1: 0.5 },
      { name: 'b', rows: 2, precision: 0.5, recall: 0.5, f1: 0.5 },
      { name: 'c', rows: 0 },
    ],
  })
})

test('a regression, and one whose targets are all equal', () => {
  const target = { task: 'regression' as const, name: 'y', mean: 0, scale: 1 }
  // R² = 1 − (1 + 1)/(1 + 0 + 1)
  expect(scoresOf(target, [[2], [2], [2]], [1, 2, 3], [1, 0, 1])).toEqual({ rows: 3, loss: 2 / 3, mae: 2 / 3, r2: 0 })
  expect(scoresOf(target, [[2], [2]], [1, 1], [1, 1])).toEqual({ rows: 2, loss: 1, mae: 1 })
})
