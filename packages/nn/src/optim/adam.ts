import { add, div, mul, sqrt, sub, type Value } from '@gradus/engine'
import type { Update } from '@gradus/compile'
import { checkOptions, checkRange } from '@gradus/engine/errors'
import { power } from '@gradus/engine/same-bits'
import { ElementwiseOptimizer } from './elementwise-optimizer.js'
import { Counter } from './state.js'

export interface AdamOptions {
  /** Learning rate; default 0.001. */
  lr?: number
  /** How slowly the mean of the gradients forgets, in [0, 1); default 0.9. */
  beta1?: number
  /** How slowly the mean of their squares forgets, in [0, 1); default 0.999. */
  beta2?: number
  /** Added to the root of the mean square, at least 0; default 1e-8. */
  eps?: number
}

const OPTIONS = ['lr', 'beta1', 'beta2', 'eps']

/**
 * Adam (Kingma and Ba, 2015, algorithm 1): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
 * p ← p − lr · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε), where t counts the steps from 1. The divisors 1 − βᵗ correct the bias of
 * the means, which start at 0.
 */
export class Adam extends ElementwiseOptimizer {
  lr: number
  update: Update
  override settings: Readonly<Record<string, number>>
  override readonly staysFinite: boolean
  private readonly beta1: number
  private readonly beta2: number
  protected readonly parts = { m: this.perParameter(), v: this.squarePerParameter(), t: new Counter() }

  constructor(parameters: readonly Value[], options: AdamOptions = {}, where = 'Adam') {
    super(parameters)
    checkOptions(where, options, OPTIONS)
    const { lr = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8 } = options
    checkRange(where, 'lr', lr, 0)
    checkRange(where, 'beta1', beta1, 0, 1)
    checkRange(where, 'beta2', beta2, 0, 1)
    checkRange(where, 'eps', eps, 0)
    this.lr = lr
    this.settings = { beta1, beta2, eps }
    this.beta1 = beta1
    this.beta2 = beta2
    this.staysFinite = eps > 0
    this.update = this.updateBy(3, (p, g, [m, v], [lr, correction1, correction2]) => {
      const m1 = add(mul(beta1, m!), mul(1 - beta1, g))
      const v1 = add(mul(beta2, v!), mul(mul(1 - beta2, g), g))
      const step = div(mul(lr!, div(m1, correction1!)), add(sqrt(div(v1, correction2!)), eps))
      return [sub(p, step), m1, v1]
    })
  }

  /** The learning rate, and the bias corrections 1 − β₁ᵗ and 1 − β₂ᵗ. */
  coefficients(): number[] {
    const t = ++this.parts.t.value
    return [this.lr, 1 - power(this.beta1, t), 1 - power(this.beta2, t)]
  }
}

export interface AdamWOptions extends AdamOptions {
  /** λ of the decay, at least 0; default 0.01. */
  weightDecay?: number
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019, algorithm 2): p ← p − lr·λ·p, then Adam's step. As in
 * PyTorch, the learning rate scales the decay, which applies to every parameter, biases included.
 */
export class AdamW extends Adam {
  override readonly decay: number

  constructor(parameters: readonly Value[], options: AdamWOptions = {}) {
    checkOptions('AdamW', options, [...OPTIONS, 'weightDecay'])
    const { weightDecay = 0.01, ...adam } = options
    super(parameters, adam, 'AdamW')
    checkRange('AdamW', 'weightDecay', weightDecay, 0)
    this.decay = weightDecay
    this.settings = { ...this.settings, weightDecay }
    const { formula, ...sizes } = this.update
    this.update = {
      ...sizes,
      formula: (p, g, state, coefficients) =>
        formula(mul(p, sub(1, mul(coefficients[0]!, weightDecay))), g, state, coefficients),
    }
  }
}
