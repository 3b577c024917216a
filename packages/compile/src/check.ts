/** The first call of a compiled function beside the engine: a compiler that is wrong must not stay silent. */
import { Value, withGraph } from '@gradus/engine'
import type { Precision } from './arena.js'
import type { ValueFunction } from './record.js'
import { argumentsOf, type Shape } from './recording.js'

/** How far the two may be apart, relative to the largest number compared: rounding in another order, no more. */
const TOLERANCE: Record<Precision, number> = { f64: 1e-7, f32: 1e-2 }

export interface Comparison {
  readonly f: ValueFunction
  readonly shape: Shape
  readonly params: readonly Value[]
  readonly points: ArrayLike<number>
  /** How many examples to compare. */
  readonly count: number
  /** Per example `each` numbers: the outputs, and for a gradient the slopes after the value. */
  readonly rows: Float64Array
  readonly each: number
  readonly parameterGradient: Float64Array | undefined
  readonly precision: Precision
}

export function checkAgainstEngine(comparison: Comparison): void {
  const { params } = comparison
  const before = params.map(({ grad, hasGrad }) => ({ grad, hasGrad }))
  for (const p of params) p.zeroGrad()
  try {
    compare(comparison)
  } finally {
    params.forEach((p, i) => Object.assign(p, before[i]!))
  }
}

function compare({ f, shape, params, points, count, rows, each, parameterGradient, precision }: Comparison): void {
  const width = points.length === 0 ? 0 : widthFrom(shape)
  for (let b = 0; b < count; b++) {
    const leaves = Array.from({ length: width }, (_, i) => new Value(points[b * width + i]!))
    const expected = withGraph('compile', () => {
      const result = f(...argumentsOf(shape, leaves))
      const outputs = (Array.isArray(result) ? result : [result]) as (Value | number)[]
      const numbers = outputs.map((y) => (typeof y === 'number' ? y : y.data))
      if (each === outputs.length && parameterGradient === undefined) return numbers
      const [y] = outputs
      if (y instanceof Value) y.backward()
      return each === outputs.length ? numbers : [...numbers, ...leaves.map(({ grad }) => grad)]
    })
    const what = (i: number) =>
      `${i === 0 || each === expected.length - width ? `output ${i}` : `slope ${i - 1}`} of example ${b}`
    agree(expected, rows.subarray(b * each, (b + 1) * each), precision, what)
  }
  if (parameterGradient === undefined) return
  agree(
    params.map(({ grad }) => grad / count),
    parameterGradient,
    precision,
    (i) => `the gradient of parameter ${i}`,
  )
}

const widthFrom = (shape: Shape): number => shape.reduce<number>((n, s) => n + (s === 'scalar' ? 1 : s), 0)

/** Refuses numbers that are further from the engine's than rounding explains. */
export function agree(
  expected: readonly number[],
  got: ArrayLike<number>,
  precision: Precision,
  what: (i: number) => string,
): void {
  let scale = 1
  for (const x of expected) if (Number.isFinite(x)) scale = Math.max(scale, Math.abs(x))
  expected.forEach((x, i) => {
    const y = got[i]!
    if (x === y || (x !== x && y !== y)) return
    if (Math.abs(x - y) <= TOLERANCE[precision] * scale) return
    if (precision === 'f32' && (Math.abs(x) > 1e38 || !Number.isFinite(y))) return // beyond the range of 32 bits
    throw new Error(
      `compile: ${what(i)} is ${y} compiled, and ${x} by the engine. Pass a function without side effects; if it is one, please report this.`,
    )
  })
}
