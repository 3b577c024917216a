import { describe, expect, test } from '@jest/globals'
import { oneHot } from '../../src/encode/onehot.js'

describe('oneHot', () => {
  test('has 1 at the index and 0 elsewhere', () => {
    for (let count = 1; count <= 5; count++) {
      for (let index = 0; index < count; index++) {
        const vector = oneHot(index, count)
        expect(vector).toHaveLength(count)
        expect(vector[index]).toBe(1)
        expect(vector.reduce((sum, x) => sum + x, 0)).toBe(1)
        expect(vector.indexOf(1)).toBe(index)
      }
    }
  })

  test.each([
    [-1, 3, 'oneHot: index is -1. Give an integer of at least 0.'],
    [3, 3, 'oneHot: index is 3. Give an integer below the count, 3.'],
    [0.5, 3, 'oneHot: index is 0.5. Give an integer of at least 0.'],
    [NaN, 3, 'oneHot: index is NaN. Give an integer of at least 0.'],
    [0, 0, 'oneHot: count is 0. Give an integer of at least 1.'],
    [0, 2.5, 'oneHot: count is 2.5. Give an integer of at least 1.'],
    ['1' as unknown as number, 3, 'oneHot: index is "1". Give an integer of at least 0.'],
  ])('refuses index %p of %p', (index, count, message) => {
    expect(() => oneHot(index, count)).toThrow(new RangeError(message))
  })
})
