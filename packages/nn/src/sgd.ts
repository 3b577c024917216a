import type { Value } from '@gradus/engine'
import { checkOptions } from '@gradus/engine/errors'
import { checkRange, Optimizer } from './optimizer.js'

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
export class SGD extends Optimizer {
  lr: number
  private readonly momentum: number
  private readonly nesterov: boolean
  private readonly weightDecay: number
  private readonly velocity = this.perParameter()
  protected readonly memory = { velocity: this.velocity }

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
    this.momentum = momentum
    this.nesterov = nesterov
    this.weightDecay = weightDecay
  }

  step(): void {
    const { lr, momentum, nesterov, weightDecay, velocity } = this
    this.parameters.forEach((p, i) => {
      const g = p.grad + weightDecay * p.data
      const v = (velocity[i] = momentum * velocity[i]! + g)
      p.data -= lr * (nesterov ? g + momentum * v : v)
    })
  }
}
