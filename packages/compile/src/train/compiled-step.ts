/** One training step as compiled code: the gradient of a loss over a batch, then the optimizer's update. */
import { checkWhole, show } from '@gradus/engine/errors'
import { BatchedProgram, type LoadBlock } from '../run/batched.js'
import { lanesFor } from '../schedule/lane-count.js'
import { comparedExamples, compareGradient } from './compare-step.js'
import { blockLoader, blockReader, type LoadRow, type OnRow } from './load-rows.js'
import { optimize } from '../passes/index.js'
import { writeParameters } from '../call/parameters.js'
import { record, type ValueFunction } from '../program/record.js'
import { checkedShape, type Shape, widthOf } from '../program/recorded.js'
import { SharedBatch } from './shared-batch.js'
import { stepProgram, type StepProgram } from './step-program.js'
import { type CheckedStepOptions, checkStepOptions, type StepOptions } from './step-options.js'

/** What `evaluate` returns. */
export interface StepResult {
  /** The mean loss of the batch, before the update and without L1 and L2. */
  readonly loss: number
  /** √Σ g² over all parameters: the norm of the mean gradient, with L1 and L2, before clipping. */
  readonly norm: number
}

/** A function of the parameters of a `CompiledStep`, compiled for many examples. */
export interface Measurement {
  /**
   * Evaluates `count` examples with the parameters in compiled memory. Calls `load` and then `onRow` for each of them.
   */
  measure(count: number, load: LoadRow, onRow: OnRow): void
}

/**
 * Trains parameters on batches: `evaluate` computes loss and gradient, `apply` makes the optimizer's update. Meanwhile
 * the parameters live in compiled memory: `readParameters` copies them into the Values, `writeParameters` copies the
 * Values into that memory. The first gradient and the first update are compared with the engine.
 *
 * @throws RecordingError if the loss or the update's formula cannot be recorded; ThreadsError if the threads cannot be
 * started; TypeError and RangeError for wrong options. `evaluate` and `apply` throw Error if the first result differs
 * from the engine's.
 * @example
 * const w = new Value(0)
 * const loss = (x, t) => w.mul(x).sub(t).square()
 * const update = { state: 0, coefficients: 1, formula: (p, g, _, [lr]) => [sub(p, mul(lr, g))] }
 * const step = new CompiledStep({ loss, shape: ['scalar', 'scalar'], parameters: [w], update })
 * step.evaluate(1, (row, numbers, at) => numbers.set([2, 6], at)) // one example: x = 2, t = 6
 * step.apply(1, [0.1]) // the slope is 2 · (0 − 6) · 2 = −24
 * step.readParameters()
 * w.data // => 2.4
 */
export class CompiledStep {
  private readonly options: CheckedStepOptions
  private program: StepProgram | undefined
  /** What has not been compared with the engine yet. */
  private readonly uncompared: Set<'gradient' | 'update'>
  /** The factor from the sums in memory to the mean gradient; NaN while there is no gradient. */
  private mean = NaN
  /** The same factor after `apply`, which may have clipped by the norm. */
  private scale = 1
  /** The largest size of a component that `apply` allowed. */
  private bound = Infinity

  constructor(options: StepOptions) {
    this.options = checkStepOptions(options)
    this.uncompared = new Set(this.options.mustMatchEngine ? ['gradient', 'update'] : [])
    this.program = stepProgram(this.options)
    this.writeParameters()
  }

  /** Frees the memory and ends the threads, if there are any. */
  dispose(): void {
    if (this.program?.sum instanceof SharedBatch) this.program.sum.dispose()
    this.program = undefined
  }

  /** Copies the parameters from their Values into compiled memory. */
  writeParameters(): void {
    const { arena, parameters } = this.programFor('writeParameters')
    writeParameters('writeParameters', this.options.parameters, arena.numbers, parameters)
  }

  /** Copies the parameters from compiled memory into their Values. */
  readParameters(): void {
    const { arena, parameters: from } = this.programFor('readParameters')
    const { parameters } = this.options
    for (let i = 0; i < parameters.length; i++) parameters[i]!.data = arena.numbers[from + i]!
  }

  /** A copy of part k of the optimizer's state: one number per parameter. */
  readState(k: number): Float64Array | Float32Array {
    const from = this.stateAt('readState', k)
    return this.programFor('readState').arena.numbers.slice(from, from + this.options.parameters.length)
  }

  /** Sets part k of the optimizer's state: one number per parameter. */
  writeState(k: number, numbers: ArrayLike<number>): void {
    const from = this.stateAt('writeState', k)
    const count = this.options.parameters.length
    if (numbers?.length !== count) {
      throw new RangeError(
        `writeState: the length is ${show(numbers?.length)}. Pass ${count} numbers, one per parameter.`,
      )
    }
    this.programFor('writeState').arena.numbers.set(numbers, from)
  }

  /**
   * Copies the gradient of the last `evaluate` into the `grad` of the parameters, clipped if `apply` has clipped it.
   */
  readGradient(): void {
    const { arena, gradient } = this.programFor('readGradient')
    this.meanFor('readGradient')
    this.options.parameters.forEach((p, i) => {
      const g = arena.numbers[gradient + i]! * this.scale
      p.grad = Math.min(Math.max(g, -this.bound), this.bound)
    })
  }

  /**
   * Compiles a function of the same parameters, to measure it over many examples. Without arguments it is the loss, with
   * all outputs that it returns. The loss is not recorded again.
   */
  measurement(): Measurement
  measurement(f: ValueFunction, shape: Shape): Measurement
  measurement(f?: ValueFunction, shape?: Shape): Measurement {
    const { arena, parameters, recorded } = this.programFor('measurement')
    const program =
      f === undefined && shape === undefined
        ? recorded
        : record(f!, checkedShape('measurement', shape!), this.options.parameters).program
    const batched = new BatchedProgram(optimize(program), arena, parameters, true)
    const { inputs, outputCount } = batched.program
    return {
      measure: (count, load, onRow) => {
        this.programFor('measure')
        checkRows('measure', count, 0, load)
        if (typeof onRow !== 'function') {
          throw new TypeError(
            `measure: onRow is ${show(onRow)}. Pass a function that takes the outputs for one example.`,
          )
        }
        batched.run(count, blockLoader(load, inputs), blockReader(onRow, outputCount))
      },
    }
  }

  /**
   * Computes loss and gradient of a batch of `count` examples, and keeps the gradient for `apply`. The loss or the norm
   * may be infinite or NaN; the caller decides what to do then. The first time, the first examples are loaded twice,
   * because their gradient is compared with the engine's.
   */
  evaluate(count: number, load: LoadRow): StepResult {
    this.programFor('evaluate')
    checkRows('evaluate', count, 1, load)
    const loadBlock = blockLoader(load, widthOf(this.options.shape))
    if (this.uncompared.has('gradient')) {
      this.compareGradient(lanesFor(count), loadBlock)
      this.uncompared.delete('gradient')
    }
    return this.sumUp(count, loadBlock)
  }

  /** Makes the optimizer's update with the gradient of the last `evaluate`, times `factor`. */
  apply(factor: number, coefficients: readonly number[]): void {
    const { apply } = this.programFor('apply')
    const mean = this.meanFor('apply')
    if (!Number.isFinite(factor)) throw new RangeError(`apply: the factor is ${show(factor)}. Pass a finite number.`)
    const { clipValue, update } = this.options
    if (coefficients?.length !== update.coefficients) {
      const have = Array.isArray(coefficients)
        ? `there are ${coefficients.length}`
        : `${show(coefficients)} is not a list of`
      throw new RangeError(`apply: ${have} coefficients. Pass ${update.coefficients}.`)
    }
    this.scale = mean * factor
    this.bound = clipValue
    apply.set(this.scale, coefficients)
    if (!this.uncompared.has('update')) apply.run()
    else {
      const what = (output: number) => (output === 0 ? 'parameter' : `state ${output - 1} of parameter`)
      apply.runBesideEngine((output, i) => `${what(output)} ${i} after the first step`)
      this.uncompared.delete('update')
    }
  }

  private sumUp(count: number, load: LoadBlock): StepResult {
    const { arena, gradient, sum, penalize, norm } = this.programFor('evaluate')
    this.mean = NaN // if `load` throws, there is no gradient
    penalize?.set(1 / count)
    const isPlain = sum.run(count, load)
    if (isPlain && Number.isNaN(norm.total)) sum.run(count, load, undefined, true)
    this.mean = penalize === undefined ? 1 / count : 1 // adding L1 and L2 has already divided the gradient by m
    this.scale = this.mean
    this.bound = Infinity
    const total = arena.numbers[gradient + this.options.parameters.length]! // of the losses
    return { loss: total / count, norm: Math.sqrt(norm.total) * this.mean }
  }

  private compareGradient(count: number, load: LoadBlock): void {
    const { options } = this
    const { arena, parameters, gradient } = this.programFor('evaluate')
    const width = widthOf(options.shape)
    const distinct = comparedExamples(count, options.parameters.length)
    const points = new (options.precision === 'f32' ? Float32Array : Float64Array)(distinct * width)
    load(0, distinct, 0, points)
    const result = this.sumUp(count, (start, lanes, base, numbers) => {
      for (let b = 0; b < lanes; b++) {
        const from = ((start + b) % distinct) * width
        numbers.set(points.subarray(from, from + width), base + b * width)
      }
    })
    const part = (from: number) => arena.numbers.slice(from, from + options.parameters.length)
    const mean = part(gradient).map((g) => g * this.mean)
    this.mean = NaN // `apply` must wait until the whole batch has been evaluated
    compareGradient({ options, numbers: part(parameters), points, distinct, count, ...result, gradient: mean })
  }

  private stateAt(where: string, k: number): number {
    const { state } = this.programFor(where)
    const from = state[k]
    if (from !== undefined) return from
    throw new RangeError(`${where}: there is no state ${show(k)}. The update has ${state.length}, counted from 0.`)
  }

  private programFor(where: string): StepProgram {
    if (this.program !== undefined) return this.program
    throw new Error(`${where}: this step was disposed of. Make a new CompiledStep.`)
  }

  private meanFor(where: string): number {
    if (!Number.isNaN(this.mean)) return this.mean
    throw new Error(`${where}: there is no gradient yet. Call evaluate first.`)
  }
}

function checkRows(where: string, count: number, least: 0 | 1, load: LoadRow): void {
  checkWhole(where, 'the number of examples', count, least)
  if (typeof load === 'function') return
  throw new TypeError(`${where}: load is ${show(load)}. Pass a function that writes one example.`)
}
