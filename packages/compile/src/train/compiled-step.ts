/** Training as compiled code: the gradient of a loss over a batch, and the step of an optimizer. */
import { show } from '@gradus/engine/errors'
import { Batch, type Load } from '../run/batched.js'
import { lanesFor } from '../schedule/lane-count.js'
import { checkGradient } from './compare-step.js'
import { optimize } from '../passes/index.js'
import { copyParameters } from '../call/parameters.js'
import { record, type ValueFunction } from '../program/record.js'
import { checkedShape, type Shape, widthOf } from '../program/recorded.js'
import { SharedBatch } from './shared-batch.js'
import { trainingCode, type TrainingCode } from './step-program.js'
import { type CheckedTrainingOptions, checkTrainingOptions, type TrainingOptions } from './step-options.js'

export interface StepResult {
  /** Mean over the batch, before the step. */
  readonly loss: number
  /** √Σ g² over all parameters, L1 and L2 included, before clipping. */
  readonly norm: number
}

/**
 * Trains parameters on batches: `evaluate` gives loss and gradient, `apply` takes the optimizer's step. The weights live in
 * compiled code meanwhile; `pull` brings them back into the Values, `push` takes them from there. The first gradient and
 * the first step are compared with the engine.
 *
 * @throws RecordingError if the loss or the rule cannot be recorded; ThreadsError if there cannot be that many threads;
 * TypeError and RangeError for other options. `evaluate` and `apply` throw Error if the first result is not the engine's.
 * @example
 * const training = new Training({ loss: (x, t) => w.mul(x).sub(t).square(), shape: ['scalar', 'scalar'], params: [w], rule })
 * training.evaluate(1, (start, lanes, base, numbers) => numbers.set([2, 6], base)) // one example: x = 2, t = 6
 * training.apply(1, [0.1])
 * training.pull()
 */
export class Training {
  private readonly options: CheckedTrainingOptions
  private code: TrainingCode | undefined
  /** What has not been compared with the engine yet. */
  private readonly unchecked: Set<'gradient' | 'step'>
  /** The gradient is this times what stands in the memory; NaN before the first `evaluate`. */
  private mean = NaN
  /** The same after `apply`, and the most that each component may then have. */
  private scale = 1
  private bound = Infinity

  constructor(options: TrainingOptions) {
    this.options = checkTrainingOptions(options)
    this.unchecked = new Set(this.options.check ? ['gradient', 'step'] : [])
    this.code = trainingCode(this.options)
    this.push()
  }

  /** Gives the memory back, and ends the threads, if there are any. */
  dispose(): void {
    if (this.code?.sum instanceof SharedBatch) this.code.sum.dispose()
    this.code = undefined
  }

  /** Takes the weights from the parameters. */
  push(): void {
    const { arena, weights } = this.codeFor('push')
    copyParameters('push', this.options.params, arena.numbers, weights)
  }

  /** Gives the weights back to the parameters. */
  pull(): void {
    const { arena, weights } = this.codeFor('pull')
    const { params } = this.options
    for (let i = 0; i < params.length; i++) params[i]!.data = arena.numbers[weights + i]!
  }

  /** A copy of memory k of the optimizer, one number per parameter. `setMemory` changes it. */
  memory(k: number): Float64Array | Float32Array {
    const from = this.memoryAt('memory', k)
    return this.codeFor('memory').arena.numbers.slice(from, from + this.options.params.length)
  }

  /** Sets memory k of the optimizer, one number per parameter. */
  setMemory(k: number, numbers: ArrayLike<number>): void {
    const from = this.memoryAt('setMemory', k)
    const count = this.options.params.length
    if (numbers?.length !== count) {
      throw new RangeError(
        `setMemory: the length is ${show(numbers?.length)}. Pass ${count} numbers, one per parameter.`,
      )
    }
    this.codeFor('setMemory').arena.numbers.set(numbers, from)
  }

  /** Leaves the gradient of the last `evaluate` in the `grad` of the parameters; after `apply`, clipped as it was there. */
  pullGradient(): void {
    const { arena, gradient } = this.codeFor('pullGradient')
    this.meanFor('pullGradient')
    this.options.params.forEach((p, i) => {
      const g = arena.numbers[gradient + i]! * this.scale
      p.grad = Math.min(Math.max(g, -this.bound), this.bound)
      p.hasGrad = true
    })
  }

  /** Another function of the same parameters, for measuring with the weights of the moment. */
  batch(f: ValueFunction, shape: Shape): Batch {
    const { arena, weights } = this.codeFor('batch')
    return new Batch(
      optimize(record(f, checkedShape('batch', shape), this.options.params).program),
      arena,
      weights,
      true,
    )
  }

  /**
   * Loss and gradient of a batch of `count` examples; leaves the gradient for `apply`. A loss or norm that is not finite is
   * for the caller to act on. The first time, the first examples are loaded twice: once to be compared with the engine.
   *
   * @param load writes `lanes` examples, from example `start` on, one after the other into `numbers`, from `base` on
   */
  evaluate(count: number, load: Load): StepResult {
    this.codeFor('evaluate')
    if (!(Number.isInteger(count) && count >= 1)) {
      throw new RangeError(`evaluate: the number of examples is ${show(count)}. Pass a whole number, 1 or more.`)
    }
    if (typeof load !== 'function') {
      throw new TypeError(`evaluate: load is ${show(load)}. Pass a function that writes the examples.`)
    }
    if (this.unchecked.has('gradient')) {
      this.compareGradient(lanesFor(count), load)
      this.unchecked.delete('gradient')
    }
    return this.sumUp(count, load)
  }

  /** The optimizer's step with the gradient of the last `evaluate`, times `factor`. */
  apply(factor: number, coefficients: readonly number[]): void {
    const { update } = this.codeFor('apply')
    const mean = this.meanFor('apply')
    if (!Number.isFinite(factor)) throw new RangeError(`apply: the factor is ${show(factor)}. Pass a finite number.`)
    const { clipValue, rule } = this.options
    if (coefficients?.length !== rule.coefficients) {
      const have = Array.isArray(coefficients)
        ? `there are ${coefficients.length}`
        : `${show(coefficients)} is not a list of`
      throw new RangeError(`apply: ${have} coefficients. Pass ${rule.coefficients}.`)
    }
    this.scale = mean * factor
    this.bound = clipValue
    update.set(this.scale, coefficients)
    if (!this.unchecked.has('step')) update.run()
    else {
      const what = (output: number) => (output === 0 ? 'parameter' : `memory ${output - 1} of parameter`)
      update.runBesideEngine((output, i) => `${what(output)} ${i} after the first step`)
      this.unchecked.delete('step')
    }
  }

  private sumUp(count: number, load: Load): StepResult {
    const { arena, gradient, sum, penalize, norm } = this.codeFor('evaluate')
    this.mean = NaN // if `load` throws, there is no gradient
    penalize?.set(1 / count)
    const isPlain = sum.run(count, load)
    if (isPlain && Number.isNaN(norm.total)) sum.run(count, load, undefined, true)
    this.mean = penalize === undefined ? 1 / count : 1 // the penalty makes a mean of the gradient for itself
    this.scale = this.mean
    this.bound = Infinity
    const total = arena.numbers[gradient + this.options.params.length]! // of the losses
    return { loss: total / count, norm: Math.sqrt(norm.total) * this.mean }
  }

  private compareGradient(count: number, load: Load): void {
    const { options } = this
    const { arena, weights, gradient } = this.codeFor('evaluate')
    const width = widthOf(options.shape)
    const points = options.precision === 'f32' ? new Float32Array(count * width) : new Float64Array(count * width)
    load(0, count, 0, points)
    const result = this.sumUp(count, (start, lanes, base, numbers) =>
      numbers.set(points.subarray(start * width, (start + lanes) * width), base),
    )
    const part = (from: number) => arena.numbers.slice(from, from + options.params.length)
    const mean = part(gradient).map((g) => g * this.mean)
    this.mean = NaN // until the batch itself is through
    checkGradient({ options, weights: part(weights), points, count, ...result, gradient: mean })
  }

  private memoryAt(where: string, k: number): number {
    const { memories } = this.codeFor(where)
    const from = memories[k]
    if (from !== undefined) return from
    throw new RangeError(`${where}: there is no memory ${show(k)}. The rule has ${memories.length}, counted from 0.`)
  }

  private codeFor(where: string): TrainingCode {
    if (this.code !== undefined) return this.code
    throw new Error(`${where}: this training was disposed of. Make another one.`)
  }

  private meanFor(where: string): number {
    if (!Number.isNaN(this.mean)) return this.mean
    throw new Error(`${where}: there is no gradient yet. Call evaluate first.`)
  }
}
