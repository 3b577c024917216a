/** Moves pixels and adds noise for augment.ts and expand.ts, without checks. x points to the right, y down. */
import { cosPi, sinPi } from '@gradus/engine/same-bits'
import type { Picture } from './augment.js'
import type { Random } from '../random.js'

/** A motion of a picture: it is turned around its center, then shifted, then displaced pixel by pixel. */
export interface Motion {
  /** The angle, counterclockwise. */
  degrees: number
  /** The shift in pixels, to the right and down. */
  dx: number
  dy: number
  /** For each pixel of the result the offset of the point where its value is taken. */
  field?: { dx: Float64Array; dy: Float64Array }
}

interface Grid {
  width: number
  height: number
}

/**
 * Returns the picture after a motion. Each pixel of the result takes its value from the point that the motion moves to it.
 * All parts of the motion are one step, because each interpolation blurs.
 */
export function warp(image: Picture, motion: Motion): Picture {
  const { width, height, pixels } = image
  const { dx, dy, field } = motion
  const [cos, sin] = turn(motion.degrees)
  const centerX = (width - 1) / 2
  const centerY = (height - 1) / 2
  const moved = pixels.map((_, i) => {
    const column = i % width
    const x = column + (field?.dx[i] ?? 0) - dx - centerX
    const y = (i - column) / width + (field?.dy[i] ?? 0) - dy - centerY
    return valueAt(pixels, width, height, centerX + cos * x - sin * y, centerY + sin * x + cos * y)
  })
  return { pixels: moved, width, height }
}

/** The cosine and the sine of an angle, exact at multiples of 90°. */
function turn(degrees: number): readonly [cos: number, sin: number] {
  const rest = degrees % 360
  const quarters = [[1, 0], [0, 1], [-1, 0], [0, -1]] as const // oxfmt-ignore
  if (rest % 90 === 0) return quarters[((rest / 90 + 4) % 4) as 0 | 1 | 2 | 3]
  return [cosPi(rest / 180), sinPi(rest / 180)]
}

/** The bilinear interpolation at a point between pixels. Pixels outside the picture are 0. */
function valueAt(pixels: readonly number[], width: number, height: number, x: number, y: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const right = x - left
  const down = y - top
  const at = (column: number, row: number) =>
    column >= 0 && column < width && row >= 0 && row < height ? pixels[row * width + column]! : 0
  return (
    (1 - down) * ((1 - right) * at(left, top) + right * at(left + 1, top)) +
    down * ((1 - right) * at(left, top + 1) + right * at(left + 1, top + 1))
  )
}

/** A random field of displacements: uniform numbers in [−1, 1), smoothed by a Gaussian, times alpha. */
export function elasticField(
  grid: Grid,
  alpha: number,
  sigma: number,
  random: Random,
): { dx: Float64Array; dy: Float64Array } {
  const kernel = gaussian(sigma, Math.max(grid.width, grid.height))
  const smooth = () => {
    const field = Float64Array.from({ length: grid.width * grid.height }, () => 2 * random.uniform() - 1)
    const { width, height } = grid
    const across = convolved(field, kernel, width, 1, height, width)
    return convolved(across, kernel, height, width, width, 1).map((d) => alpha * d)
  }
  return { dx: smooth(), dy: smooth() }
}

/** The weights of a Gaussian, cut at 3 sigma or at `most` on each side. Their sum is 1. */
function gaussian(sigma: number, most: number): Float64Array {
  const radius = Math.min(Math.ceil(3 * sigma), most)
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, k) => Math.exp(-(((k - radius) / sigma) ** 2) / 2))
  const sum = weights.reduce((total, w) => total + w, 0)
  return weights.map((w) => w / sum)
}

/** Convolves `lines` lines of `length` values. Neighbors are `step` apart in a line, and lines are `stride` apart. */
function convolved(
  values: Float64Array,
  kernel: Float64Array,
  length: number,
  step: number,
  lines: number,
  stride: number,
): Float64Array {
  const result = new Float64Array(values.length)
  const radius = (kernel.length - 1) / 2
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < length; i++) {
      const first = Math.max(0, i - radius)
      const last = Math.min(length - 1, i + radius)
      let sum = 0
      for (let k = first; k <= last; k++) sum += kernel[k - i + radius]! * values[line * stride + k * step]!
      result[line * stride + i * step] = sum
    }
  }
  return result
}

/** The pixels with normal noise, clipped to [0, 1]. */
export function withNoise(pixels: readonly number[], sd: number, random: Random): number[] {
  return pixels.map((value) => Math.min(1, Math.max(0, value + sd * random.normal())))
}
