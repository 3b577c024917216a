import { add, div, mul, sqrt, sub, type Value } from '@gradus/engine'
import type { UpdateRule } from '@gradus/compile'
import { checkOptions, checkRange } from '@gradus/engine/errors'
import { RuleOptimizer } from './rule-optimizer.js'

export interface RMSPropOptions {
  /** Default 0.01. */
  lr?: number
  /** α, how slowly the mean square forgets; default 0.99. */
  alpha?: number
  /** Added to the root of the mean square; default 1e-8. */
  eps?: number
}

/** RMSProp (Tieleman and Hinton, 2012, lecture 6.5): v ← αv + (1 − α)g², p ← p − lr · g / (√v + ε). */
export class RMSProp extends RuleOptimizer {
  lr: number
  readonly rule: UpdateRule
  override readonly settings
  override readonly staysFinite: boolean
  protected override readonly squares = ['v']
  protected readonly memory = { v: this.perParameter() }

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
    this.rule = {
      memories: 1,
      coefficients: 1,
      update: (p, g, [v], [lr]) => {
        const square = add(mul(alpha, v!), mul(mul(1 - alpha, g), g))
        return [sub(p, div(mul(lr!, g), add(sqrt(square), eps))), square]
      },
    }
  }

  coefficients(): number[] {
    return [this.lr]
  }
}
