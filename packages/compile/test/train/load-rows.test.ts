/** Blocks of examples are loaded and read row by row. */
import { expect, test } from '@jest/globals'
import { blockLoader, blockReader } from '../../src/train/load-rows.js'

/** The rows 5, 6 and 7 are the block, and its numbers begin at index 2. */
const [START, LANES, BASE] = [5, 3, 2]

test('blockLoader calls load for each row, with the place of its first number', () => {
  const numbers = new Float64Array(10)
  const calls: unknown[][] = []
  blockLoader((...call) => calls.push(call), 2)(START, LANES, BASE, numbers)
  expect(calls).toEqual([
    [5, numbers, 2],
    [6, numbers, 4],
    [7, numbers, 6],
  ])
  expect(calls.every(([, array]) => array === numbers)).toBe(true)
})

test('what blockLoader loads is one block without gaps, and nothing around it changes', () => {
  const numbers = new Float64Array(10).fill(-1)
  const load = blockLoader((row, to, at) => to.set([row, row / 10], at), 2)
  load(START, LANES, BASE, numbers)
  expect([...numbers]).toEqual([-1, -1, 5, 0.5, 6, 0.6, 7, 0.7, -1, -1])
})

test('blockReader calls onRow for each row, with the place of its first output', () => {
  const numbers = new Float64Array(10)
  const calls: unknown[][] = []
  blockReader((...call) => calls.push(call), 2)(START, LANES, BASE, numbers)
  expect(calls).toEqual([
    [5, numbers, 2],
    [6, numbers, 4],
    [7, numbers, 6],
  ])
  expect(calls.every(([, array]) => array === numbers)).toBe(true)
})
