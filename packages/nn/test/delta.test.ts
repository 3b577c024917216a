/**
 * The gradients of a network against the hand-derived formulas of the lecture, written out here in plain arrays:
 * δ(L) = a(L) − y, δ(l) = Θᵀδ(l+1) ⊙ g′(z(l)), ∂J/∂Θᵢⱼ = δᵢ·aⱼ, Δ accumulated over m examples, D = Δ/m.
 */
import { describe, expect, test } from '@jest/globals'
import type { ActivationName, Data } from '../src/index.js'
import { accumulate, binaryCrossEntropy, crossEntropy, MLP, mse, Random } from '../src/index.js'

const g: Partial<Record<ActivationName, [(z: number) => number, (z: number) => number]>> = {
  linear: [(z) => z, () => 1],
  sigmoid: [(z) => 1 / (1 + Math.exp(-z)), (z) => Math.exp(-z) / (1 + Math.exp(-z)) ** 2],
  tanh: [Math.tanh, (z) => 1 / Math.cosh(z) ** 2],
  relu: [(z) => Math.max(0, z), (z) => (z > 0 ? 1 : 0)],
  softplus: [(z) => Math.log(1 + Math.exp(z)), (z) => 1 / (1 + Math.exp(-z))],
}

/** D for every Θ; `outputDelta` is ∂loss/∂z of the (linear) last layer. */
function deltas(
  thetas: number[][][],
  activations: ActivationName[],
  data: Data,
  outputDelta: (z: number[], target: never) => number[],
): number[][][] {
  const Delta = thetas.map((theta) => theta.map((row) => row.map(() => 0)))
  data.inputs.forEach((x, k) => {
    const a: number[][] = [[...x]]
    const z: number[][] = []
    thetas.forEach((theta, l) => {
      z.push(theta.map((row) => row.reduce((sum, t, j) => sum + t * (j === 0 ? 1 : a[l]![j - 1]!), 0)))
      a.push(z[l]!.map(g[activations[l]!]![0]))
    })
    let delta = outputDelta(z.at(-1)!, data.targets[k] as never)
    for (let l = thetas.length - 1; l >= 0; l--) {
      delta.forEach((d, i) => [1, ...a[l]!].forEach((aj, j) => (Delta[l]![i]![j]! += d * aj)))
      if (l === 0) break
      const below = z[l - 1]!.map(g[activations[l - 1]!]![1])
      delta = below.map((slope, j) => slope * delta.reduce((sum, d, i) => sum + thetas[l]![i]![j + 1]! * d, 0))
    }
  })
  return Delta.map((matrix) => matrix.map((row) => row.map((d) => d / data.inputs.length)))
}

const softmax = (z: number[]) => {
  const e = z.map(Math.exp)
  const total = e.reduce((a, b) => a + b, 0)
  return e.map((x) => x / total)
}

const losses = {
  mse: { loss: mse, delta: (z: number[], y: number[]) => z.map((o, i) => (2 * (o - y[i]!)) / z.length) },
  crossEntropy: {
    loss: crossEntropy,
    delta: (z: number[], k: number) => softmax(z).map((p, i) => p - (i === k ? 1 : 0)),
  },
  binaryCrossEntropy: {
    loss: binaryCrossEntropy,
    delta: (z: number[], y: number[]) => z.map((o, i) => (1 / (1 + Math.exp(-o)) - y[i]!) / z.length),
  },
}

/** The gradients that autodiff left in the model, in the layout of theta(): bias first. */
const gradients = (model: MLP) =>
  model.layers.map((layer) => layer.neurons.map(({ bias, weights }) => [bias.grad, ...weights.map((w) => w.grad)]))

describe.each(Object.keys(losses) as (keyof typeof losses)[])('with %s', (name) => {
  test.each(['sigmoid', 'tanh', 'relu', 'softplus', 'linear'] as ActivationName[])(
    'autodiff equals the δ formulas on random %s networks',
    (activation) => {
      const random = new Random(11)
      for (let round = 0; round < 12; round++) {
        const hidden = Array.from({ length: 1 + random.integer(4) }, () => 1 + random.integer(12))
        const sizes = [1 + random.integer(5), ...hidden, 2 + random.integer(3)]
        const outputs = sizes.at(-1)!
        const model = new MLP(sizes, { activation, init: 'scaled', seed: round })
        for (const p of model.parameters()) p.data += random.uniform(-0.1, 0.1) // biases too
        const m = 1 + random.integer(20)
        const data: Data = {
          inputs: Array.from({ length: m }, () => Array.from({ length: sizes[0]! }, () => random.normal())),
          targets: Array.from({ length: m }, () =>
            name === 'crossEntropy' ? random.integer(outputs) : Array.from({ length: outputs }, () => random.uniform()),
          ),
        }
        accumulate(model, model.parameters(), data, losses[name].loss)
        const activations = [...hidden.map(() => activation), 'linear' as const]
        const D = deltas(model.theta(), activations, data, losses[name].delta as never)
        const [exact, auto] = [D.flat(2), gradients(model).flat(2)]
        const size = Math.max(...exact.map(Math.abs), 1e-300)
        expect(auto.length).toBe(exact.length)
        auto.forEach((x, i) => expect(Math.abs(x - exact[i]!) / size).toBeLessThan(1e-12))
      }
    },
  )
})
