import { add, mul, sub, type Value } from '@gradus/engine'
import type { Update } from '@gradus/compile'
import { checkOptions, checkRange } from '@gradus/engine/errors'
import { ElementwiseOptimizer } from './elementwise-optimizer.js'
import type { StateArray } from './state.js'

export interface SGDOptions {
  /** Learning rate; default 0.01. */
  lr?: number
  /** Momentum μ in [0, 1); default 0. */
  momentum?: number
  /** Whether to use Nesterov's momentum, which needs a momentum above 0; default false. */
  nesterov?: boolean
  /** λ ≥ 0: adds λp, the slope of ½λp², to the gradient of every parameter, biases included; default 0. */
  weightDecay?: number
}

/**
 * Stochastic gradient descent: g ← ∂J/∂p + λp, v ← μv + g, p ← p − lr·v. With Nesterov's momentum, p ← p − lr·(g + μv).
 * As in PyTorch, the velocity does not contain the learning rate, and the first velocity is the gradient.
 */
export class SGD extends ElementwiseOptimizer {
  lr: number
  readonly update: Update
  override readonly settings
  override readonly decay: number
  protected readonly parts: Readonly<Record<string, StateArray>>

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
    this.parts = momentum === 0 ? {} : { velocity: this.perParameter() }
    this.update = this.updateBy(1, (p, gradient, [v], [lr]) => {
      const g = weightDecay === 0 ? gradient : add(gradient, mul(weightDecay, p))
      if (v === undefined) return [sub(p, mul(lr!, g))]
      const velocity = add(mul(momentum, v), g)
      return [sub(p, mul(lr!, nesterov ? add(g, mul(momentum, velocity)) : velocity)), velocity]
    })
  }

  coefficients(): number[] {
    return [this.lr]
  }
}
