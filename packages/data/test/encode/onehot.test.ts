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
    [-1, 3, 'oneHot: index is -1. Pass a whole number, 0 or more.'],
    [3, 3, 'oneHot: index is 3. Pass a whole number below the count, 3.'],
    [0.5, 3, 'oneHot: index is 0.5. Pass a whole number, 0 or more.'],
    [NaN, 3, 'oneHot: index is NaN. Pass a whole number, 0 or more.'],
    [0, 0, 'oneHot: count is 0. Pass a whole number, 1 or more.'],
    [0, 2.5, 'oneHot: count is 2.5. Pass a whole number, 1 or more.'],
    ['1' as unknown as number, 3, 'oneHot: index is "1". Pass a whole number, 0 or more.'],
  ])('refuses index %p of %p', (index, count, message) => {
    expect(() => oneHot(index, count)).toThrow(new RangeError(message))
  })
})
