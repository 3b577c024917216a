import type { Value } from '@gradus/engine'
import { checkOptions } from '@gradus/engine/errors'
import { checkRange, Optimizer } from './optimizer.js'

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

/**
 * Adam (Kingma and Ba, 2015, algorithm 1): m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
 * p ← p − lr · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε), t counting the steps from 1.
 */
export class Adam extends Optimizer {
  lr: number
  private readonly beta1: number
  private readonly beta2: number
  private readonly eps: number
  private readonly m = this.perParameter()
  private readonly v = this.perParameter()
  private readonly t = { value: 0 }
  protected readonly memory = { m: this.m, v: this.v, t: this.t }

  constructor(parameters: readonly Value[], options: AdamOptions = {}, where = 'Adam') {
    super(parameters)
    checkOptions(where, options, ['lr', 'beta1', 'beta2', 'eps'])
    const { lr = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8 } = options
    checkRange(where, 'lr', lr, 0)
    checkRange(where, 'beta1', beta1, 0, 1)
    checkRange(where, 'beta2', beta2, 0, 1)
    checkRange(where, 'eps', eps, 0)
    this.lr = lr
    this.beta1 = beta1
    this.beta2 = beta2
    this.eps = eps
  }

  step(): void {
    const { lr, beta1, beta2, eps, m, v } = this
    const t = ++this.t.value
    const correction1 = 1 - beta1 ** t
    const correction2 = 1 - beta2 ** t
    this.parameters.forEach((p, i) => {
      const g = p.grad
      m[i] = beta1 * m[i]! + (1 - beta1) * g
      v[i] = beta2 * v[i]! + (1 - beta2) * g * g
      p.data -= (lr * (m[i] / correction1)) / (Math.sqrt(v[i] / correction2) + eps)
    })
  }
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
  private readonly weightDecay: number

  constructor(parameters: readonly Value[], { weightDecay = 0.01, ...adam }: AdamWOptions = {}) {
    super(parameters, adam, 'AdamW')
    checkRange('AdamW', 'weightDecay', weightDecay, 0)
    this.weightDecay = weightDecay
  }

  override step(): void {
    for (const p of this.parameters) p.data *= 1 - this.lr * this.weightDecay
    super.step()
  }
}
