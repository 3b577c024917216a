/**
 * Rows of numbers, which may be typed arrays. Models, losses and metrics get plain ones: `map` of a typed array cannot give
 * Values.
 */
import { show } from '@gradus/engine/errors'

/** A typed array of numbers. */
export type NumberArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array

/** The numbers of one example, plain or typed. */
export type Row = readonly number[] | NumberArray

/** Whether x is a typed array of numbers. A BigInt64Array has none, and a DataView is no array. */
export const isNumberArray = (x: unknown): x is NumberArray =>
  ArrayBuffer.isView(x) && !(x instanceof DataView || x instanceof BigInt64Array || x instanceof BigUint64Array)

/** The row itself, or a copy of a typed one. */
export const plainRow = <T>(row: readonly T[] | NumberArray): readonly (T | number)[] =>
  isNumberArray(row) ? Array.from(row) : row

/** The same for what an example should give. */
export const plainTarget = (target: number | Row): number | readonly number[] =>
  typeof target === 'number' ? target : plainRow(target)

/** Refuses what is not an array of numbers. `each` says in the message what one row is for. */
export function checkRow(
  where: string,
  path: (rest: string) => string,
  row: unknown,
  each = `example, such as [${typeof row === 'number' ? row : 0}]`,
): void {
  if (isNumberArray(row)) return
  if (!Array.isArray(row)) {
    throw new TypeError(`${where}: ${path('')} is ${show(row)}. Pass an array of numbers for each ${each}.`)
  }
  for (let j = 0; j < row.length; j++) {
    if (typeof row[j] === 'number') continue
    throw new TypeError(`${where}: ${path(`[${j}]`)} is ${show(row[j])}. Pass a number.`)
  }
}
