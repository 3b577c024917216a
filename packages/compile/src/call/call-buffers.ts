/** Numbers on their way into and out of compiled code. What a call works on is kept here, so that a call makes no objects. */
import type { Numbers } from '../memory/arena.js'
import type { LoadBlock, ReadBlock } from '../run/batched.js'

export class CallBuffers {
  points: ArrayLike<number> = []
  /** Numbers per point, and per row of results. */
  width = 0
  each = 0
  /** Where the results go: whole rows, or values and gradients. */
  rows: Float64Array = new Float64Array(0)
  values: Float64Array = new Float64Array(0)
  gradient: Float64Array = new Float64Array(0)
  /** The part of the memory that was read last, and where it is. */
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

  /** Part of the memory as an array, which is made once while it is asked for again and again. */
  private view(numbers: Numbers, base: number, length: number): Numbers {
    if (this.whole !== numbers || this.from !== base || this.part.length !== length) {
      this.whole = numbers
      this.from = base
      this.part = numbers.subarray(base, base + length)
    }
    return this.part
  }
}

/** An array for results. Its buffer is never empty, so that one whose buffer was transferred can be told from it. */
export const resultArray = (length: number): Float64Array =>
  new Float64Array(new ArrayBuffer(8 * Math.max(1, length)), 0, length)

/** Whether an array for results has this length and was not transferred, to another thread for instance. */
export const isUsable = (array: Float64Array | undefined, length: number): array is Float64Array =>
  array?.length === length && array.buffer.byteLength > 0

/** Whether there may be a NaN: then it is in the sum, which is taken in four parts as that is quickest. */
export function hasNaN(xs: Float64Array): boolean {
  let a = 0, b = 0, c = 0, d = 0 // prettier-ignore
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

export function mean(xs: Float64Array): number {
  let sum = -0 // which changes nothing: −0 + x is x, also where x is −0
  for (let i = 0; i < xs.length; i++) sum += xs[i]!
  return sum / xs.length
}
