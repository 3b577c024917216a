import { add, div, mul, sqrt, sub, type Value } from '@gradus/engine'
import type { Update } from '@gradus/compile'
import { checkOptions, checkRange } from '@gradus/engine/errors'
import { ElementwiseOptimizer } from './elementwise-optimizer.js'

export interface AdagradOptions {
  /** Learning rate; default 0.01. */
  lr?: number
  /** Added to the root of the sum, at least 0; default 1e-10. */
  eps?: number
}

/** Adagrad (Duchi, Hazan and Singer, 2011): s ← s + g², p ← p − lr · g / (√s + ε). */
export class Adagrad extends ElementwiseOptimizer {
  lr: number
  readonly update: Update
  override readonly settings
  override readonly staysFinite: boolean
  protected readonly parts = { sum: this.squarePerParameter() }

  constructor(parameters: readonly Value[], options: AdagradOptions = {}) {
    super(parameters)
    checkOptions('Adagrad', options, ['lr', 'eps'])
    const { lr = 0.01, eps = 1e-10 } = options
    checkRange('Adagrad', 'lr', lr, 0)
    checkRange('Adagrad', 'eps', eps, 0)
    this.lr = lr
    this.settings = { eps }
    this.staysFinite = eps > 0
    this.update = this.updateBy(1, (p, g, [s], [lr]) => {
      const sum = add(s!, mul(g, g))
      return [sub(p, div(mul(lr!, g), add(sqrt(sum), eps))), sum]
    })
  }

  coefficients(): number[] {
    return [this.lr]
  }
}
