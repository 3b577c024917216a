import { expect, test } from '@jest/globals'
import { columnsOf, outputOf } from '../../src/kinds/targets.js'

test('rows become columns; a target may be a list of one number', () => {
  expect(columnsOf('plot', { inputs: [[1, 2], new Float64Array([3, 4])], targets: [[5], [6]] })).toEqual({
    columns: [[1, 3], [2, 4]],
    targets: [5, 6],
  }) // oxfmt-ignore
  expect(columnsOf('plot', { inputs: [], targets: [] }, 2)).toEqual({ columns: [[], []], targets: [] })
})

test.each([
  [null, 'plot: the data are null. Pass an object with inputs and targets.'],
  [{ inputs: 3, targets: [] }, 'plot: the inputs are 3. Pass an array of rows.'],
  [{ inputs: [[1], [1, 2]], targets: [1, 2] }, 'plot: input 1 has 2 numbers. Pass rows of 1.'],
  [{ inputs: [[1]], targets: [[1, 0]] }, 'plot: target 0 has 2 numbers. Pass one number per example.'],
  [{ inputs: [['1']], targets: [1] }, 'plot: input 0 has "1" at index 0. Pass an array of numbers.'],
  [{ inputs: [[1]], targets: ['1'] }, 'plot: the list of targets has "1" at index 0. Pass an array of numbers.'],
])('%j is refused', (examples, message) => {
  expect(() => columnsOf('plot', examples)).toThrow(message)
})

test('a regression has one output', () => {
  expect(outputOf('plot', { predict: () => [3] }, [1])).toBe(3)
  expect(() => outputOf('plot', { predict: () => [3, 4] }, [1])).toThrow(
    'plot: the model predicts 2 numbers. Pass a model with one output.',
  )
})
