/** Training that fails, and questions without an answer, are reported and not passed over. */
import { expect, test } from '@jest/globals'
import {
  AdamW,
  accuracy,
  backpropagate,
  confusionMatrix,
  DivergedError,
  fit,
  type FitOptions,
  MLP,
  Random,
  SGD,
  toModule,
  topKAccuracy,
} from '../../src/index.js'

const random = new Random(7)
const inputs = Array.from({ length: 64 }, () => Array.from({ length: 3 }, () => 100 * random.normal()))
const data = { inputs, targets: inputs.map(([a]) => [a!]) }
const weightsOf = (model: MLP) => model.parameters().map((p) => p.data)

test.each([
  ['f32', 0.1],
  ['f32', 1],
  ['f32', 1e30],
  ['f64', 1],
  ['f64', 1e200],
] as const)('%s at rate %d: a run that diverges says so and leaves finite weights', async (precision, lr) => {
  const model = new MLP([3, 8, 1], { activation: 'relu' })
  const options: FitOptions = { loss: 'mse', optimizer: new SGD(model.parameters(), { lr }), epochs: 30, precision }
  await expect(fit(model, data, options)).rejects.toThrow(DivergedError)
  expect(weightsOf(model).filter((w) => !Number.isFinite(Math.fround(w)) && precision === 'f32')).toEqual([])
  expect(weightsOf(model).filter((w) => !Number.isFinite(w))).toEqual([])
})

test.each(['eager', 'compiled'] as const)('%s: weight decay that makes weights grow is noticed', async (mode) => {
  const model = new MLP([3, 1])
  const optimizer = new AdamW(model.parameters(), { lr: 1e20, weightDecay: 1e140 })
  await expect(fit(model, data, { loss: 'mae', optimizer, epochs: 5, mode })).rejects.toThrow(DivergedError)
  expect(weightsOf(model).every(Number.isFinite)).toBe(true)
})

test.each(['eager', 'compiled'] as const)(
  '%s: an exception of a callback leaves the weights of the last step',
  async (mode) => {
    const runUntil = async (onProgress: NonNullable<FitOptions['onProgress']>) => {
      const model = new MLP([3, 2, 1])
      const optimizer = new SGD(model.parameters(), { lr: 1e-5 })
      const run = fit(model, data, { loss: 'mse', optimizer, epochs: 3, batchSize: 8, mode, onProgress })
      return { ended: await run.then(() => 'stopped', String), weights: weightsOf(model) }
    }
    const stopped = await runUntil(({ batch }) => batch < 3)
    const failed = await runUntil(({ batch }) => {
      if (batch === 3) throw new Error('no more')
      return true
    })
    expect(failed).toEqual({ ended: 'Error: no more', weights: stopped.weights })
    expect(failed.weights).not.toEqual(weightsOf(new MLP([3, 2, 1])))
  },
)

test('a module is not made of weights that are not finite', () => {
  const model = new MLP([1, 1])
  model.parameters()[1]!.data = NaN
  expect(() => toModule(model)).toThrow(
    new RangeError('toModule: parameter θ1[1,0] is NaN. Train again with a smaller rate.'),
  )
})

test('metrics refuse classes that there cannot be, and count no NaN as right', () => {
  expect(accuracy([[NaN, NaN], [0, 1]], [0, 1])).toBe(0.5) // oxfmt-ignore
  expect(topKAccuracy([[NaN, 1, 2]], [1], 2)).toBe(0)
  const wrong = 'the class of a target is 5. Pass a whole number from 0 to 1.'
  expect(() => topKAccuracy([[1, 2]], [5], 2)).toThrow(new RangeError(`topKAccuracy: ${wrong}`))
  expect(() => confusionMatrix([[1, 2]], [5])).toThrow(new RangeError(`confusionMatrix: ${wrong}`))
  for (const k of [0, NaN, 1.5]) {
    expect(() => topKAccuracy([[1, 2]], [1], k)).toThrow(
      new RangeError(`topKAccuracy: k is ${k}. Pass a whole number, 1 or more.`),
    )
  }
})

test('options that would be ignored, or mean nothing, are errors', () => {
  expect(() => backpropagate([[[0, 1]]], [[1]], [[1]], { cost: 'quadratc' as never })).toThrow(
    "backpropagate: the cost is \"quadratc\". Pass 'crossEntropy' or 'quadratic'.",
  )
  for (const lambda of [-1, NaN, '2' as never]) {
    expect(() => backpropagate([[[0, 1]]], [[1]], [[1]], { lambda })).toThrow(/^backpropagate: lambda is .*0\.$/)
  }
  expect(() => new AdamW([], { weightDecy: 1 } as never)).toThrow(
    'AdamW: unknown option "weightDecy". The options are lr, beta1, beta2, eps, weightDecay.',
  )
})
