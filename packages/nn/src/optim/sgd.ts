import { add, mul, sub, type Value } from '@gradus/engine'
import type { UpdateRule } from '@gradus/compile'
import { checkOptions, checkRange } from '@gradus/engine/errors'
import { RuleOptimizer } from './rule-optimizer.js'

export interface SGDOptions {
  /** Default 0.01. */
  lr?: number
  /** μ in [0, 1); default 0. */
  momentum?: number
  /** Look ahead along the velocity; needs momentum. */
  nesterov?: boolean
  /** λ of an L2 penalty ½λp² whose gradient λp is added, for biases too (`l2` of `fit` spares them); default 0. */
  weightDecay?: number
}

/**
 * Stochastic gradient descent: g ← ∂J/∂p + λp, v ← μv + g, p ← p − lr·v; with Nesterov's momentum p ← p − lr·(g + μv).
 * As in PyTorch, the learning rate is outside the velocity and the first velocity is the gradient.
 */
export class SGD extends RuleOptimizer {
  lr: number
  readonly rule: UpdateRule
  override readonly settings
  override readonly decay: number
  protected readonly memory: Record<string, Float64Array>

  constructor(parameters: readonly Value[], options: SGDOptions = {}) {
    super(parameters)
    checkOptions('SGD', options, ['lr', 'momentum', 'nesterov', 'weightDecay'])
    const { lr = 0.01, momentum = 0, nesterov = false, weightDecay = 0 } = options
    checkRange('SGD', 'lr', lr, 0)
    checkRange('SGD', 'momentum', momentum, 0, 1)
    checkRange('SGD', 'weightDecay', weightDecay, 0)
    if (nesterov && momentum === 0) {
      throw new RangeError('SGD: nesterov is on and momentum is 0. Pass a momentum, such as 0.9.')
    }
    this.lr = lr
    this.settings = { momentum, nesterov, weightDecay }
    this.decay = weightDecay
    this.memory = momentum === 0 ? {} : { velocity: this.perParameter() }
    this.rule = {
      memories: momentum === 0 ? 0 : 1,
      coefficients: 1,
      update: (p, gradient, [v], [lr]) => {
        const g = weightDecay === 0 ? gradient : add(gradient, mul(weightDecay, p))
        if (v === undefined) return [sub(p, mul(lr!, g))]
        const velocity = add(mul(momentum, v), g)
        return [sub(p, mul(lr!, nesterov ? add(g, mul(momentum, velocity)) : velocity)), velocity]
      },
    }
  }

  coefficients(): number[] {
    return [this.lr]
  }
}
