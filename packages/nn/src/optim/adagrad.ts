import { add, div, mul, sqrt, sub, type Value } from '@gradus/engine'
import type { UpdateRule } from '@gradus/compile'
import { checkOptions, checkRange } from '@gradus/engine/errors'
import { RuleOptimizer } from './rule-optimizer.js'

export interface AdagradOptions {
  /** Default 0.01. */
  lr?: number
  /** Added to the root of the sum; default 1e-10. */
  eps?: number
}

/** Adagrad (Duchi, Hazan and Singer, 2011): s ← s + g², p ← p − lr · g / (√s + ε). */
export class Adagrad extends RuleOptimizer {
  lr: number
  readonly rule: UpdateRule
  override readonly settings
  override readonly staysFinite: boolean
  protected override readonly squares = ['sum']
  protected readonly memory = { sum: this.perParameter() }

  constructor(parameters: readonly Value[], options: AdagradOptions = {}) {
    super(parameters)
    checkOptions('Adagrad', options, ['lr', 'eps'])
    const { lr = 0.01, eps = 1e-10 } = options
    checkRange('Adagrad', 'lr', lr, 0)
    checkRange('Adagrad', 'eps', eps, 0)
    this.lr = lr
    this.settings = { eps }
    this.staysFinite = eps > 0
    this.rule = {
      memories: 1,
      coefficients: 1,
      update: (p, g, [s], [lr]) => {
        const sum = add(s!, mul(g, g))
        return [sub(p, div(mul(lr!, g), add(sqrt(sum), eps))), sum]
      },
    }
  }

  coefficients(): number[] {
    return [this.lr]
  }
}
