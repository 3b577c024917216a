/** Standardising: each column gets mean 0 and standard deviation 1. The rule is in `meanAndScale` and nowhere else. */
import { show } from './options.js'

/** Mean and standard deviation per column. */
export interface Scaler {
  mean: number[]
  scale: number[]
}

/**
 * Mean and standard deviation of a list, with divisor n: mean = Σx/n, scale = √(Σ(x − mean)²/n). A constant list has
 * scale 1, so that it standardises to 0 and not to 0/0.
 */
export function meanAndScale(values: readonly number[]): { mean: number; scale: number } {
  const n = values.length
  // The rounded mean of equal numbers can differ from them in the last bit, and the scale would be that bit.
  if (values.every((x) => x === values[0])) return { mean: values[0] ?? 0, scale: 1 }
  const rough = values.reduce((sum, x) => sum + x / n, 0)
  // The mean of what is left mends the last digits, which matter where the spread is small beside the mean.
  const mean = rough + values.reduce((sum, x) => sum + (x - rough), 0) / n
  // Deviations are divided by the largest, so that no square overflows or vanishes.
  const most = values.reduce((max, x) => Math.max(max, Math.abs(x - mean)), 0)
  return { mean, scale: most * Math.sqrt(values.reduce((sum, x) => sum + ((x - mean) / most) ** 2, 0) / n) }
}

/**
 * Mean and standard deviation (divisor n) of each column. Fit it on the training rows only, and apply it to all.
 *
 * @param rows n × width finite numbers, n ≥ 1.
 * @returns `mean` and `scale`, each of length width; the scale of a constant column is 1.
 * @throws RangeError without rows, for rows of different widths and for numbers that are not finite; TypeError for
 * cells that are no numbers.
 * @example
 * fitScaler([[1, 5], [3, 5]]) // { mean: [2, 5], scale: [1, 1] }
 */
export function fitScaler(rows: readonly (readonly number[])[]): Scaler {
  const width = rows[0]?.length
  if (width === undefined) throw new RangeError('fitScaler: there are no rows. Pass at least one.')
  checkWidths('fitScaler', rows, width, 'the first row')
  rows.forEach((row, i) =>
    row.forEach((x, j) => {
      if (Number.isFinite(x)) return
      throw new RangeError(`fitScaler: rows[${i}][${j}] is ${x}. Replace or leave out what is not finite.`)
    }),
  )
  const columns = Array.from({ length: width }, (_, j) => meanAndScale(rows.map((row) => row[j]!)))
  return { mean: columns.map(({ mean }) => mean), scale: columns.map(({ scale }) => scale) }
}

/**
 * (x − mean) / scale, column by column. NaN and infinities pass through.
 *
 * @param rows n × width, with the width of the scaler.
 * @returns new rows; the given ones stay as they are.
 * @throws RangeError for a row of another width, TypeError for a cell that is no number.
 * @example
 * standardize([[1, 5], [3, 5]], { mean: [2, 5], scale: [1, 1] }) // [[-1, 0], [1, 0]]
 */
export function standardize(rows: readonly (readonly number[])[], scaler: Scaler): number[][] {
  checkScaler('standardize', rows, scaler)
  return rows.map((row) => row.map((x, j) => (x - scaler.mean[j]!) / scaler.scale[j]!))
}

/**
 * The way back: x · scale + mean, column by column.
 *
 * @param rows n × width, with the width of the scaler.
 * @returns new rows, equal to those that were standardised up to rounding.
 * @throws RangeError for a row of another width, TypeError for a cell that is no number.
 * @example
 * unstandardize([[-1, 0], [1, 0]], { mean: [2, 5], scale: [1, 1] }) // [[1, 5], [3, 5]]
 */
export function unstandardize(rows: readonly (readonly number[])[], scaler: Scaler): number[][] {
  checkScaler('unstandardize', rows, scaler)
  return rows.map((row) => row.map((x, j) => x * scaler.scale[j]! + scaler.mean[j]!))
}

function checkScaler(fnName: string, rows: readonly (readonly number[])[], { mean, scale }: Scaler): void {
  if (mean.length !== scale.length) {
    const what = `the scaler has ${mean.length} means and ${scale.length} scales`
    throw new RangeError(`${fnName}: ${what}. Pass what fitScaler returned.`)
  }
  checkWidths(fnName, rows, mean.length, 'the scaler')
}

function checkWidths(fnName: string, rows: readonly (readonly number[])[], width: number, what: string): void {
  rows.forEach((row, i) => {
    if (row.length !== width) {
      const found = `rows[${i}] has ${row.length} numbers, ${what} has ${width}`
      throw new RangeError(`${fnName}: ${found}. Give all rows the same width.`)
    }
    row.forEach((x, j) => {
      if (typeof x === 'number') return
      throw new TypeError(`${fnName}: rows[${i}][${j}] is ${show(x)}. Pass numbers; encode() makes them from text.`)
    })
  })
}
