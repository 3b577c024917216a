/** Which output activations are refused with which loss. The messages are tested in check-data.test.ts, for each function. */
import { expect, test } from '@jest/globals'
import type { ActivationName, LossName } from '../src/index.js'
import { activations, evaluate, MLP } from '../src/index.js'

test('which outputs go with which loss', () => {
  const refusedWith = (loss: LossName, target: number, outputs: number) =>
    (Object.keys(activations) as ActivationName[]).filter((output) => {
      const model = new MLP([1, outputs], { output })
      try {
        evaluate(model, { inputs: [[1]], targets: [target] }, loss)
        return false
      } catch {
        return true
      }
    })
  const bounded = ['sigmoid', 'tanh']
  const onOneSide = ['relu', 'elu', 'gelu', 'silu', 'softplus']
  expect(new Set(refusedWith('binaryCrossEntropyWithLogits', 1, 1))).toEqual(new Set([...bounded, ...onOneSide]))
  expect(new Set(refusedWith('sigmoidCrossEntropy', 1, 1))).toEqual(new Set([...bounded, ...onOneSide]))
  // Differences of outputs that are bounded on one side may be any number.
  expect(refusedWith('crossEntropy', 1, 2)).toEqual(bounded)
  expect(new Set(refusedWith('hinge', 1, 1))).toEqual(new Set(['sigmoid', 'relu', 'gelu', 'silu', 'softplus']))
  for (const loss of ['mse', 'mae', 'huber', 'quadratic'] as const) expect(refusedWith(loss, 1, 1)).toEqual([])
})

test('an output of your own is not judged', () => {
  const model = new MLP([1, 1], { output: (z) => z.sigmoid() })
  expect(evaluate(model, { inputs: [[0]], targets: [1] }, 'binaryCrossEntropyWithLogits')).toBeGreaterThan(0)
})
