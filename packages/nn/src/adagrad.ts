import type { Value } from '@gradus/engine'
import { checkOptions } from '@gradus/engine/errors'
import { checkRange, Optimizer } from './optimizer.js'

export interface AdagradOptions {
  /** Default 0.01. */
  lr?: number
  /** Added to the root of the sum; default 1e-10. */
  eps?: number
}

/** Adagrad (Duchi, Hazan and Singer, 2011): s ← s + g², p ← p − lr · g / (√s + ε). */
export class Adagrad extends Optimizer {
  lr: number
  private readonly eps: number
  private readonly sum = this.perParameter()
  protected readonly memory = { sum: this.sum }

  constructor(parameters: readonly Value[], options: AdagradOptions = {}) {
    super(parameters)
    checkOptions('Adagrad', options, ['lr', 'eps'])
    const { lr = 0.01, eps = 1e-10 } = options
    checkRange('Adagrad', 'lr', lr, 0)
    checkRange('Adagrad', 'eps', eps, 0)
    this.lr = lr
    this.eps = eps
  }

  step(): void {
    const { lr, eps, sum } = this
    this.parameters.forEach((p, i) => {
      sum[i]! += p.grad * p.grad
      p.data -= (lr * p.grad) / (Math.sqrt(sum[i]!) + eps)
    })
  }
}
