/**
 * Compares the first results of a compiled function with the engine's, because a wrong compiler must not stay silent.
 */
import { dataOf, hvp, jacobian, type Scalar, slopesOf, Value } from '@gradus/engine'
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
  /** Point after point. For 'hvp', each point is followed by its vector. */
  readonly points: ArrayLike<number>
  /** How many examples to compare. */
  readonly count: number
  /** The compiled results, example by example. */
  readonly rows: Float64Array
  /** Numbers per example in `rows`. */
  readonly each: number
  /** The mean over these examples; undefined if there is none to compare. */
  readonly parameterGradient: Float64Array | undefined
  readonly precision: Precision
}

/** Runs `fn` on the engine with these numbers in the parameters. Parameters that have others are restored afterwards. */
export function withNumbers<T>(
  parameters: readonly Value[],
  numbers: ArrayLike<number>,
  precision: Precision,
  fn: () => T,
): T {
  const before = parameters.map((p, i) => mustNotBeFrozen('compile', p, i).data)
  if (before.every((x, i) => Object.is(x, numbers[i]))) return onEngine(precision, fn)
  const write = (data: ArrayLike<number>) => parameters.forEach((p, i) => (p.data = data[i]!))
  try {
    write(numbers)
    return onEngine(precision, fn)
  } finally {
    write(before)
  }
}

/** @throws Error that names the first result that differs */
export function compareWithEngine(comparison: Comparison): void {
  const { parameters, precision } = comparison
  const numbers = parameters.map(({ data }) => rounded(data, precision))
  withNumbers(parameters, numbers, precision, () => compare(comparison))
}

/** Rounds as compiled memory does: the comparison looks for errors of the code, not for the rounding of its inputs. */
const rounded = (x: number, precision: Precision): number => (precision === 'f32' ? Math.fround(x) : x)

function compare({ derivation, f, shape, parameters, points, count, rows, each, ...rest }: Comparison): void {
  const { parameterGradient, precision } = rest
  const width = widthOf(shape) * (derivation === 'hvp' ? 2 : 1)
  const total = new Float64Array(parameters.length)
  for (let b = 0; b < count; b++) {
    const point = Array.from({ length: width }, (_, i) => rounded(points[b * width + i]!, precision))
    const results = EXPECTED[derivation]((xs) => f(...argumentsOf(shape, xs)), point, parameters, total)
    let at = b * each
    for (const [name, numbers] of results) {
      mustMatchEngine(numbers, rows.subarray(at, at + numbers.length), precision, (i) => `${name} ${i} of example ${b}`)
      at += numbers.length
    }
  }
  if (parameterGradient === undefined) return
  mustMatchEngine(
    total.map((slope) => slope / count),
    parameterGradient,
    precision,
    (i) => `the gradient of parameter ${i}`,
  )
}

type Returned = Value | readonly Value[]
type Expected = [name: string, numbers: number[]][]

/** The results as a list, also if the function returned a single Value. */
export const listOf = (result: Returned): readonly Scalar[] =>
  (Array.isArray(result) ? result : [result]) as readonly Scalar[]
export const toValue = (y: Scalar): Value => (typeof y === 'number' ? new Value(y) : y)
const first = (f: (xs: Value[]) => Returned) => (xs: Value[]) => toValue(listOf(f(xs))[0]!)

/** The engine's results at a point, in the order of the compiled ones. The slopes in the parameters are added to `total`. */
const EXPECTED: Record<
  Derivation,
  (f: (xs: Value[]) => Returned, point: number[], parameters: readonly Value[], total: Float64Array) => Expected
> = {
  outputs: (f, point) => [['output', listOf(f(point.map((x) => new Value(x)))).map(dataOf)]],
  gradient: (f, point, parameters, total) => {
    const leaves = point.map((x) => new Value(x))
    const y = first(f)(leaves)
    const slopes = slopesOf(y, [...leaves, ...parameters])
    slopes.subarray(leaves.length).forEach((slope, i) => (total[i]! += slope))
    return [
      ['output', [y.data]],
      ['slope', [...slopes.subarray(0, leaves.length)]],
    ]
  },
  hvp: (f, point) => {
    const n = point.length / 2
    return [['product', hvp(first(f), point.slice(0, n), point.slice(n))]]
  },
  jacobian: (f, point) =>
    jacobian((xs) => listOf(f(xs)).map(toValue), point).map((numbers, k) => [`output ${k}, slope`, numbers]),
}
