/** Rows of numbers may be typed arrays. Models, losses and metrics get plain ones: `map` of a typed array cannot give Values. */
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

export type Row = readonly number[] | NumberArray

export const isNumberArray = (x: unknown): x is NumberArray => ArrayBuffer.isView(x) && !(x instanceof DataView)

/** The row itself, or a copy of a typed one. */
export const plainRow = <T>(row: readonly T[] | NumberArray): readonly (T | number)[] =>
  isNumberArray(row) ? Array.from(row) : row

/** The same for what an example should give. */
export const plainTarget = (target: number | Row): number | readonly number[] =>
  typeof target === 'number' ? target : plainRow(target)
