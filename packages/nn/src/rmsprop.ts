import type { Value } from '@gradus/engine'
import { checkOptions } from '@gradus/engine/errors'
import { checkRange, Optimizer } from './optimizer.js'

export interface RMSPropOptions {
  /** Default 0.01. */
  lr?: number
  /** α, how slowly the mean square forgets; default 0.99. */
  alpha?: number
  /** Added to the root of the mean square; default 1e-8. */
  eps?: number
}

/** RMSProp (Tieleman and Hinton, 2012, lecture 6.5): v ← αv + (1 − α)g², p ← p − lr · g / (√v + ε). */
export class RMSProp extends Optimizer {
  lr: number
  private readonly alpha: number
  private readonly eps: number
  private readonly v = this.perParameter()
  protected readonly memory = { v: this.v }

  constructor(parameters: readonly Value[], options: RMSPropOptions = {}) {
    super(parameters)
    checkOptions('RMSProp', options, ['lr', 'alpha', 'eps'])
    const { lr = 0.01, alpha = 0.99, eps = 1e-8 } = options
    checkRange('RMSProp', 'lr', lr, 0)
    checkRange('RMSProp', 'alpha', alpha, 0, 1)
    checkRange('RMSProp', 'eps', eps, 0)
    this.lr = lr
    this.alpha = alpha
    this.eps = eps
  }

  step(): void {
    const { lr, alpha, eps, v } = this
    this.parameters.forEach((p, i) => {
      v[i] = alpha * v[i]! + (1 - alpha) * p.grad * p.grad
      p.data -= (lr * p.grad) / (Math.sqrt(v[i]) + eps)
    })
  }
}
