/** Standardizes columns to mean 0 and standard deviation 1. */
import { show } from '@gradus/engine/errors'

/** The mean and the standard deviation of each column. */
export interface Scaler {
  mean: number[]
  scale: number[]
}

/**
 * Returns the mean Σx/n and the standard deviation √(Σ(x − mean)²/n) of finite numbers. Both are accurate to a few units in
 * the last place, also for the smallest and the largest doubles. A constant list has scale 1, so that it standardizes to 0
 * and not to 0/0.
 */
export function meanAndScale(values: readonly number[]): { mean: number; scale: number } {
  const n = values.length
  const first = values[0] ?? 0
  // The rounded mean of equal numbers can differ from them in the last bit. The scale would be that difference.
  // Adding 0 turns −0 into 0, because JSON has no −0.
  if (values.every((x) => x === first)) return { mean: first + 0, scale: 1 }
  // Division by a power of two is exact, and prevents overflow and underflow of sums and squares.
  const unit = unitFor(values)
  const scaled = values.map((x) => x / unit)
  const rough = sum(scaled) / n
  // The mean of the residuals has the digits that `rough` lacks. They matter if the spread is small compared with the mean.
  const rest = sum(scaled.map((x) => x - rough)) / n
  const variance = sum(scaled.map((x) => (x - rough - rest) ** 2)) / n
  // The deviation of 0 and the smallest double is half of that double, which rounds to 0.
  return { mean: (rough + rest) * unit, scale: Math.max(Math.sqrt(variance) * unit, Number.MIN_VALUE) }
}

/** A power of two near the largest size of the values, so that the squares of the quotients do not overflow. */
function unitFor(values: readonly number[]): number {
  const most = values.reduce((max, x) => Math.max(max, Math.abs(x)), 0)
  return 2 ** Math.min(1000, Math.max(-1000, Math.floor(Math.log2(most))))
}

/** The sum with compensation of rounding errors (Neumaier, 1974). Its error does not grow with the number of values. */
function sum(values: readonly number[]): number {
  let total = 0
  let lost = 0
  for (const x of values) {
    const next = total + x
    lost += Math.abs(total) >= Math.abs(x) ? total - next + x : x - next + total
    total = next
  }
  return total + lost
}

/** (x − mean) / scale, also if the difference overflows. */
export function standardized(x: number, mean: number, scale: number): number {
  const deviation = x - mean
  return Number.isFinite(deviation) ? deviation / scale : (x / 2 - mean / 2) / (scale / 2)
}

/** x · scale + mean, also if the product overflows and the sum does not. */
export function unstandardized(x: number, mean: number, scale: number): number {
  const result = x * scale + mean
  if (Number.isFinite(result) || !Number.isFinite(x)) return result
  // 2¹²⁸ is large enough to keep the product finite. Division by a power of two is exact.
  const unit = 2 ** 128
  const [product, rest] = [x * (scale / unit), mean / unit]
  const most = Number.MAX_VALUE / unit
  const size = Math.abs(product + rest)
  // Rounding can lift the largest double above itself: x, product and sum each have an error of up to half a unit.
  const rounding = Number.EPSILON * (Math.abs(product) + Math.abs(rest))
  const fits = Number.isFinite(size) && size > most && size - most <= rounding ? most : size
  return Math.sign(product + rest) * fits * unit
}

/**
 * Returns the mean and the standard deviation (divisor n) of each column. Pass only the training rows.
 *
 * @param rows n × width finite numbers, n ≥ 1.
 * @returns `mean` and `scale`, each of length width. A constant column has scale 1.
 * @throws RangeError without rows, for rows of different widths and for numbers that are not finite. TypeError for cells
 * that are not numbers.
 * @example
 * fitScaler([[1, 5], [3, 5]]) // { mean: [2, 5], scale: [1, 1] }
 */
export function fitScaler(rows: readonly (readonly number[])[]): Scaler {
  const width = rows[0]?.length
  if (width === undefined) throw new RangeError('fitScaler: there are no rows. Pass at least one.')
  checkWidths('fitScaler', rows, width, 'the first row')
  checkFinite('fitScaler', rows)
  const columns = Array.from({ length: width }, (_, j) => meanAndScale(rows.map((row) => row[j]!)))
  return { mean: columns.map(({ mean }) => mean), scale: columns.map(({ scale }) => scale) }
}

/**
 * Returns (x − mean) / scale for each column.
 *
 * @param rows n × width finite numbers, with the width of the scaler.
 * @returns new rows. The given rows are not changed.
 * @throws RangeError for a row of another width, for a number that is not finite, and for one so far from the mean that the
 * result is not finite. TypeError for a cell that is not a number.
 * @example
 * standardize([[1, 5], [3, 5]], { mean: [2, 5], scale: [1, 1] }) // [[-1, 0], [1, 0]]
 */
export function standardize(rows: readonly (readonly number[])[], scaler: Scaler): number[][] {
  return mapColumns('standardize', rows, scaler, standardized)
}

/**
 * Returns x · scale + mean for each column. This inverts `standardize`.
 *
 * @param rows n × width finite numbers, with the width of the scaler.
 * @returns new rows, equal to those that were standardized up to rounding.
 * @throws RangeError for a row of another width, for a number that is not finite, and for one whose result is not finite.
 * TypeError for a cell that is not a number.
 * @example
 * unstandardize([[-1, 0], [1, 0]], { mean: [2, 5], scale: [1, 1] }) // [[1, 5], [3, 5]]
 */
export function unstandardize(rows: readonly (readonly number[])[], scaler: Scaler): number[][] {
  return mapColumns('unstandardize', rows, scaler, unstandardized)
}

function mapColumns(
  fnName: string,
  rows: readonly (readonly number[])[],
  scaler: Scaler,
  change: (x: number, mean: number, scale: number) => number,
): number[][] {
  checkScaler(fnName, rows, scaler)
  checkFinite(fnName, rows)
  return rows.map((row, i) =>
    row.map((x, j) => {
      const [mean, scale] = [scaler.mean[j]!, scaler.scale[j]!]
      const result = change(x, mean, scale)
      if (Number.isFinite(result)) return result
      const what = `rows[${i}][${j}] is ${x}, which becomes ${result} with the mean ${mean} and the scale ${scale}`
      throw new RangeError(`${fnName}: ${what}. Correct or leave out the row, or fit the scaler to such rows too.`)
    }),
  )
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

function checkFinite(fnName: string, rows: readonly (readonly number[])[]): void {
  rows.forEach((row, i) =>
    row.forEach((x, j) => {
      if (Number.isFinite(x)) return
      throw new RangeError(`${fnName}: rows[${i}][${j}] is ${x}. Replace or leave out what is not finite.`)
    }),
  )
}
