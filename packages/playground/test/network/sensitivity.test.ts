import { expect, test } from '@jest/globals'
import { Value } from '@gradus/engine'
import { MLP } from '@gradus/nn'
import { unitNumbers } from '../../src/network/model.js'
import { sensitivities } from '../../src/network/sensitivity.js'

test.each(['tanh', 'relu', 'sigmoid'] as const)('∂z/∂x of each unit is what backward finds, with %s', (activation) => {
  const model = new MLP([3, 4, 2, 2], { activation, seed: 5 })
  const input = [0.3, -1.2, 0.7]
  const found = sensitivities(model, unitNumbers(model, input))
  expect(found.map((layer) => layer.length)).toEqual([4, 2, 2])
  found.forEach((layer, l) =>
    layer.forEach((slopes, k) => {
      const x = input.map((data) => new Value(data))
      const a = model.layers.slice(0, l).reduce((values, one) => one.forward(values), x)
      const { weights, bias } = model.layers[l]!.neurons[k]!
      const z = weights.reduce((sum, w, j) => sum.add(w.mul(a[j]!)), bias)
      z.backward()
      x.forEach(({ grad }, i) => expect(slopes[i]).toBeCloseTo(grad, 14))
    }),
  )
  expect([...found[0]![1]!]).toEqual(model.layers[0]!.neurons[1]!.weights.map((w) => w.data))
})
