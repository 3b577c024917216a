import { add, div, mul, sqrt, sub, type Value } from '@gradus/engine'
import type { Update } from '@gradus/compile'
import { checkOptions, checkRange } from '@gradus/engine/errors'
import { ElementwiseOptimizer } from './elementwise-optimizer.js'

export interface RMSPropOptions {
  /** Learning rate; default 0.01. */
  lr?: number
  /** α in [0, 1): how slowly the mean square forgets; default 0.99. */
  alpha?: number
  /** Added to the root of the mean square, at least 0; default 1e-8. */
  eps?: number
}

/**
 * RMSProp (Tieleman and Hinton, 2012): v ← αv + (1 − α)g², p ← p − lr · g / (√v + ε).
 * https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf
 */
export class RMSProp extends ElementwiseOptimizer {
  lr: number
  readonly update: Update
  override readonly settings
  override readonly staysFinite: boolean
  protected readonly parts = { v: this.squarePerParameter() }

  constructor(parameters: readonly Value[], options: RMSPropOptions = {}) {
    super(parameters)
    checkOptions('RMSProp', options, ['lr', 'alpha', 'eps'])
    const { lr = 0.01, alpha = 0.99, eps = 1e-8 } = options
    checkRange('RMSProp', 'lr', lr, 0)
    checkRange('RMSProp', 'alpha', alpha, 0, 1)
    checkRange('RMSProp', 'eps', eps, 0)
    this.lr = lr
    this.settings = { alpha, eps }
    this.staysFinite = eps > 0
    this.update = this.updateBy(1, (p, g, [v], [lr]) => {
      const square = add(mul(alpha, v!), mul(mul(1 - alpha, g), g))
      return [sub(p, div(mul(lr!, g), add(sqrt(square), eps))), square]
    })
  }

  coefficients(): number[] {
    return [this.lr]
  }
}
