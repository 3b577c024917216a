import type { Value } from '@gradus/engine'
import { checkOptions } from '@gradus/engine/errors'
import type { Optimizer } from './optimizer.js'
import { checkRange, zeros } from './optimizer.js'

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
export class Adam implements Optimizer {
  lr: number
  private readonly beta1: number
  private readonly beta2: number
  private readonly eps: number
  private readonly m: Float64Array
  private readonly v: Float64Array
  private t = 0

  constructor(
    readonly parameters: readonly Value[],
    options: AdamOptions = {},
  ) {
    checkOptions('Adam', options, ['lr', 'beta1', 'beta2', 'eps'])
    const { lr = 0.001, beta1 = 0.9, beta2 = 0.999, eps = 1e-8 } = options
    checkRange('Adam', 'lr', lr, 0)
    checkRange('Adam', 'beta1', beta1, 0, 1)
    checkRange('Adam', 'beta2', beta2, 0, 1)
    checkRange('Adam', 'eps', eps, 0)
    this.lr = lr
    this.beta1 = beta1
    this.beta2 = beta2
    this.eps = eps
    this.m = zeros(parameters)
    this.v = zeros(parameters)
  }

  step(): void {
    const { lr, beta1, beta2, eps, m, v } = this
    this.t++
    const correction1 = 1 - beta1 ** this.t
    const correction2 = 1 - beta2 ** this.t
    this.parameters.forEach((p, i) => {
      const g = p.grad
      m[i] = beta1 * m[i]! + (1 - beta1) * g
      v[i] = beta2 * v[i]! + (1 - beta2) * g * g
      p.data -= (lr * (m[i] / correction1)) / (Math.sqrt(v[i] / correction2) + eps)
    })
  }

  zeroGrad(): void {
    for (const p of this.parameters) p.zeroGrad()
  }
}
