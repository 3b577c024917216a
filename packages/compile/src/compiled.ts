/** A function of Values as a function of plain numbers: recorded once, replayed fast. */
import { Value } from '@gradus/engine'
import { checkOptions, show } from '@gradus/engine/errors'
import { Arena, type Numbers, type Precision } from './arena.js'
import { Batch, lanesFor, type Load, type Read } from './batch.js'
import { checkAgainstEngine } from './check.js'
import { withGradient, withHessianVectorProduct, withJacobian } from './derive.js'
import { optimise, PASSES, usesChainProduct } from './link.js'
import { showNests, showProgram } from './print.js'
import { type Program, size } from './program.js'
import { record, type ValueFunction } from './record.js'
import { checkShape, type Shape, widthOf } from './recording.js'
import { overLanes } from './schedule/lanes.js'
import { hasSimd } from './wasm/simd.js'

export interface CompileOptions {
  /** The Values outside the function that it uses: the parameters of a model. Their numbers are read at each call. */
  params?: readonly Value[]
  /** Of the arithmetic: 'f64' by default; 'f32' is faster and keeps about 7 digits. */
  precision?: Precision
  /** 'wasm' needs WebAssembly with SIMD, 'interpreter' runs anywhere; by default the first that there is. */
  engine?: EngineName
  /** Whether the first call is compared with the engine; default true. */
  check?: boolean
}

export type EngineName = 'wasm' | 'interpreter'

/** What can be computed, each from a program of its own, made when it is first asked for. */
const DERIVED = {
  outputs: (program: Program) => program,
  gradient: withGradient,
  hessianVectorProduct: withHessianVectorProduct,
  jacobian: withJacobian,
}
export type Derivation = keyof typeof DERIVED

/** The arrays belong to the compiled function; the next call with as many examples overwrites them. */
export interface ValueAndGradient {
  /** The mean over the examples. */
  value: number
  /** One per example. */
  readonly values: Float64Array
  /** Row by row, the gradient of each example with respect to its inputs. */
  readonly gradient: Float64Array
  /** With respect to the parameters, summed over the examples and divided by their number. */
  readonly parameterGradient: Float64Array
}

/**
 * Records `f` and gives a function of plain numbers. `f` takes one argument per entry of `shape`: a Value for 'scalar', an
 * array of Values for a length; it returns a Value, or an array of them. Points are flat arrays with the numbers of all
 * arguments in order; m points one after the other are a batch of m examples.
 *
 * @throws RecordingError if `f` reads the number of a Value or does not build the same graph each time.
 * @example
 * const f = compile((x, y) => x.mul(y).add(x.square()), ['scalar', 'scalar'])
 * f.value([3, 4]) // => 21
 * [...f.gradient([3, 4])] // => [10, 3]
 */
export const compile = (f: ValueFunction, shape: Shape, options: CompileOptions = {}): Compiled =>
  new Compiled(f, shape, options)

export class Compiled {
  /** How many numbers a point has. */
  readonly inputs: number
  /** How many Values the function returns. */
  readonly outputs: number
  readonly engine: EngineName
  readonly precision: Precision
  private readonly params: readonly Value[]
  private readonly single: boolean
  private readonly recorded: Program
  private readonly exact: boolean
  private arena: Arena | undefined
  private readonly parametersAt: number
  private readonly batches = new Map<Derivation, Batch>()
  private readonly results = new Map<string, Float64Array>()
  private readonly slopes = new Map<number, ValueAndGradient>()
  private readonly unchecked: Set<Derivation>
  private readonly times = new Map<Derivation, number>()

  constructor(
    private readonly f: ValueFunction,
    private readonly shape: Shape,
    options: CompileOptions,
  ) {
    if (typeof f !== 'function') throw new TypeError(`compile: the first argument is ${show(f)}. Pass a function.`)
    checkShape(shape)
    checkOptions('compile', options, ['params', 'precision', 'engine', 'check'])
    const { params = [], precision = 'f64', check = true } = options
    const engine = options.engine ?? (hasSimd() ? 'wasm' : 'interpreter')
    oneOf('compile', 'precision', precision, ['f64', 'f32'])
    oneOf('compile', 'engine', engine, ['wasm', 'interpreter'])
    if (engine === 'wasm' && !hasSimd()) {
      throw new RangeError("compile: there is no WebAssembly with SIMD here. Leave out engine, or pass 'interpreter'.")
    }
    checkParams(params)
    const { program, list } = record(f, shape, params)
    this.inputs = widthOf(shape)
    this.outputs = program.outputs.length
    this.single = !list
    this.engine = engine
    this.precision = precision
    this.params = params
    this.recorded = program
    this.exact = usesChainProduct(program)
    this.arena = new Arena(precision, engine === 'wasm')
    this.parametersAt = this.arena.allocate(params.length)
    this.unchecked = new Set(check ? (['outputs', 'gradient'] as const) : [])
  }

  /** f at a point; at several, the mean. */
  value(points: ArrayLike<number>): number {
    this.mustBeSingle('value')
    const values = this.compute('outputs', 'value', points, this.inputs)
    return mean(values)
  }

  /** All that f returns, for each point in turn. */
  values(points: ArrayLike<number>): Float64Array {
    return this.compute('outputs', 'values', points, this.inputs)
  }

  /** ∂f/∂xᵢ for each point in turn. */
  gradient(points: ArrayLike<number>): Float64Array {
    return this.evaluate('gradient', points).gradient
  }

  /** f, its gradient with respect to the inputs of each example, and to the parameters over all of them. */
  valueAndGradient(points: ArrayLike<number>): ValueAndGradient {
    return this.evaluate('valueAndGradient', points)
  }

  /** The Hessian of f at each point times the vector of the same place: n numbers per point. */
  hessianVectorProduct(points: ArrayLike<number>, vectors: ArrayLike<number>): Float64Array {
    const where = 'hessianVectorProduct'
    this.mustBeSingle(where)
    const count = this.countOf(where, points, this.inputs)
    if (this.countOf(where, vectors, this.inputs, 'vectors') !== count) {
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
    return this.compute('hessianVectorProduct', where, both, 2 * n)
  }

  /** ∂fₖ/∂xᵢ for each point in turn, row k for output k. */
  jacobian(points: ArrayLike<number>): Float64Array {
    return this.compute('jacobian', 'jacobian', points, this.inputs)
  }

  /** What was made of the function, for one derivation and a number of examples per call. */
  report(derivation: Derivation = 'gradient', examples = 1): Report {
    const batch = this.batchFor('report', derivation, examples)
    const lanes = lanesFor(examples)
    const start = performance.now()
    const { schedule, fallbacks, bytes } = batch.machine(lanes)
    const linking = performance.now() - start
    const stages = stagesOf(this.recorded, DERIVED[derivation])
    return {
      engine: this.engine,
      precision: this.precision,
      lanes,
      stages: stages.map(({ name, program }) => ({ name, instructions: size(program) })),
      loops: schedule.nests.length,
      fallbacks,
      codeBytes: bytes,
      memoryBytes: this.arena!.size,
      milliseconds: this.times.get(derivation)! + linking,
      runs: batch.runs,
    }
  }

  /** The function as text: as it was recorded, with its derivative, after each pass, and as loops. */
  listing(derivation: Derivation = 'gradient', examples = 1): { name: string; text: string }[] {
    const batch = this.batchFor('listing', derivation, examples)
    const lanes = lanesFor(examples)
    const stages = stagesOf(this.recorded, DERIVED[derivation])
    return [
      ...stages.map(({ name, program }) => ({ name, text: showProgram(program) })),
      { name: 'lanes', text: showProgram(overLanes(batch.program, lanes)) },
      { name: 'loops', text: showNests(batch.machine(lanes).schedule.nests) },
    ]
  }

  /** Gives the memory back. */
  dispose(): void {
    this.arena = undefined
    this.batches.clear()
    this.results.clear()
    this.slopes.clear()
  }

  /** Runs a program on the points and copies its outputs out, example by example. */
  private compute(derivation: Derivation, where: string, points: ArrayLike<number>, width: number): Float64Array {
    const count = this.countOf(where, points, width)
    const batch = this.batch(derivation, where)
    const each = batch.program.outputs.length
    const rows = this.result(where, count * each)
    const { call } = this
    call.points = points
    call.width = width
    call.each = each
    call.rows = rows
    this.fillIn()
    const isPlain = batch.run(count, this.load, this.readRows)
    if (isPlain && hasNaN(rows)) batch.run(count, this.load, this.readRows, true)
    if (this.unchecked.has(derivation)) this.check(derivation, points, count, rows, undefined)
    return rows
  }

  private evaluate(where: string, points: ArrayLike<number>): ValueAndGradient {
    this.mustBeSingle(where)
    const n = this.inputs
    const count = this.countOf(where, points, n)
    const batch = this.batch('gradient', where)
    let results = this.slopes.get(count)
    if (results === undefined) {
      this.slopes.clear() // one size at a time
      const arrays = [count, count * n, this.params.length].map((length) => new Float64Array(length))
      const [values, gradient, parameterGradient] = arrays as [Float64Array, Float64Array, Float64Array]
      this.slopes.set(count, (results = { value: 0, values, gradient, parameterGradient }))
    }
    const { values, gradient, parameterGradient } = results
    const { call } = this
    call.points = points
    call.width = n
    call.values = values
    call.gradient = gradient
    this.fillIn()
    const isPlain = batch.run(count, this.load, this.readSlopes)
    this.readTotals(batch, count, parameterGradient)
    if (isPlain && (hasNaN(values) || hasNaN(gradient) || hasNaN(parameterGradient))) {
      batch.run(count, this.load, this.readSlopes, true)
      this.readTotals(batch, count, parameterGradient)
    }
    results.value = mean(values)
    if (this.unchecked.has('gradient')) {
      const rows = new Float64Array(count * (n + 1))
      for (let b = 0; b < count; b++) rows.set([values[b]!, ...gradient.subarray(b * n, (b + 1) * n)], b * (n + 1))
      this.check('gradient', points, count, rows, parameterGradient)
    }
    return results
  }

  /** The numbers of the parameters at the moment. */
  private fillIn(): void {
    const { numbers } = this.arena!
    for (let p = 0; p < this.params.length; p++) numbers[this.parametersAt + p] = this.params[p]!.data
  }

  private readTotals(batch: Batch, count: number, parameterGradient: Float64Array): void {
    const { numbers } = this.arena!
    for (let p = 0; p < parameterGradient.length; p++) parameterGradient[p] = numbers[batch.totals + p]! / count
  }

  // What a call works on; kept here, and the functions with it, so that a call makes no objects.

  private readonly call = {
    points: [] as ArrayLike<number>,
    width: 0,
    each: 0,
    rows: new Float64Array(0) as Float64Array,
    values: new Float64Array(0) as Float64Array,
    gradient: new Float64Array(0) as Float64Array,
    /** The part of the memory that was read last, and where it is. */
    view: new Float64Array(0) as Numbers,
    viewed: new Float64Array(0) as Numbers,
    from: 0,
  }

  private readonly load: Load = (start, lanes, base, numbers) => {
    const { points, width } = this.call
    const count = lanes * width
    if (count === points.length) numbers.set(points, base)
    else for (let i = 0, from = start * width; i < count; i++) numbers[base + i] = points[from + i]!
  }

  private readonly readRows: Read = (start, lanes, base, numbers) => {
    const { rows, each } = this.call
    const count = lanes * each
    if (count === rows.length) rows.set(this.view(numbers, base, count))
    else for (let i = 0, to = start * each; i < count; i++) rows[to + i] = numbers[base + i]!
  }

  private readonly readSlopes: Read = (start, lanes, base, numbers) => {
    const { values, gradient, width } = this.call
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
    const { call } = this
    if (call.viewed !== numbers || call.from !== base || call.view.length !== length) {
      call.viewed = numbers
      call.from = base
      call.view = numbers.subarray(base, base + length)
    }
    return call.view
  }

  /** Compares the first examples with the engine, once. */
  private check(
    derivation: Derivation,
    points: ArrayLike<number>,
    count: number,
    rows: Float64Array,
    parameterGradient: Float64Array | undefined,
  ): void {
    this.unchecked.delete(derivation)
    const some = Math.min(count, lanesFor(count))
    checkAgainstEngine({
      f: this.f,
      shape: this.shape,
      params: this.params,
      points,
      count: some,
      rows,
      each: rows.length / count,
      parameterGradient: some === count ? parameterGradient : undefined,
      precision: this.precision,
    })
  }

  private batch(derivation: Derivation, where: string): Batch {
    if (this.arena === undefined) throw new Error(`${where}: this function was disposed of. Compile it again.`)
    let batch = this.batches.get(derivation)
    if (batch === undefined) {
      const start = performance.now()
      batch = new Batch(optimise(DERIVED[derivation](this.recorded)), this.arena, this.parametersAt, this.exact)
      this.times.set(derivation, performance.now() - start)
      this.batches.set(derivation, batch)
    }
    return batch
  }

  private batchFor(where: string, derivation: Derivation, examples: number): Batch {
    oneOf(where, 'the derivation', derivation, Object.keys(DERIVED))
    if (Number.isInteger(examples) && examples >= 1) return this.batch(derivation, where)
    throw new RangeError(`${where}: the number of examples is ${show(examples)}. Pass a whole number, 1 or more.`)
  }

  /** An array that is made once per use and length. */
  private result(name: string, length: number): Float64Array {
    let array = this.results.get(name)
    if (array?.length !== length) this.results.set(name, (array = new Float64Array(length)))
    return array!
  }

  private mustBeSingle(where: string): void {
    if (this.single) return
    throw new TypeError(
      `${where}: the function returns an array of length ${this.outputs}. Use values() and jacobian(), or return one Value.`,
    )
  }

  /** How many points there are; refuses other lengths and anything but numbers. */
  private countOf(where: string, points: ArrayLike<number>, width: number, what = 'points'): number {
    if (typeof points !== 'object' || points === null || !('length' in points)) {
      throw new TypeError(`${where}: the ${what} are ${show(points)}. Pass a flat array of numbers.`)
    }
    const count = width === 0 ? 1 : points.length / width
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(
        `${where}: the length of the ${what} is ${points.length}. Pass ${width} numbers for each point.`,
      )
    }
    if (!(points instanceof Float64Array || points instanceof Float32Array)) {
      for (let i = 0; i < points.length; i++) {
        if (typeof points[i] === 'number') continue
        throw new TypeError(`${where}: item ${i} of the ${what} is ${show(points[i])}. Pass a number.`)
      }
    }
    return count
  }
}

/** What `report` says. */
export interface Report {
  readonly engine: EngineName
  readonly precision: Precision
  /** Examples that run side by side. */
  readonly lanes: number
  /** How many instructions there are after each stage: recorded, derived, each pass. */
  readonly stages: readonly { readonly name: string; readonly instructions: number }[]
  /** Loops that are run in the end. */
  readonly loops: number
  /** Ops that run through their own `f`, number by number, as they have no vector instructions. */
  readonly fallbacks: readonly string[]
  /** Of WebAssembly; 0 for the interpreter. */
  readonly codeBytes: number
  /** Of all that this compiled function holds. */
  readonly memoryBytes: number
  /** Spent on deriving, simplifying and making code. */
  readonly milliseconds: number
  /** How many blocks of examples have been run. */
  readonly runs: number
}

/** A program before and after each step of its compilation. */
function stagesOf(recorded: Program, derive: (program: Program) => Program): { name: string; program: Program }[] {
  const stages = [{ name: 'recorded', program: recorded }]
  let program = derive(recorded)
  if (program !== recorded) stages.push({ name: 'derived', program })
  for (const [name, pass] of PASSES) {
    program = pass(program)
    stages.push({ name, program })
  }
  return stages
}

declare const performance: { now(): number } // of browsers and Node alike

/** Whether there may be a NaN: then it is in the sum, which is taken in four parts as that is quickest. */
function hasNaN(xs: Float64Array): boolean {
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

function mean(xs: Float64Array): number {
  let sum = 0
  for (let i = 0; i < xs.length; i++) sum += xs[i]!
  return sum / xs.length
}

function oneOf(where: string, name: string, value: unknown, allowed: readonly string[]): void {
  if (allowed.includes(value as string)) return
  throw new RangeError(`${where}: ${name} is ${show(value)}. Pass ${allowed.map(show).join(' or ')}.`)
}

function checkParams(params: readonly Value[]): void {
  if (!Array.isArray(params)) throw new TypeError(`compile: params is ${show(params)}. Pass an array of Values.`)
  const seen = new Set<Value>()
  ;(params as readonly unknown[]).forEach((p, i) => {
    if (!(p instanceof Value)) throw new TypeError(`compile: param ${i} is ${show(p)}. Pass a Value.`)
    if (p.op !== null) throw new TypeError(`compile: param ${i} is ${p}. Pass a Value that no op has made.`)
    if (seen.has(p)) throw new RangeError(`compile: param ${i} is ${p}, which is there twice. Pass it once.`)
    seen.add(p)
  })
}
