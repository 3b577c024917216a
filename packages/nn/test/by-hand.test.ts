/** Compares automatic differentiation with the algorithm of by-hand.ts, on random networks. */
import { describe, expect, test } from '@jest/globals'
import type { ActivationName, Data, DeltaOptions, HandActivation, Loss } from '../src/index.js'
import {
  accumulate,
  backpropagate,
  crossEntropy,
  handActivations,
  MLP,
  quadratic,
  Random,
  sigmoidCrossEntropy,
} from '../src/index.js'

/** Φ(z) = ½ + φ(z)(z + z³/3 + z⁵/(3·5) + …), so that gelu too is checked against nothing of the engine. */
const phi = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
const Phi = (z: number) => {
  let [term, sum] = [z, 0]
  for (let k = 3; Math.abs(term) > 1e-18; k += 2) [sum, term] = [sum + term, (term * z * z) / k]
  return 0.5 + phi(z) * sum
}
const smooth: Partial<Record<ActivationName, HandActivation>> = {
  ...handActivations,
  gelu: { g: (z) => z * Phi(z), gPrime: (z) => Phi(z) + z * phi(z) },
}

/** The gradients that autodiff left in the model, in the layout of theta(): bias first. */
const gradients = (model: MLP) =>
  model.layers.map((layer) => layer.neurons.map(({ bias, weights }) => [bias.grad, ...weights.map((w) => w.grad)]))

const draw = (count: number, make: () => number) => Array.from({ length: count }, make)

/** The largest difference relative to the largest gradient. */
function worstDifference(activation: ActivationName, cost: 'crossEntropy' | 'quadratic', lambda: number): number {
  const random = new Random(11)
  let worst = 0
  for (let round = 0; round < 12; round++) {
    const hidden = Array.from({ length: 1 + random.integer(4) }, () => 1 + random.integer(12))
    const sizes = [1 + random.integer(5), ...hidden, 1 + random.integer(4)]
    const output = cost === 'quadratic' ? activation : 'linear' // the cross-entropy takes logits
    const model = new MLP(sizes, { activation, output, init: 'scaled', seed: round })
    const parameters = model.parameters()
    for (const p of parameters) p.data += random.uniform(-0.1, 0.1) // biases too
    const m = 1 + random.integer(20)
    const inputs = Array.from({ length: m }, () => draw(sizes[0]!, () => random.normal()))
    const targets = inputs.map(() => draw(sizes.at(-1)!, () => random.uniform()))
    const data: Data = { inputs, targets }
    const loss: Loss = cost === 'quadratic' ? quadratic : sigmoidCrossEntropy
    accumulate(model, parameters, data, loss)
    const weights = new Set(model.layers.flatMap((layer) => layer.neurons.flatMap((n) => n.weights)))
    for (const p of parameters) if (weights.has(p)) p.grad += (lambda / m) * p.data

    const hand = smooth[activation]!
    const options: DeltaOptions = { activation: hand, cost, lambda, ...(cost === 'quadratic' ? { output: hand } : {}) }
    const D = backpropagate(model.theta(), inputs, targets, options).D.flat(2)
    const size = Math.max(...D.map(Math.abs))
    const auto = gradients(model).flat(2)
    expect(auto).toHaveLength(D.length)
    worst = Math.max(worst, ...auto.map((x, i) => Math.abs(x - D[i]!) / size))
  }
  return worst
}

describe.each(['crossEntropy', 'quadratic'] as const)('cost %s', (cost) => {
  test.each(Object.keys(smooth) as ActivationName[])(
    '%s: autodiff equals the δ formulas, with and without λ',
    (name) => {
      expect(worstDifference(name, cost, 0)).toBeLessThan(1e-12)
      expect(worstDifference(name, cost, 2.5)).toBeLessThan(1e-12)
    },
  )
})

describe('backpropagate', () => {
  const Thetas = [
    [
      [0.1, 0.2, -0.3],
      [0.4, -0.5, 0.6],
    ],
    [[-0.7, 0.8, 0.9]],
  ]
  test('leaves z, a, δ of every layer and Δ to read off', () => {
    const { examples, Delta, D } = backpropagate(
      Thetas,
      [
        [1, 2],
        [3, 4],
      ],
      [[0], [1]],
    )
    const [{ z, a, delta }] = examples as [(typeof examples)[0]]
    expect(z[0]![0]).toBeCloseTo(0.1 + 0.2 - 0.6, 15)
    expect(a.map((layer) => layer.length)).toEqual([2, 2, 1])
    expect(delta[1]).toEqual([a[2]![0]! - 0])
    expect(delta[0]![1]).toBeCloseTo(0.9 * delta[1]![0]! * a[1]![1]! * (1 - a[1]![1]!), 15)
    expect(Delta[0]![1]![2]).toBeCloseTo(delta[0]![1]! * 2 + examples[1]!.delta[0]![1]! * 4, 15)
    expect(D[0]![1]![2]).toBe(Delta[0]![1]![2]! / 2)
  })
  test('λ leaves the bias column alone and is divided by m', () => {
    const [plain, decayed] = [0, 3].map((lambda) =>
      backpropagate(
        Thetas,
        [
          [1, 2],
          [3, 4],
        ],
        [[0], [1]],
        { lambda },
      ),
    )
    const difference = decayed!.D.map((M, l) => M.map((row, i) => row.map((d, j) => d - plain!.D[l]![i]![j]!)))
    difference.forEach((M, l) =>
      M.forEach((row, i) => row.forEach((d, j) => expect(d).toBeCloseTo(j === 0 ? 0 : 1.5 * Thetas[l]![i]![j]!, 14))),
    )
    expect(decayed!.J - plain!.J).toBeCloseTo((3 / 4) * (0.04 + 0.09 + 0.25 + 0.36 + 0.64 + 0.81), 14)
  })
  test('D is the slope of J, by finite differences', () => {
    const J = (h: number) => {
      const moved = structuredClone(Thetas)
      moved[0]![1]![2]! += h
      return backpropagate(moved, [[1, 2]], [[0.3]], { lambda: 0.5 }).J
    }
    const { D } = backpropagate(Thetas, [[1, 2]], [[0.3]], { lambda: 0.5 })
    expect(D[0]![1]![2]).toBeCloseTo((J(1e-5) - J(-1e-5)) / 2e-5, 9)
  })
  test('refuses what does not fit', () => {
    expect(() => backpropagate(Thetas, [[1, 2]], [])).toThrow('backpropagate: 1 inputs and 0 targets.')
    expect(() => backpropagate(Thetas, [[1]], [[0]])).toThrow(
      'backpropagate: a row of Θ(1) has 3 numbers for 1 inputs and a bias. Pass one per input, the bias first.',
    )
    expect(() => backpropagate(Thetas, [[1, 2]], [[0, 1]])).toThrow('target 0 has 2 numbers for 1 outputs.')
    expect(() => backpropagate(Thetas, [[1, 2]], [[0]], { output: 'tanh' })).toThrow(
      'backpropagate: the cross-entropy needs sigmoid outputs.',
    )
    expect(() => backpropagate(Thetas, [[1, 2]], [[0]], { activation: 'relu' as never })).toThrow(
      'backpropagate: unknown activation "relu".',
    )
  })
})

test('softmax and cross-entropy have δ = softmax(z) − y at the last layer', () => {
  const model = new MLP([3, 4, 3], { seed: 2 })
  const logits = model.forward([0.1, -0.5, 0.9])
  crossEntropy(logits, 2).backward()
  const total = logits.reduce((sum, z) => sum + Math.exp(z.data), 0)
  logits.forEach((z, i) => expect(z.grad).toBeCloseTo(Math.exp(z.data) / total - (i === 2 ? 1 : 0), 14))
})

test('symmetry: equal weights stay equal, random ones do not', () => {
  const train = (init: MLP) => {
    const parameters = init.parameters()
    const [first, second] = init.layers[0]!.neurons as [MLP['layers'][0]['neurons'][0], MLP['layers'][0]['neurons'][0]]
    let equal = 0
    for (let step = 0; step < 20; step++) {
      accumulate(
        init,
        parameters,
        {
          inputs: [
            [0.5, -1],
            [1, 2],
          ],
          targets: [[1], [0]],
        },
        sigmoidCrossEntropy,
      )
      for (const p of parameters) p.data -= 0.5 * p.grad
      const rows = [first, second].map((n) =>
        n
          .parameters()
          .map((p) => p.data)
          .join(),
      )
      if (rows[0] === rows[1]) equal++
    }
    return equal
  }
  const constant = (c: number) => [
    [
      [c, c, c],
      [c, c, c],
    ],
    [[c, c, c]],
  ]
  expect(train(MLP.fromTheta(constant(0), { activation: 'sigmoid' }))).toBe(20)
  expect(train(MLP.fromTheta(constant(0.3), { activation: 'sigmoid' }))).toBe(20)
  expect(train(new MLP([2, 2, 1], { activation: 'sigmoid', init: 'glorot' }))).toBe(0)
})
