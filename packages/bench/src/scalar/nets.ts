/** The nets of by-hand/ as a user would write them with Values: a model, and the loss of one example. */
import type { ValueFunction } from '@gradus/compile'
import { dot, type Scalar, sigmoid, sub, sum, Value } from '@gradus/engine'
import { MLP } from '@gradus/nn'
import { ALPHA } from '../by-hand/net2-16-16-1.js'

export interface Net {
  /** The shapes of the arguments of the loss. */
  readonly shape: readonly ('scalar' | number)[]
  readonly parameters: Value[]
  readonly loss: ValueFunction
  /** The strength of the L2 penalty ½ l2 Σw², and the weights it applies to. */
  readonly l2: number
  readonly weights: ReadonlySet<Value>
}

/** 2-16-16-1 ReLU with the SVM loss. */
export function svmNet(): Net {
  const model = new MLP([2, 16, 16, 1], { activation: 'relu', init: 'he' })
  const loss = (x: Scalar[], y: Scalar) => sub(1, model.forward(x)[0]!.mul(y)).relu()
  return {
    shape: [2, 'scalar'],
    parameters: model.parameters(),
    loss,
    l2: 2 * ALPHA,
    weights: new Set(model.weights()),
  }
}

/** 784-30-10 (or another number of hidden units), sigmoid, cross-entropy from logits: Σ softplus(z) − y·z. λ/n = 5/50,000. */
export function digitNet(hidden = 30): Net {
  const model = new MLP([784, hidden, 10], { activation: 'sigmoid' })
  const loss = (x: Scalar[], y: Scalar[]) => {
    const z = model.forward(x)
    return sum(z.map((z) => z.softplus())).sub(dot(z, y))
  }
  return { shape: [784, 10], parameters: model.parameters(), loss, l2: 1e-4, weights: new Set(model.weights()) }
}

/** The worked example: 2-2-2, sigmoid, loss ½Σ(t − o)². The biases are constants. */
export function workedNet(): Net {
  const parameters = [0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55].map((w) => new Value(w))
  const loss = (x: Scalar[], t: Scalar[]) => {
    const [w1, w2, w3, w4, w5, w6, w7, w8] = parameters as [Value, Value, Value, Value, Value, Value, Value, Value]
    const h = [dot([w1, w2], x).add(0.35), dot([w3, w4], x).add(0.35)].map((z) => sigmoid(z))
    const o = [dot([w5, w6], h).add(0.6), dot([w7, w8], h).add(0.6)].map((z) => sigmoid(z))
    return sum(o.map((o, i) => sub(t[i]!, o).square())).mul(0.5)
  }
  return { shape: [2, 2], parameters, loss, l2: 0, weights: new Set() }
}
