/** A training step with all its numbers, and the lines that are made of it. */
import type { Backpropagated, HandActivation } from '../by-hand.js'

/** Layers and units count from 0 here, and from 1 in what is written. */
export interface Step extends Backpropagated {
  readonly Thetas: readonly number[][][]
  readonly newThetas: readonly number[][][]
  readonly Y: readonly (readonly number[])[]
  readonly newJ: number
  readonly lr: number
  /** Whether the parameters of column j keep their values. */
  isFixed(j: number): boolean
  /** One for each layer that computes. */
  readonly activations: readonly { readonly name: string; readonly gPrime: HandActivation['gPrime'] }[]
  readonly cost: 'crossEntropy' | 'quadratic'
  readonly lambda: number
}

/** One number of a step: `symbol = formula = numbers = value`. */
export interface TraceLine {
  readonly symbol: string
  readonly formula: string
  /** The formula with numbers, rounded to `digits`. */
  readonly numbers: string
  /** The number itself, not rounded. */
  readonly value: number
}

/** A part of the step, such as the forward pass. */
export interface TraceSection {
  readonly title: string
  /** What stands between symbol and formula: `:=` where parameters change. */
  readonly relation: '=' | ':='
  readonly lines: readonly TraceLine[]
}
