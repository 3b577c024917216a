/** How many examples a block has. */
import { expect, test } from '@jest/globals'
import { lanesFor } from '../../src/schedule/lane-count.js'

test.each([
  [1, 1],
  [7, 7],
  [16, 16], // up to 16 examples are one block
  [17, 16], // a block of 16, and one example more
  [20, 10], // two blocks of one size
  [24, 12],
  [26, 16], // its divisor 13 is odd, so it is not a number of whole vectors
  [28, 14],
  [30, 10],
  [96, 16],
  [100, 10],
])('of %d examples, a block has %d', (count, lanes) => expect(lanesFor(count)).toBe(lanes))
