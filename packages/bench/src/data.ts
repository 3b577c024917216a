/** Seeded numbers for the works that are measured. */
import { Random } from '@gradus/nn'
import { BATCH, OUTPUTS, ROW } from './by-hand/mnist.js'
import { points } from './work.js'

/** 100 points as rows x₀, x₁, y. */
export function pointRows(): Float64Array {
  const { inputs, targets } = points()
  return Float64Array.from(inputs.flatMap((x, i) => [...x, targets[i]!]))
}

/** Rows of 784 made-up inputs and 10 targets, one of them 1. */
export function digitRows(batches: number): Float64Array {
  const random = new Random(3)
  const rows = new Float64Array(batches * BATCH * ROW)
  for (let start = 0; start < rows.length; start += ROW) {
    for (let i = 0; i < ROW - OUTPUTS; i++) rows[start + i] = random.uniform()
    rows[start + ROW - OUTPUTS + random.integer(OUTPUTS)] = 1
  }
  return rows
}

/** The worked example: two inputs, two targets. */
export const WORKED_ROW = Float64Array.of(0.05, 0.1, 0.01, 0.99)

/** The data of the mixture, and the points where functions are asked. */
export function numbers(count: number, seed: number, low = -1, high = 1): Float64Array {
  const random = new Random(seed)
  return Float64Array.from({ length: count }, () => random.uniform(low, high))
}
