/**
 * Training as compiled code: the gradient of a loss over a batch, and the step of an optimizer. The step is a function of
 * scalars too: it is recorded like any other, with a lane per parameter.
 */
import { add, azmul, clamp, mul, sign, type Value } from '@gradus/engine'
import { show } from '@gradus/engine/errors'
import { Arena } from './arena.js'
import { Batch, type Load } from './batch.js'
import { withParameterGradient } from './derive.js'
import { Elementwise } from './elementwise.js'
import { optimise, usesChainProduct } from './link.js'
import { record, type ValueFunction } from './record.js'
import type { Shape } from './recording.js'
import { BLOCK, fewestFor, Threads, ThreadsError } from './threads.js'
import { checkTrainingOptions, type TrainingOptions } from './training-options.js'

export interface StepResult {
  /** Mean over the batch, before the step. */
  readonly loss: number
  /** √Σ g² over all parameters, L1 and L2 included, before clipping. */
  readonly norm: number
}

export class Training {
  readonly arena: Arena
  private readonly params: readonly Value[]
  private readonly weightsAt: number
  private readonly gradientAt: number
  private readonly memoriesAt: readonly number[]
  private readonly gradient: Batch
  private readonly penalise: Elementwise | undefined
  private readonly norm: Elementwise
  private readonly update: Elementwise
  private readonly threadCount: number
  private readonly clipValue: number
  private readonly coefficientCount: number
  private threads: Threads | undefined
  private disposed = false

  constructor(options: TrainingOptions) {
    const { loss, shape, params, rule, penalty, clipValue, precision, engine, threads } = checkTrainingOptions(options)
    this.threadCount = threads
    this.clipValue = clipValue
    this.coefficientCount = rule.coefficients
    if (threads > 1 && engine !== 'wasm') {
      throw new ThreadsError(`Training: threads is ${threads}, and there is no WebAssembly with SIMD here. Pass 1.`)
    }
    const arena = new Arena(precision, engine === 'wasm', threads > 1)
    const perParameter = () => arena.allocate(params.length)
    this.arena = arena
    this.params = params
    this.weightsAt = perParameter()
    this.gradientAt = arena.allocate(params.length + 1) // and the loss
    this.memoriesAt = Array.from({ length: rule.memories }, perParameter)
    const [w, g] = [this.weightsAt, this.gradientAt]
    if (penalty !== undefined) {
      const pulled = perParameter()
      arena.numbers.set(penalty.pulled, pulled)
      this.penalise = new Elementwise(arena, params.length, [w, g, pulled], [g], 1, ([w, g, pulled], [scale]) => {
        const pull = [
          ...(penalty.l2 > 0 ? [mul(w!, penalty.l2)] : []),
          ...(penalty.l1 > 0 ? [mul(sign(w!), penalty.l1)] : []),
        ].reduce((a, b) => add(a, b))
        return { outputs: [add(mul(g!, scale!), mul(pulled!, pull))], totals: [] }
      })
    }
    const square = ([g]: readonly Value[]) => ({ outputs: [], totals: [azmul(g!, g!)] }) // which is summed as it is made
    this.norm = new Elementwise(arena, params.length, [g], [], 0, square)
    const { program } = record(loss, shape, params)
    this.gradient = new Batch(
      optimise(withParameterGradient(program)),
      arena,
      this.weightsAt,
      usesChainProduct(program),
      this.gradientAt,
      [this.penalise, this.norm].flatMap((part) => (part === undefined ? [] : [part.schedule])),
    )
    this.update = new Elementwise(
      arena,
      params.length,
      [w, g, ...this.memoriesAt],
      [w, ...this.memoriesAt],
      1 + rule.coefficients,
      ([w, g, ...memories], [scale, ...coefficients]) => {
        const scaled = mul(g!, scale!)
        const clipped = clipValue === Infinity ? scaled : clamp(scaled, -clipValue, clipValue)
        const outputs = rule.update(w!, clipped, memories, coefficients)
        if (outputs.length === 1 + rule.memories) return { outputs, totals: [] }
        throw new RangeError(
          `Training: rule.update gave ${outputs.length} numbers. Give the parameter and its memories, ${1 + rule.memories}.`,
        )
      },
    )
    if (threads > 1) this.checkFallbacks(threads)
    this.push()
  }

  private checkFallbacks(threads: number): void {
    const { fallbacks, module } = this.gradient.machine(BLOCK)
    const [op] = fallbacks
    if (module === undefined) {
      throw new ThreadsError(`Training: threads is ${threads}, and the code is too long to be shared. Pass 1.`)
    }
    if (op === undefined) return
    throw new ThreadsError(
      `Training: threads is ${threads}, and ${op} runs through its own function, which other threads do not have. Pass 1.`,
    )
  }

  /** Ends the threads, if there are any; nothing can be evaluated any more. */
  dispose(): void {
    this.disposed = true
    this.threads?.dispose()
    this.threads = undefined
  }

  /** Takes the weights from the parameters. */
  push(): void {
    const { numbers } = this.arena
    for (let i = 0; i < this.params.length; i++) numbers[this.weightsAt + i] = this.params[i]!.data
  }

  /** Gives the weights back to the parameters. */
  pull(): void {
    const { numbers } = this.arena
    for (let i = 0; i < this.params.length; i++) this.params[i]!.data = numbers[this.weightsAt + i]!
  }

  /** Memory k of the optimizer, one number per parameter; a view, to be read or set. */
  memory(k: number): Float64Array | Float32Array {
    const from = this.memoriesAt[k]!
    return this.arena.numbers.subarray(from, from + this.params.length)
  }

  /** Leaves the gradient of the last `evaluate` in the `grad` of the parameters; after `apply`, clipped as it was there. */
  pullGradient(): void {
    const { numbers } = this.arena
    this.params.forEach((p, i) => {
      const g = numbers[this.gradientAt + i]! * this.scale
      p.grad = Math.min(Math.max(g, -this.bound), this.bound)
      p.hasGrad = true
    })
  }

  /** Another function of the same parameters, for measuring with the weights of the moment. */
  batch(f: ValueFunction, shape: Shape): Batch {
    return new Batch(optimise(record(f, shape, this.params).program), this.arena, this.weightsAt, true)
  }

  /**
   * Loss and gradient of a batch; leaves the gradient for `apply`. A loss or norm that is not finite is for the caller to
   * act on.
   */
  evaluate(count: number, load: Load): StepResult {
    if (this.disposed) throw new Error('evaluate: this training was disposed of. Make another one.')
    if (!(Number.isInteger(count) && count >= 1)) {
      throw new RangeError(`evaluate: the number of examples is ${show(count)}. Pass a whole number, 1 or more.`)
    }
    this.bound = Infinity
    this.scale = this.penalise === undefined ? 1 / count : 1 // the penalty scales the gradient for itself
    this.penalise?.set(1 / count)
    const isPlain = this.sum(count, load, false)
    if (isPlain && Number.isNaN(this.norm.total)) this.sum(count, load, true)
    const total = this.arena.numbers[this.gradientAt + this.params.length]! // of the losses
    return { loss: total / count, norm: Math.sqrt(this.norm.total) * this.scale }
  }

  /** Sums up losses and gradients, adds the penalty, takes the norm. Whether a NaN may be one of a fast product. */
  private sum(count: number, load: Load, exact: boolean): boolean {
    const { threadCount } = this
    const blocks =
      threadCount === 1 || exact || count < fewestFor(threadCount) ? 0 : Math.floor(count / BLOCK / threadCount)
    if (blocks === 0) return this.gradient.run(count, load, undefined, exact)
    const threads = this.threadsFor(blocks)
    threads.begin(blocks, (index, b, numbers, base) => load((index * blocks + b) * BLOCK, BLOCK, base, numbers))
    const isPlain = this.gradient.run(count, load, undefined, exact, (threadCount - 1) * blocks * BLOCK)
    threads.end()
    this.gradient.machine(BLOCK).code.finish()
    return isPlain || this.gradient.machine(BLOCK).exact !== undefined
  }

  /** Threads with room for so many blocks each. */
  private threadsFor(blocks: number): Threads {
    if (this.threads !== undefined && this.threads.mostBlocks >= blocks) return this.threads
    this.threads?.dispose()
    const { gradient } = this
    const layout = {
      parameters: this.weightsAt,
      parameterCount: this.params.length,
      inputs: gradient.inputs,
      inputCount: gradient.program.inputs,
      totals: gradient.totals,
      totalCount: gradient.program.totals.length,
    }
    return (this.threads = new Threads(
      this.threadCount - 1,
      gradient.machine(BLOCK).module!,
      this.arena,
      layout,
      blocks,
    ))
  }

  /** What the sum over the batch still has to be multiplied by. */
  private scale = 1
  /** The most that each of its components may have, once it has been applied. */
  private bound = Infinity

  /** The optimizer's step with the gradient of the last `evaluate`, times `factor`. */
  apply(factor: number, coefficients: readonly number[]): void {
    if (coefficients.length !== this.coefficientCount) {
      throw new RangeError(`apply: there are ${coefficients.length} coefficients. Pass ${this.coefficientCount}.`)
    }
    this.scale *= factor
    this.bound = this.clipValue
    this.update.set(this.scale, coefficients)
    this.update.run()
  }
}
