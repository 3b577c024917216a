import { add, div, mul, sqrt, sub, type Value } from '@gradus/engine'
import type { UpdateRule } from '@gradus/compile'
import { checkOptions, checkRange } from '@gradus/engine/errors'
import { RuleOptimizer } from './rule-optimizer.js'

export interface AdamOptions {
  /** Default 0.001. */
  lr?: number
  /** Default 0.9. */
  beta1?: number
  /** Default 0.999. */
  beta2?: number
  /** Added to the root of the second moment; default 1e-8. */
  eps?: number
}

const OPTIONS = ['lr', 'beta1', 'beta2', 'eps']

/**
 * Adam (Kingma and Ba, 2015, algorithm 1): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
 * p ← p − lr · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε), t counting the steps from 1.
 */
export class Adam extends RuleOptimizer {
  lr: number
  rule: UpdateRule
  override settings: Readonly<Record<string, number>>
  override readonly staysFinite: boolean
  private readonly beta1: number
  private readonly beta2: number
  private readonly t = { value: 0 }
  protected override readonly squares = ['v']
  protected readonly memory = { m: this.perParameter(), v: this.perParameter(), t: this.t }

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
    this.rule = {
      memories: 2,
      coefficients: 3,
      update: (p, g, [m, v], [lr, correction1, correction2]) => {
        const m1 = add(mul(beta1, m!), mul(1 - beta1, g))
        const v1 = add(mul(beta2, v!), mul(mul(1 - beta2, g), g))
        const step = div(mul(lr!, div(m1, correction1!)), add(sqrt(div(v1, correction2!)), eps))
        return [sub(p, step), m1, v1]
      },
    }
  }

  /** The learning rate, and 1 − β₁ᵗ and 1 − β₂ᵗ. */
  coefficients(): number[] {
    const t = ++this.t.value
    return [this.lr, 1 - power(this.beta1, t), 1 - power(this.beta2, t)]
  }
}

/** xⁿ by squaring: engines disagree about the last bits of `**`, and a seed has to give the same bits everywhere. */
function power(x: number, n: number): number {
  let result = 1
  for (let [square, rest] = [x, n]; rest > 0; square *= square, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
  }
  return result
}

export interface AdamWOptions extends AdamOptions {
  /** λ of the decay; default 0.01. */
  weightDecay?: number
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019, algorithm 2, as PyTorch has it, the decay scaled by the
 * learning rate): p ← p − lr·λ·p, then Adam's step. The decay touches every parameter it is given, biases included.
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
    const { update, ...sizes } = this.rule
    this.rule = {
      ...sizes,
      update: (p, g, memories, coefficients) =>
        update(mul(p, sub(1, mul(coefficients[0]!, weightDecay))), g, memories, coefficients),
    }
  }
}
