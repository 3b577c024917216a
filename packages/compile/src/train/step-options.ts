/** What training is told, and what is refused. */
import type { Scalar, Value } from '@gradus/engine'
import { checkBoolean, checkOptions, oneOf, show } from '@gradus/engine/errors'
import type { Precision } from '../memory/arena.js'
import { checkedParams, type EngineName } from '../call/arguments.js'
import type { ValueFunction } from '../program/record.js'
import { checkedShape, type Shape } from '../program/recorded.js'
import { checkThreads } from './threads.js'
import { hasSimd } from '../wasm/simd.js'

/** How an optimizer changes one parameter. Given numbers it computes, given recording Values it is compiled. */
export interface UpdateRule {
  /** How many numbers it keeps for each parameter from step to step. */
  readonly memories: number
  /** How many numbers it is told at each step, such as the learning rate. */
  readonly coefficients: number
  /** The parameter after the step, then its memories. */
  update(p: Scalar, g: Scalar, memories: readonly Scalar[], coefficients: readonly Scalar[]): readonly Scalar[]
}

/** λ₁ and λ₂ of L1 and L2, per example and step; `pulled[i]` is 1 if they pull on parameter i. */
export interface Penalty {
  readonly l1: number
  readonly l2: number
  readonly pulled: ArrayLike<number>
}

export interface TrainingOptions {
  /** The loss of one example; its first output is what is made small. */
  readonly loss: ValueFunction
  readonly shape: Shape
  readonly params: readonly Value[]
  readonly rule: UpdateRule
  readonly penalty?: Penalty
  readonly clipValue?: number
  readonly precision?: Precision
  readonly engine?: EngineName
  /** Threads that share a batch of 64 examples or more, this one included; default 1. */
  readonly threads?: number
  /** Whether the first step is compared with the engine; default true. */
  readonly check?: boolean
}

const OPTIONS = ['loss', 'shape', 'params', 'rule', 'penalty', 'clipValue', 'precision', 'engine', 'threads', 'check']

export type CheckedTrainingOptions = Required<Omit<TrainingOptions, 'penalty'>> & Pick<TrainingOptions, 'penalty'>

/** The options with their defaults. */
export function checkTrainingOptions(options: TrainingOptions): CheckedTrainingOptions {
  checkOptions('Training', options, OPTIONS)
  const { loss, rule, penalty, clipValue = Infinity, precision = 'f64', threads = 1, check = true } = options
  const { engine = hasSimd() ? 'wasm' : 'interpreter' } = options
  if (typeof loss !== 'function') throw new TypeError(`Training: loss is ${show(loss)}. Pass a function.`)
  const shape = checkedShape('Training', options.shape)
  const params = checkedParams('Training', options.params)
  checkRule(rule)
  if (penalty !== undefined) checkPenalty(penalty, params.length)
  if (!(typeof clipValue === 'number' && clipValue > 0)) {
    throw new RangeError(`Training: clipValue is ${show(clipValue)}. Pass a positive number.`)
  }
  oneOf('Training', 'precision', precision, ['f64', 'f32'])
  oneOf('Training', 'engine', engine, ['wasm', 'interpreter'])
  checkThreads('Training', threads)
  checkBoolean('Training', 'check', check)
  return { ...options, shape, params, clipValue, precision, engine, threads, check }
}

function checkRule(rule: UpdateRule): void {
  if (typeof rule?.update !== 'function') {
    throw new TypeError(
      `Training: rule.update is ${show(rule?.update)}. Pass a function that gives the next parameter.`,
    )
  }
  for (const name of ['memories', 'coefficients'] as const) {
    if (Number.isInteger(rule[name]) && rule[name] >= 0) continue
    throw new RangeError(`Training: rule.${name} is ${show(rule[name])}. Pass how many there are.`)
  }
}

function checkPenalty(penalty: Penalty, count: number): void {
  if (typeof penalty !== 'object' || penalty === null) {
    throw new TypeError(`Training: penalty is ${show(penalty)}. Pass { l1, l2, pulled }, or leave it out.`)
  }
  const { l1, l2, pulled } = penalty
  if (!(l1 >= 0 && l2 >= 0 && l1 + l2 > 0)) {
    throw new RangeError(
      `Training: penalty has l1 ${show(l1)} and l2 ${show(l2)}. Pass numbers, one above 0, or no penalty.`,
    )
  }
  if (pulled?.length === count) return
  throw new RangeError(
    `Training: penalty.pulled has length ${show(pulled?.length)}. Pass ${count} numbers, one per parameter.`,
  )
}
