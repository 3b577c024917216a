/** How a caller hands over examples and takes results: one row at a time, without knowing how the rows are laid out. */
import type { Numbers } from '../memory/arena.js'
import type { LoadBlock, ReadBlock } from '../run/batched.js'

/** Writes example `row` into `numbers`, from index `at` on: the numbers of all arguments, one after the other. */
export type LoadRow = (row: number, numbers: Numbers, at: number) => void

/** Takes the outputs for example `row`. The array is a view that changes with the next row, so copy what you keep. */
export type OnRow = (row: number, outputs: Numbers) => void

/** Loads a block row by row. @param width numbers per example */
export const blockLoader =
  (load: LoadRow, width: number): LoadBlock =>
  (start, lanes, base, numbers) => {
    for (let lane = 0; lane < lanes; lane++) load(start + lane, numbers, base + lane * width)
  }

/** Reads a block row by row. @param width outputs per example */
export const blockReader =
  (onRow: OnRow, width: number): ReadBlock =>
  (start, lanes, base, numbers) => {
    for (let lane = 0; lane < lanes; lane++) {
      onRow(start + lane, numbers.subarray(base + lane * width, base + (lane + 1) * width))
    }
  }
