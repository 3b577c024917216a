/** Training as compiled code: the gradient of a loss over a batch, and the step of an optimizer. */
import type { Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import { Batch, type Load } from './batch.js'
import { optimise } from './link.js'
import { copyParameters } from './parameters.js'
import { record, type ValueFunction } from './record.js'
import { checkedShape, type Shape } from './recording.js'
import { SharedBatch } from './shared-batch.js'
import { trainingCode, type TrainingCode } from './training-code.js'
import { checkTrainingOptions, type TrainingOptions } from './training-options.js'

export interface StepResult {
  /** Mean over the batch, before the step. */
  readonly loss: number
  /** √Σ g² over all parameters, L1 and L2 included, before clipping. */
  readonly norm: number
}

/**
 * Trains parameters on batches: `evaluate` gives loss and gradient, `apply` takes the optimizer's step. The weights live in
 * compiled code meanwhile; `pull` brings them back into the Values, `push` takes them from there. Unlike `compile`, it does
 * not compare its results with the engine.
 *
 * @throws RecordingError if the loss or the rule cannot be recorded; ThreadsError if there cannot be that many threads;
 * TypeError and RangeError for other options.
 * @example
 * const training = new Training({ loss: (x, t) => w.mul(x).sub(t).square(), shape: ['scalar', 'scalar'], params: [w], rule })
 * training.evaluate(1, (start, lanes, base, numbers) => numbers.set([2, 6], base)) // one example: x = 2, t = 6
 * training.apply(1, [0.1])
 * training.pull()
 */
export class Training {
  private readonly params: readonly Value[]
  private readonly coefficients: number
  private readonly clipValue: number
  private code: TrainingCode | undefined
  /** The gradient is this times what stands in the memory; NaN before the first `evaluate`. */
  private mean = NaN
  /** The same after `apply`, and the most that each component may then have. */
  private scale = 1
  private bound = Infinity

  constructor(options: TrainingOptions) {
    const checked = checkTrainingOptions(options)
    this.params = checked.params
    this.coefficients = checked.rule.coefficients
    this.clipValue = checked.clipValue
    this.code = trainingCode(checked)
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
    copyParameters('push', this.params, arena.numbers, weights)
  }

  /** Gives the weights back to the parameters. */
  pull(): void {
    const { arena, weights } = this.codeFor('pull')
    for (let i = 0; i < this.params.length; i++) this.params[i]!.data = arena.numbers[weights + i]!
  }

  /** Memory k of the optimizer, one number per parameter; a view, to be read or set. */
  memory(k: number): Float64Array | Float32Array {
    const { arena, memories } = this.codeFor('memory')
    const from = memories[k]
    if (from === undefined) {
      throw new RangeError(`memory: there is no memory ${show(k)}. The rule has ${memories.length}, counted from 0.`)
    }
    return arena.numbers.subarray(from, from + this.params.length)
  }

  /** Leaves the gradient of the last `evaluate` in the `grad` of the parameters; after `apply`, clipped as it was there. */
  pullGradient(): void {
    const { arena, gradient } = this.codeFor('pullGradient')
    this.meanFor('pullGradient')
    this.params.forEach((p, i) => {
      const g = arena.numbers[gradient + i]! * this.scale
      p.grad = Math.min(Math.max(g, -this.bound), this.bound)
      p.hasGrad = true
    })
  }

  /** Another function of the same parameters, for measuring with the weights of the moment. */
  batch(f: ValueFunction, shape: Shape): Batch {
    const { arena, weights } = this.codeFor('batch')
    return new Batch(optimise(record(f, checkedShape('batch', shape), this.params).program), arena, weights, true)
  }

  /**
   * Loss and gradient of a batch of `count` examples; leaves the gradient for `apply`. A loss or norm that is not finite is
   * for the caller to act on.
   *
   * @param load writes `lanes` examples, from example `start` on, one after the other into `numbers`, from `base` on
   */
  evaluate(count: number, load: Load): StepResult {
    const { arena, gradient, sum, penalise, norm } = this.codeFor('evaluate')
    if (!(Number.isInteger(count) && count >= 1)) {
      throw new RangeError(`evaluate: the number of examples is ${show(count)}. Pass a whole number, 1 or more.`)
    }
    if (typeof load !== 'function') {
      throw new TypeError(`evaluate: load is ${show(load)}. Pass a function that writes the examples.`)
    }
    this.mean = penalise === undefined ? 1 / count : 1 // the penalty makes a mean of the gradient for itself
    this.scale = this.mean
    this.bound = Infinity
    penalise?.set(1 / count)
    const isPlain = sum.run(count, load)
    if (isPlain && Number.isNaN(norm.total)) sum.run(count, load, undefined, true)
    const total = arena.numbers[gradient + this.params.length]! // of the losses
    return { loss: total / count, norm: Math.sqrt(norm.total) * this.mean }
  }

  /** The optimizer's step with the gradient of the last `evaluate`, times `factor`. */
  apply(factor: number, coefficients: readonly number[]): void {
    const { update } = this.codeFor('apply')
    const mean = this.meanFor('apply')
    if (!Number.isFinite(factor)) throw new RangeError(`apply: the factor is ${show(factor)}. Pass a finite number.`)
    if (coefficients?.length !== this.coefficients) {
      const have = Array.isArray(coefficients)
        ? `there are ${coefficients.length}`
        : `${show(coefficients)} is not a list of`
      throw new RangeError(`apply: ${have} coefficients. Pass ${this.coefficients}.`)
    }
    this.scale = mean * factor
    this.bound = this.clipValue
    update.set(this.scale, coefficients)
    update.run()
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
