/** The worked 2-2-2 example: sigmoid units, error ½ Σ (t − o)², rate .5, biases held fixed. By hand and by autodiff. */
import { describe, expect, test } from '@jest/globals'
import { backpropagate, MLP, quadratic } from '../../src/index.js'

const start = () => [
  [
    [0.35, 0.15, 0.2],
    [0.35, 0.25, 0.3],
  ],
  [
    [0.6, 0.4, 0.45],
    [0.6, 0.5, 0.55],
  ],
]
const [x, y, rate] = [[0.05, 0.1], [0.01, 0.99], 0.5]

/** One run: forward, then `steps` steps; gives outputs, error and all weights without the biases. */
const byHand = (steps: number) => {
  const Thetas = start()
  for (let k = 0; k < steps; k++) {
    const { D } = backpropagate(Thetas, [x], [y], { cost: 'quadratic' })
    Thetas.forEach((Theta, l) =>
      Theta.forEach((row, i) => row.forEach((_, j) => j > 0 && (row[j]! -= rate * D[l]![i]![j]!))),
    )
  }
  const { examples, J } = backpropagate(Thetas, [x], [y], { cost: 'quadratic' })
  return { outputs: examples[0]!.a.at(-1)!, error: J, weights: Thetas.flatMap((T) => T.flatMap(([, ...w]) => w)) }
}

const byAutodiff = (steps: number) => {
  const model = MLP.fromTheta(start(), { activation: 'sigmoid', output: 'sigmoid' })
  const weights = model.layers.flatMap((layer) => layer.neurons.flatMap((n) => n.weights))
  for (let k = 0; k < steps; k++) {
    for (const w of weights) w.zeroGrad()
    quadratic(model.forward(x), y).backward()
    for (const w of weights) w.data -= rate * w.grad
  }
  const outputs = model.forward(x)
  return { outputs: outputs.map((o) => o.data), error: quadratic(outputs, y).data, weights: weights.map((w) => w.data) }
}

const close = (actual: number[], expected: number[], digits: number) => {
  expect(actual).toHaveLength(expected.length)
  actual.forEach((a, i) => expect(a).toBeCloseTo(expected[i]!, digits))
}

describe.each([
  ['by hand', byHand],
  ['by autodiff', byAutodiff],
])('%s', (_, run) => {
  test('forward', () => {
    const { outputs, error } = run(0)
    close(outputs, [0.7513650696, 0.7729284653], 10)
    expect(error).toBeCloseTo(0.2983711088, 10)
  })
  test('after one step', () => {
    const { weights, error } = run(1)
    close(
      weights,
      [0.1497807161, 0.1995614323, 0.2497511436, 0.2995022873, 0.3589164797, 0.4086661861, 0.5113012702, 0.5613701211],
      10,
    )
    expect(error).toBeCloseTo(0.2910277737, 10)
  })
  test('after 10,000 steps', () => {
    const { outputs, error } = run(10_000)
    close(outputs, [0.0159136, 0.9840643], 7)
    expect(error * 1e5).toBeCloseTo(3.5101878, 6)
  })
})
