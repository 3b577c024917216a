/** How augment.ts and expand.ts move and disturb pixels, without checks. x runs to the right, y down. */
import type { Picture } from './augment.js'
import type { Random } from '../random.js'

/** What a picture becomes: turned around its centre, then shifted, then displaced pixel by pixel. */
export interface Motion {
  /** Counter-clockwise as one looks at it. */
  degrees: number
  /** Pixels to the right, and down. */
  dx: number
  dy: number
  /** For each pixel of the result, how far away from it its value is taken. */
  field?: { dx: Float64Array; dy: Float64Array }
}

interface Grid {
  width: number
  height: number
}

/**
 * Each pixel of the result goes back along the motion, and takes the value it finds there. All motions are one step, so
 * that a picture is interpolated, and blurred by that, only once.
 */
export function warp(image: Picture, motion: Motion): Picture {
  const { width, height, pixels } = image
  const { dx, dy, field } = motion
  const [cos, sin] = turn(motion.degrees)
  const centreX = (width - 1) / 2
  const centreY = (height - 1) / 2
  const moved = pixels.map((_, i) => {
    const column = i % width
    const x = column + (field?.dx[i] ?? 0) - dx - centreX
    const y = (i - column) / width + (field?.dy[i] ?? 0) - dy - centreY
    return valueAt(pixels, width, height, centreX + cos * x - sin * y, centreY + sin * x + cos * y)
  })
  return { pixels: moved, width, height }
}

/** Cosine and sine, exact at multiples of 90°. */
function turn(degrees: number): readonly [cos: number, sin: number] {
  const rest = degrees % 360
  const quarters = [[1, 0], [0, 1], [-1, 0], [0, -1]] as const // prettier-ignore
  if (rest % 90 === 0) return quarters[((rest / 90 + 4) % 4) as 0 | 1 | 2 | 3]
  const angle = (rest * Math.PI) / 180
  return [Math.cos(angle), Math.sin(angle)]
}

/** The value at a point between pixels: bilinear, 0 outside. */
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

/** A random field of displacements: uniform in [−1, 1), smoothed by a Gaussian, times alpha. */
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

/** A Gaussian cut off at 3 sigma, but not beyond `most`, from end to end; it adds up to 1. */
function gaussian(sigma: number, most: number): Float64Array {
  const radius = Math.min(Math.ceil(3 * sigma), most)
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, k) => Math.exp(-(((k - radius) / sigma) ** 2) / 2))
  const sum = weights.reduce((total, w) => total + w, 0)
  return weights.map((w) => w / sum)
}

/** Convolves `lines` lines of `length` values, `step` apart within a line and `stride` between lines; 0 outside. */
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

/** Normal noise added, and the sums clipped to [0, 1]. */
export function withNoise(pixels: readonly number[], sd: number, random: Random): number[] {
  return pixels.map((value) => Math.min(1, Math.max(0, value + sd * random.normal())))
}
