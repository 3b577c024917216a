/** `compile`, and the object that it returns: a function of plain numbers, recorded once and evaluated fast. */
import type { Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import type { Precision } from '../memory/arena.js'
import { checkCompileOptions, type CompileOptions, countOf, type Backend } from './arguments.js'
import { lanesFor } from '../schedule/lane-count.js'
import { compareWithEngine } from './compare-with-engine.js'
import { now } from '../memory/clock.js'
import { Derivations } from './derivations.js'
import { type Derivation, DERIVED } from '../program/derive.js'
import { record, type ValueFunction } from '../program/record.js'
import { checkedShape, type Shape, widthOf } from '../program/recorded.js'
import type { Report } from './report.js'
import { hasNaN, isUsable, storeMean, resultArray, CallBuffers } from './call-buffers.js'

/**
 * What `valueAndGradient` returns. The arrays belong to the compiled function, and its next call may overwrite them.
 */
export interface ValueAndGradient {
  /** The mean of `values`. */
  value: number
  /** The value of f for each example. */
  readonly values: Float64Array
  /** The gradient of each example with respect to its inputs, one row per example. */
  readonly gradient: Float64Array
  /** The gradient with respect to the parameters: the sum over the examples, divided by their number. */
  readonly parameterGradient: Float64Array
}

/**
 * Compiles `f` into a function of plain numbers, with its derivatives.
 *
 * @param f takes one argument per entry of `shape`, and returns a Value or an array of Values. It runs twice, on Values
 * without numbers.
 * @param shape 'scalar' for a Value, a length for an array of Values
 * @throws RecordingError if `f` reads the number of a Value, or builds a different graph when it runs again; TypeError
 * and RangeError for a wrong result of `f`, shape or option.
 * @example
 * const f = compile((x, y) => x.mul(y).add(x.square()), ['scalar', 'scalar'])
 * f.value([3, 4]) // => 21
 * [...f.gradient([3, 4])] // => [10, 3]
 */
export const compile = (f: ValueFunction, shape: Shape, options: CompileOptions = {}): Compiled =>
  new Compiled(f, shape, options)

/**
 * A compiled function. Its methods take m points, m ≥ 1, one after the other in a flat array: plain or typed, with
 * `inputs` numbers per point, which may be NaN or infinite. They return 64-bit numbers in arrays that the next call
 * overwrites.
 *
 * `value`, `gradient`, `valueAndGradient` and `hvp` need a function that returns one Value. A method throws RangeError
 * if the length is not a multiple of `inputs`, and TypeError if an item is not a number. It throws Error after
 * `dispose`, and if the first result differs from the engine's (option `mustMatchEngine`).
 *
 * @example
 * const f = compile((x) => x.square(), ['scalar'])
 * f.value([3]) // => 9
 * [...f.gradient([3, 4])] // => [6, 8]
 */
export class Compiled {
  /** How many numbers a point has. */
  readonly inputs: number
  /** How many Values the function returns. */
  readonly outputs: number
  readonly backend: Backend
  readonly precision: Precision
  private readonly shape: Shape
  private readonly parameters: readonly Value[]
  private readonly single: boolean
  private readonly derivations: Derivations
  private readonly results = new Map<string, Float64Array>()
  /** The arrays of the last call, which the next call uses again. */
  private slopes: ValueAndGradient | undefined
  /** The result of `value`, which stands here as a number and not as an object: see `evaluate`. */
  private readonly only = { isNumber: true, value: 0 }
  /** Points that are known to share no memory with `slopes`. Checking that takes as long as a small function. */
  private separate: ArrayLike<number> | undefined
  /** What has not been compared with the engine yet. */
  private readonly uncompared: Set<Derivation>
  private buffers = new CallBuffers()

  constructor(
    private readonly f: ValueFunction,
    shape: Shape,
    options: CompileOptions,
  ) {
    if (typeof f !== 'function') throw new TypeError(`compile: the first argument is ${show(f)}. Pass a function.`)
    this.shape = checkedShape('compile', shape)
    const { parameters, precision, backend, mustMatchEngine } = checkCompileOptions(options)
    const start = now()
    const { program, list } = record(f, this.shape, parameters)
    const recordedIn = now() - start
    this.inputs = widthOf(this.shape)
    this.outputs = program.outputCount
    this.single = !list
    this.backend = backend
    this.precision = precision
    this.parameters = parameters
    this.derivations = new Derivations(program, parameters, precision, backend, recordedIn)
    this.uncompared = new Set(mustMatchEngine ? (Object.keys(DERIVED) as Derivation[]) : [])
  }

  /** The value of f at a point; for several points, the mean of the values. */
  value(points: ArrayLike<number>): number {
    this.mustBeSingle('value')
    storeMean(this.only, this.compute('outputs', 'value', points, this.inputs))
    return this.only.value
  }

  /** All outputs of f for each point: m · `outputs` numbers. */
  values(points: ArrayLike<number>): Float64Array {
    return this.compute('outputs', 'values', points, this.inputs)
  }

  /** ∂f/∂xᵢ for each point: m · `inputs` numbers. */
  gradient(points: ArrayLike<number>): Float64Array {
    return this.evaluate('gradient', points).gradient
  }

  /**
   * The values, the gradient of each example with respect to its inputs, and the mean gradient with respect to the
   * parameters.
   */
  valueAndGradient(points: ArrayLike<number>): ValueAndGradient {
    return this.evaluate('valueAndGradient', points)
  }

  /** The Hessian of f at each point, times the vector at the same place, Σⱼ ∂²f/∂xᵢ∂xⱼ vⱼ: m · `inputs` numbers. */
  hvp(points: ArrayLike<number>, vectors: ArrayLike<number>): Float64Array {
    const where = 'hvp'
    this.mustBeSingle(where)
    const count = countOf(where, points, this.inputs)
    if (countOf(where, vectors, this.inputs, 'vectors') !== count) {
      throw new RangeError(
        `${where}: the points have ${points.length} numbers and the vectors ${vectors.length}. Pass as many of each.`,
      )
    }
    const n = this.inputs
    const both = this.result('pointsAndVectors', 2 * count * n)
    for (let b = 0; b < count; b++) {
      for (let i = 0; i < n; i++) {
        both[2 * b * n + i] = points[b * n + i]!
        both[(2 * b + 1) * n + i] = vectors[b * n + i]!
      }
    }
    return this.compute('hvp', where, both, 2 * n)
  }

  /** ∂fₖ/∂xᵢ for each point, row k for output k: m · `outputs` · `inputs` numbers. */
  jacobian(points: ArrayLike<number>): Float64Array {
    return this.compute('jacobian', 'jacobian', points, this.inputs)
  }

  /** Figures about the compiled code for one derivation and this number of examples per call. */
  report(derivation: Derivation = 'gradient', examples = 1): Report {
    return this.derivations.report(derivation, examples)
  }

  /** The program as text after each stage: recorded, derived, each pass, over lanes, as loops. */
  listing(derivation: Derivation = 'gradient', examples = 1): { name: string; text: string }[] {
    return this.derivations.listing(derivation, examples)
  }

  /** Frees the memory. Methods that compute throw afterwards. */
  dispose(): void {
    this.derivations.dispose()
    this.results.clear()
    this.slopes = undefined
    this.separate = undefined
    this.buffers = new CallBuffers()
  }

  /** Runs a program on the points and returns its outputs, example by example. */
  private compute(derivation: Derivation, where: string, points: ArrayLike<number>, width: number): Float64Array {
    const count = countOf(where, points, width)
    const batched = this.derivations.batchedFor(where, derivation)
    const each = batched.program.outputCount
    const rows = this.result(where, count * each)
    if (shares(points, rows)) points = copyOf(points)
    const { buffers } = this
    buffers.points = points
    buffers.width = width
    buffers.each = each
    buffers.rows = rows
    this.derivations.setParameters(where)
    const isPlain = batched.run(count, buffers.load, buffers.readRows)
    if (isPlain && batched.hasNaN) batched.run(count, buffers.load, buffers.readRows, true)
    if (this.uncompared.has(derivation)) this.compare(derivation, points, count, rows, undefined)
    return rows
  }

  private evaluate(where: string, points: ArrayLike<number>): ValueAndGradient {
    this.mustBeSingle(where)
    const n = this.inputs
    const count = countOf(where, points, n)
    const batched = this.derivations.batchedFor(where, 'gradient')
    const isFirst = this.uncompared.size > 0 && this.uncompared.has('gradient')
    // The first block runs alone at first: then its parameter gradient can be compared too.
    if (isFirst && count > lanesFor(count)) this.evaluate(where, firstOf(points, lanesFor(count) * n))
    let results = this.slopes
    if (
      results === undefined ||
      !isUsable(results.values, count) ||
      !isUsable(results.gradient, count * n) ||
      !isUsable(results.parameterGradient, this.parameters.length)
    ) {
      const arrays = [count, count * n, this.parameters.length].map(resultArray)
      const [values, gradient, parameterGradient] = arrays as [Float64Array, Float64Array, Float64Array]
      // With `value` as the first property, V8 would store each number in a new object: it treats the first properties of all
      // objects alike, and there are others with a `value` that is no number.
      this.slopes = results = { values, gradient, parameterGradient, value: 0 }
    }
    const { values, gradient, parameterGradient } = results
    if (points !== this.separate) {
      if (shares(points, gradient) || shares(points, values) || shares(points, parameterGradient))
        points = copyOf(points)
      this.separate = points
    }
    const { buffers } = this
    buffers.points = points
    buffers.width = n
    buffers.values = values
    buffers.gradient = gradient
    this.derivations.setParameters(where)
    const isPlain = batched.run(count, buffers.load, buffers.readSlopes)
    this.derivations.readTotals(batched, count, parameterGradient)
    if (isPlain && (batched.hasNaN || hasNaN(parameterGradient))) {
      batched.run(count, buffers.load, buffers.readSlopes, true)
      this.derivations.readTotals(batched, count, parameterGradient)
    }
    storeMean(results, values)
    if (isFirst && this.uncompared.has('gradient')) {
      const rows = new Float64Array(count * (n + 1))
      for (let b = 0; b < count; b++) rows.set([values[b]!, ...gradient.subarray(b * n, (b + 1) * n)], b * (n + 1))
      this.compare('gradient', points, count, rows, parameterGradient)
    }
    return results
  }

  /** Compares the first examples with the engine, once. */
  private compare(
    derivation: Derivation,
    points: ArrayLike<number>,
    count: number,
    rows: Float64Array,
    parameterGradient: Float64Array | undefined,
  ): void {
    compareWithEngine({
      derivation,
      f: this.f,
      shape: this.shape,
      parameters: this.parameters,
      points,
      count: Math.min(count, lanesFor(count)),
      rows,
      each: rows.length / count,
      parameterGradient,
      precision: this.precision,
    })
    this.uncompared.delete(derivation)
  }

  /** The result array of this name. It is replaced when the length changes. */
  private result(name: string, length: number): Float64Array {
    const known = this.results.get(name)
    if (isUsable(known, length)) return known
    const array = resultArray(length)
    this.results.set(name, array)
    return array
  }

  private mustBeSingle(where: string): void {
    if (this.single) return
    throw new TypeError(
      `${where}: the function returns an array of length ${this.outputs}. Use values() and jacobian(), or return one Value.`,
    )
  }
}

/** The results of one call may be the points of the next. Then we copy them, because that call overwrites them. */
const shares = (points: ArrayLike<number>, results: Float64Array): boolean =>
  (points as { buffer?: unknown }).buffer === results.buffer
const copyOf = (points: ArrayLike<number>): number[] => Array.prototype.slice.call(points)

const firstOf = (points: ArrayLike<number>, length: number) => Float64Array.from({ length }, (_, i) => points[i]!)
