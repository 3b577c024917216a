/** The options of a `CompiledStep`, and their checks. */
import type { Scalar, Value } from '@gradus/engine'
import { checkBoolean, checkOptions, oneOf, show } from '@gradus/engine/errors'
import type { Precision } from '../memory/arena.js'
import { type Backend, checkedParameters } from '../call/arguments.js'
import type { ValueFunction } from '../program/record.js'
import { checkedShape, type Shape } from '../program/recorded.js'
import { checkThreads } from './threads.js'
import { hasSimd } from '../wasm/simd.js'

/** How an optimizer changes one parameter. The formula takes numbers, or Values, with which it is compiled. */
export interface Update {
  /** How many numbers the optimizer keeps for each parameter from step to step. */
  readonly state: number
  /** How many numbers the formula gets at each step, such as the learning rate. */
  readonly coefficients: number
  /** Returns the parameter after the step, then its new state. */
  formula(p: Scalar, g: Scalar, state: readonly Scalar[], coefficients: readonly Scalar[]): readonly Scalar[]
}

/**
 * The strengths of L1 and L2, already divided by the number of examples; `mask[i]` is 1 if they apply to parameter i,
 * else 0.
 */
export interface Penalty {
  readonly l1: number
  readonly l2: number
  readonly mask: ArrayLike<number>
}

/** The options of a `CompiledStep`. */
export interface StepOptions {
  /** The loss of one example; if it returns several outputs, the first is minimized. */
  readonly loss: ValueFunction
  /** The shapes of the arguments of `loss`, as in `compile`. */
  readonly shape: Shape
  /** The Values to train. */
  readonly parameters: readonly Value[]
  /** How the optimizer changes a parameter. */
  readonly update: Update
  /** L1 and L2. Default: none. */
  readonly penalty?: Penalty
  /** The largest size of a component of the gradient. Larger components are clipped. Default Infinity. */
  readonly clipValue?: number
  /** 'f64' by default; 'f32' is faster and keeps about 7 digits. */
  readonly precision?: Precision
  /** Default: 'wasm' where WebAssembly has SIMD, otherwise 'interpreter'. */
  readonly backend?: Backend
  /**
   * Number of threads that share a batch of at least `fewestFor(threads)` examples, the main thread included. Default
   * 1.
   */
  readonly threads?: number
  /** Whether the first gradient and the first update are compared with the engine. Default true. */
  readonly mustMatchEngine?: boolean
}

const OPTIONS = ['loss', 'shape', 'parameters', 'update', 'penalty', 'clipValue', 'precision', 'backend', 'threads', 'mustMatchEngine'] // oxfmt-ignore

export type CheckedStepOptions = Required<Omit<StepOptions, 'penalty'>> & Pick<StepOptions, 'penalty'>

/** Returns the options, checked and completed with their defaults. */
export function checkStepOptions(options: StepOptions): CheckedStepOptions {
  checkOptions('CompiledStep', options, OPTIONS)
  const { loss, update, penalty, clipValue = Infinity, precision = 'f64', threads = 1 } = options
  const { backend = hasSimd() ? 'wasm' : 'interpreter', mustMatchEngine = true } = options
  if (typeof loss !== 'function') throw new TypeError(`CompiledStep: loss is ${show(loss)}. Pass a function.`)
  const shape = checkedShape('CompiledStep', options.shape)
  const parameters = checkedParameters('CompiledStep', options.parameters)
  checkUpdate(update)
  if (penalty !== undefined) checkPenalty(penalty, parameters.length)
  if (!(typeof clipValue === 'number' && clipValue > 0)) {
    throw new RangeError(`CompiledStep: clipValue is ${show(clipValue)}. Pass a positive number.`)
  }
  oneOf('CompiledStep', 'precision', precision, ['f64', 'f32'])
  oneOf('CompiledStep', 'backend', backend, ['wasm', 'interpreter'])
  checkThreads('CompiledStep', threads)
  checkBoolean('CompiledStep', 'mustMatchEngine', mustMatchEngine)
  return { ...options, shape, parameters, clipValue, precision, backend, threads, mustMatchEngine }
}

function checkUpdate(update: Update): void {
  if (typeof update?.formula !== 'function') {
    throw new TypeError(
      `CompiledStep: update.formula is ${show(update?.formula)}. Pass a function that returns the next parameter.`,
    )
  }
  for (const name of ['state', 'coefficients'] as const) {
    if (Number.isInteger(update[name]) && update[name] >= 0) continue
    throw new RangeError(`CompiledStep: update.${name} is ${show(update[name])}. Pass how many there are.`)
  }
}

function checkPenalty(penalty: Penalty, count: number): void {
  if (typeof penalty !== 'object' || penalty === null) {
    throw new TypeError(`CompiledStep: penalty is ${show(penalty)}. Pass { l1, l2, mask }, or leave it out.`)
  }
  const { l1, l2, mask } = penalty
  if (!(l1 >= 0 && l2 >= 0 && l1 + l2 > 0)) {
    throw new RangeError(
      `CompiledStep: penalty has l1 ${show(l1)} and l2 ${show(l2)}. Pass numbers of which one is above 0, or no penalty.`,
    )
  }
  if (mask?.length === count) return
  throw new RangeError(
    `CompiledStep: penalty.mask has length ${show(mask?.length)}. Pass ${count} numbers, one per parameter.`,
  )
}
