/** The first call of a compiled function beside the engine: a compiler that is wrong must not stay silent. */
import { dataOf, hvp, jacobian, recordWith, type Scalar, Value } from '@gradus/engine'
import type { Precision } from './arena.js'
import { mustNotBeFrozen } from './arguments.js'
import type { Derivation } from './derive.js'
import type { ValueFunction } from './record.js'
import { argumentsOf, type Shape, widthOf } from './recording.js'

/** How far the two may be apart, relative to the largest number compared, or to 1: rounding in another order, no more. */
const TOLERANCE: Record<Precision, number> = { f64: 1e-7, f32: 1e-2 }

export interface Comparison {
  readonly derivation: Derivation
  readonly f: ValueFunction
  readonly shape: Shape
  readonly params: readonly Value[]
  /** Point after point; for a Hessian-vector product each with its vector behind it. */
  readonly points: ArrayLike<number>
  /** How many examples to compare. */
  readonly count: number
  /** What was computed, example by example. */
  readonly rows: Float64Array
  readonly each: number
  /** Over these examples; undefined if it was not asked for. */
  readonly parameterGradient: Float64Array | undefined
  readonly precision: Precision
}

/** Runs `fn` on the engine, unseen by anyone who records or watches ops outside. */
export const onEngine = <T>(fn: () => T, graph = true): T =>
  recordWith('compile', (op, inputs) => new Value(op.evaluate(inputs), '', op, inputs), fn, graph)

/** Runs `fn` on the engine with these numbers in the parameters and no gradient; then all is as before. */
export function withNumbers<T>(params: readonly Value[], numbers: ArrayLike<number>, fn: () => T): T {
  params.forEach((p, i) => mustNotBeFrozen('compile', p, i))
  const before = params.map(({ data, grad, hasGrad }) => ({ data, grad, hasGrad }))
  try {
    params.forEach((p, i) => {
      p.data = numbers[i]!
      p.zeroGrad()
    })
    return onEngine(fn)
  } finally {
    params.forEach((p, i) => Object.assign(p, before[i]!))
  }
}

export function checkAgainstEngine(comparison: Comparison): void {
  const { params, precision } = comparison
  const numbers = params.map(({ data }) => rounded(data, precision))
  withNumbers(params, numbers, () => compare(comparison))
}

/** As compiled code takes it in: what differs from then on is for the comparison to find. */
const rounded = (x: number, precision: Precision): number => (precision === 'f32' ? Math.fround(x) : x)

function compare({ derivation, f, shape, params, points, count, rows, each, ...rest }: Comparison): void {
  const { parameterGradient, precision } = rest
  const width = widthOf(shape) * (derivation === 'hessianVectorProduct' ? 2 : 1)
  for (let b = 0; b < count; b++) {
    const point = Array.from({ length: width }, (_, i) => rounded(points[b * width + i]!, precision))
    let at = b * each
    for (const { name, numbers } of EXPECTED[derivation]((xs) => f(...argumentsOf(shape, xs)), point)) {
      agree(numbers, rows.subarray(at, at + numbers.length), precision, (i) => `${name} ${i} of example ${b}`)
      at += numbers.length
    }
  }
  if (parameterGradient === undefined) return
  agree(
    params.map(({ grad }) => grad / count),
    parameterGradient,
    precision,
    (i) => `the gradient of parameter ${i}`,
  )
}

type Returned = Value | readonly Value[]
type Expected = { name: string; numbers: number[] }[]

export const listOf = (result: Returned): readonly Scalar[] =>
  (Array.isArray(result) ? result : [result]) as readonly Scalar[]
export const toValue = (y: Scalar): Value => (typeof y === 'number' ? new Value(y) : y)
const first = (f: (xs: Value[]) => Returned) => (xs: Value[]) => toValue(listOf(f(xs))[0]!)

/** What the engine gives at a point, in the order in which it is compiled. */
const EXPECTED: Record<Derivation, (f: (xs: Value[]) => Returned, point: number[]) => Expected> = {
  outputs: (f, point) => [{ name: 'output', numbers: listOf(f(point.map((x) => new Value(x)))).map(dataOf) }],
  gradient: (f, point) => {
    const leaves = point.map((x) => new Value(x))
    const y = first(f)(leaves)
    y.backward()
    return [
      { name: 'output', numbers: [y.data] },
      { name: 'slope', numbers: leaves.map(({ grad }) => grad) },
    ]
  },
  hessianVectorProduct: (f, point) => {
    const n = point.length / 2
    return [{ name: 'product', numbers: hvp(first(f), point.slice(0, n), point.slice(n)) }]
  },
  jacobian: (f, point) =>
    jacobian((xs) => listOf(f(xs)).map(toValue), point).map((numbers, k) => ({ name: `output ${k}, slope`, numbers })),
}

/**
 * Refuses numbers that are further from the engine's than rounding explains: 10⁻⁷ of the largest one (10⁻² with 32 bits), or
 * of 1 if that is larger.
 *
 * @throws Error that names the first of them, by `what`
 */
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
      `compile: ${what(i)} is ${y} compiled, and ${x} by the engine. Pass a function that branches by where(cond, a, b), has no side effects, and uses no number from outside that changes; if it is one, please report this.`,
    )
  })
}
