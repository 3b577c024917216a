import { expect, test } from '@jest/globals'
import { classOf } from '../../src/kinds/region-layers.js'

test.each([
  [[0.2, 0.8], 1],
  [[0.5, 0.5], 0],
  [[0.1, 0.2, 0.7], 2],
  [[NaN, 1], -1],
])('the class of %j is %i', (p, c) => {
  expect(classOf(p)).toBe(c)
})
