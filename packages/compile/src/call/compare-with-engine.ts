/** The first call of a compiled function beside the engine: a compiler that is wrong must not stay silent. */
import { dataOf, hvp, jacobian, type Scalar, Value } from '@gradus/engine'
import type { Precision } from '../memory/arena.js'
import { mustNotBeFrozen } from './arguments.js'
import type { Derivation } from '../program/derive.js'
import { mustMatchEngine, onEngine } from '../program/must-match-engine.js'
import type { ValueFunction } from '../program/record.js'
import { argumentsOf, type Shape, widthOf } from '../program/recorded.js'

export interface Comparison {
  readonly derivation: Derivation
  readonly f: ValueFunction
  readonly shape: Shape
  readonly parameters: readonly Value[]
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

/** Runs `fn` on the engine with these numbers in the parameters and no gradient; then all is as before. */
export function withNumbers<T>(
  parameters: readonly Value[],
  numbers: ArrayLike<number>,
  precision: Precision,
  fn: () => T,
): T {
  parameters.forEach((p, i) => mustNotBeFrozen('compile', p, i))
  const before = parameters.map(({ data, grad, hasGrad }) => ({ data, grad, hasGrad }))
  try {
    parameters.forEach((p, i) => {
      p.data = numbers[i]!
      p.zeroGrad()
    })
    return onEngine(precision, fn)
  } finally {
    parameters.forEach((p, i) => Object.assign(p, before[i]!))
  }
}

export function compareWithEngine(comparison: Comparison): void {
  const { parameters, precision } = comparison
  const numbers = parameters.map(({ data }) => rounded(data, precision))
  withNumbers(parameters, numbers, precision, () => compare(comparison))
}

/** As compiled code takes it in: what differs from then on is for the comparison to find. */
const rounded = (x: number, precision: Precision): number => (precision === 'f32' ? Math.fround(x) : x)

function compare({ derivation, f, shape, parameters, points, count, rows, each, ...rest }: Comparison): void {
  const { parameterGradient, precision } = rest
  const width = widthOf(shape) * (derivation === 'hvp' ? 2 : 1)
  for (let b = 0; b < count; b++) {
    const point = Array.from({ length: width }, (_, i) => rounded(points[b * width + i]!, precision))
    let at = b * each
    for (const { name, numbers } of EXPECTED[derivation]((xs) => f(...argumentsOf(shape, xs)), point)) {
      mustMatchEngine(numbers, rows.subarray(at, at + numbers.length), precision, (i) => `${name} ${i} of example ${b}`)
      at += numbers.length
    }
  }
  if (parameterGradient === undefined) return
  mustMatchEngine(
    parameters.map(({ grad }) => grad / count),
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
  hvp: (f, point) => {
    const n = point.length / 2
    return [{ name: 'product', numbers: hvp(first(f), point.slice(0, n), point.slice(n)) }]
  },
  jacobian: (f, point) =>
    jacobian((xs) => listOf(f(xs)).map(toValue), point).map((numbers, k) => ({ name: `output ${k}, slope`, numbers })),
}
