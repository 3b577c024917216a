// What browser.js runs in Node and in a page: the engine, a drawing, a parsed formula, a compiled function and compiled training.
import { compile } from '@gradus/compile'
import { derivative, dot, gradient, sum, Value } from '@gradus/engine'
import { explain } from '@gradus/explain'
import { parseExpression } from '@gradus/expression'
import { formula } from '@gradus/expression/formula'
import { Adam, fit, MLP, SGD } from '@gradus/nn'
import { toDot } from '@gradus/viz'

export async function program() {
  const sgd = await trained(SGD, { lr: 0.1, momentum: 0.9, nesterov: true })
  const adam = await trained(Adam, { lr: 0.05 })
  return { engine: engine(), compiled: compiled(), sgd, adam }
}

function engine() {
  const [x, y, z] = [new Value(-2, 'x'), new Value(5, 'y'), new Value(-4, 'z')]
  const f = x.add(y).mul(z)
  f.backward()
  const second = derivative((x) => x.pow(3), 2, 2)
  const { text } = formula(f, { simplify: false })
  const again = gradient(parseExpression(text).f, [-2, 5, -4])
  const words = explain(f).split('\n').at(-1)
  return {
    gradient: [x.grad, y.grad, z.grad],
    second,
    formula: text,
    again,
    words,
    dot: toDot(f).startsWith('digraph'),
  }
}

/** A compiled function of 20 points in one call (lanes for 16 and 4), and the engine at one point after the other. */
function compiled() {
  const f = ([a, b, c]) => sum([dot([a, b], [b, c]).tanh(), a.mul(c).exp(), b.square().add(1).log(), c.sigmoid()])
  const points = Array.from({ length: 20 }, (_, i) => [0, 1, 2].map((k) => ((7 * i + 5 * k) % 13) / 6 - 1))
  const replay = compile(f, [3])
  const { values, gradient: slopes } = replay.valueAndGradient(points.flat())
  return {
    backend: replay.backend,
    numbers: [...values, ...slopes],
    byEngine: [
      ...points.map((p) => f(p.map((x) => new Value(x))).data),
      ...points.flatMap((p) => gradient((xs) => f(xs), p)),
    ],
  }
}

/** Trains with batches of 8, 8 and 4, with dropout, L2 and clipping. */
async function trained(Optimizer, settings) {
  const inputs = Array.from({ length: 20 }, (_, i) => [((3 * i) % 20) / 10 - 1, ((7 * i) % 20) / 10 - 1])
  const data = { inputs, targets: inputs.map(([x, y]) => (x * y > 0 ? 1 : 0)) }
  const model = new MLP([2, 8, 8, 1], { activation: ['tanh', 'sigmoid'], dropout: 0.1, seed: 3 })
  const optimizer = new Optimizer(model.parameters(), settings)
  const notices = []
  const options = { batchSize: 8, epochs: 100, seed: 5, l2: 0.01, clipNorm: 1, onNotice: (text) => notices.push(text) }
  const { epochs } = await fit(model, data, { loss: 'binaryCrossEntropyWithLogits', optimizer, ...options })
  return { notices, weights: model.parameters().map((p) => p.data), losses: epochs.map(({ loss }) => loss) }
}
