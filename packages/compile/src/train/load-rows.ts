/** How a caller passes examples and takes results: one row at a time, without knowing the memory layout. */
import type { Numbers } from '../memory/arena.js'
import type { LoadBlock, ReadBlock } from '../run/batched.js'

/** Writes example `row` into `numbers`, from index `at` on: the numbers of all arguments, in order. */
export type LoadRow = (row: number, numbers: Numbers, at: number) => void

/** Reads the outputs for example `row` from `numbers`, from index `at` on. They are overwritten later, so keep copies. */
export type OnRow = (row: number, numbers: Numbers, at: number) => void

/** Returns a function that loads a block row by row. @param width numbers per example */
export const blockLoader =
  (load: LoadRow, width: number): LoadBlock =>
  (start, lanes, base, numbers) => {
    for (let lane = 0; lane < lanes; lane++) load(start + lane, numbers, base + lane * width)
  }

/** Returns a function that passes a block on, row by row. @param width outputs per example */
export const blockReader =
  (onRow: OnRow, width: number): ReadBlock =>
  (start, lanes, base, numbers) => {
    for (let lane = 0; lane < lanes; lane++) onRow(start + lane, numbers, base + lane * width)
  }
