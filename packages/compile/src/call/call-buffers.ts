/**
 * Copies numbers into and out of compiled code. The arrays of the current call are fields here instead of variables of
 * a closure, so that a call creates no objects.
 */
import type { Numbers } from '../memory/arena.js'
import type { LoadBlock, ReadBlock } from '../run/batched.js'

export class CallBuffers {
  /** The inputs of the call, point after point. */
  points: ArrayLike<number> = []
  /** Numbers per point. */
  width = 0
  /** Numbers per row of results. */
  each = 0
  /** Where the results go: either whole rows, or values and gradients. */
  rows: Float64Array = new Float64Array(0)
  values: Float64Array = new Float64Array(0)
  gradient: Float64Array = new Float64Array(0)
  /** The last view of compiled memory, and the array and start that it was made for. */
  private part: Numbers = new Float64Array(0)
  private whole: Numbers = this.part
  private from = 0

  readonly load: LoadBlock = (start, lanes, base, numbers) => {
    const { points, width } = this
    const count = lanes * width
    if (count === 0) return
    if (count === points.length) numbers.set(points, base)
    else for (let i = 0, from = start * width; i < count; i++) numbers[base + i] = points[from + i]!
  }

  readonly readRows: ReadBlock = (start, lanes, base, numbers) => {
    const { rows, each } = this
    const count = lanes * each
    if (count === rows.length) rows.set(this.view(numbers, base, count))
    else for (let i = 0, to = start * each; i < count; i++) rows[to + i] = numbers[base + i]!
  }

  readonly readSlopes: ReadBlock = (start, lanes, base, numbers) => {
    const { values, gradient, width } = this
    if (values.length === 1) {
      values[0] = numbers[base]!
      gradient.set(this.view(numbers, base + 1, width))
      return
    }
    for (let l = 0, from = base, to = start * width; l < lanes; l++) {
      values[start + l] = numbers[from++]!
      for (let i = 0; i < width; i++) gradient[to++] = numbers[from++]!
    }
  }

  /**
   * Returns part of compiled memory as an array. Repeated calls return the same view, because making one takes time.
   */
  private view(numbers: Numbers, base: number, length: number): Numbers {
    if (this.whole !== numbers || this.from !== base || this.part.length !== length) {
      this.whole = numbers
      this.from = base
      this.part = numbers.subarray(base, base + length)
    }
    return this.part
  }
}

/**
 * Makes an array for results. Its buffer is never empty, so an empty buffer means that it was transferred to another
 * thread.
 */
export const resultArray = (length: number): Float64Array =>
  new Float64Array(new ArrayBuffer(8 * Math.max(1, length)), 0, length)

/** Whether a result array has this length and still has its buffer. */
export const isUsable = (array: Float64Array | undefined, length: number): array is Float64Array =>
  array?.length === length && array.buffer.byteLength > 0

/**
 * Whether a number may be NaN. A NaN makes the sum NaN, and so does ∞ − ∞, which costs only a second run. Four separate
 * sums are faster than one, because no addition waits for the one before.
 */
export function hasNaN(xs: Float64Array): boolean {
  let a = 0, b = 0, c = 0, d = 0 // oxfmt-ignore
  let i = 0
  for (; i + 3 < xs.length; i += 4) {
    a += xs[i]!
    b += xs[i + 1]!
    c += xs[i + 2]!
    d += xs[i + 3]!
  }
  for (; i < xs.length; i++) a += xs[i]!
  return Number.isNaN(a + b + c + d)
}

/** Stores the mean of the numbers. A function that returned it would make an object for the number, unless it is inlined. */
export function storeMean(result: { value: number }, xs: Float64Array): void {
  let sum = -0 // −0 + x is x, even if x is −0
  for (let i = 0; i < xs.length; i++) sum += xs[i]!
  result.value = sum / xs.length
}
