/** Metrics that do not fit loss and targets are refused before training starts. */
import { describe, expect, test } from '@jest/globals'
import type { FitOptions, MetricName, Target } from '../../src/index.js'
import { accuracy, fit, losses, MLP } from '../../src/index.js'

async function withMetric(metric: MetricName, loss: FitOptions['loss'], targets: Target[], outputs: number) {
  const model = new MLP([1, outputs])
  const before = model.theta()
  const inputs = targets.map((_, i) => [i])
  let epochs = 0
  const options = { epochs: 1, metrics: [metric], onEpoch: () => epochs++ }
  try {
    const history = await fit(model, { inputs, targets }, { loss, ...options })
    return history.epochs[0]!.metrics![metric]
  } catch (error) {
    expect([epochs, model.theta()]).toEqual([0, before])
    return (error as Error).message
  }
}

const oneHot = [[1, 0, 0], [0, 0, 1]] // oxfmt-ignore
const signs = [[1, -1, -1], [-1, -1, 1]] // oxfmt-ignore

describe('are refused', () => {
  const logits = (metric: string, loss: string) =>
    `fit: metric "${metric}" compares outputs with targets, and the outputs of loss "${loss}" are logits. Pass 'accuracy', or pass your own metric function.`
  const border = (metric: string, loss: string) =>
    `fit: metric "${metric}" takes an output above 0 for class 1, which loss "${loss}" does not train for targets other than -1 and 1. Pass loss 'binaryCrossEntropyWithLogits', or pass your own metric function.`
  const several = (metric: string, i: number) =>
    `fit: metric "${metric}" needs one class per example, and targets[${i}] names none or several. Pass one-hot targets, or pass your own metric function.`
  test.each<[MetricName, FitOptions['loss'], Target[], number, string]>([
    ['r2', 'crossEntropy', [0, 1], 2, logits('r2', 'crossEntropy')],
    ['mae', 'crossEntropy', oneHot, 3, logits('mae', 'crossEntropy')],
    ['r2', 'binaryCrossEntropyWithLogits', [0, 1], 1, logits('r2', 'binaryCrossEntropyWithLogits')],
    ['mae', 'sigmoidCrossEntropy', [[0], [1]], 1, logits('mae', 'sigmoidCrossEntropy')],
    ['mae', 'hinge', [-1, 1], 1, logits('mae', 'hinge')],
    ['accuracy', 'mse', [0, 1], 1, border('accuracy', 'mse')],
    ['accuracy', losses.mae, [[0], [1]], 1, border('accuracy', 'mae')],
    ['accuracy', 'quadratic', [[0.5], [1]], 1, border('accuracy', 'quadratic')],
    ['accuracy', 'huber', [3, 1], 1, border('accuracy', 'huber')],
    ['accuracy', 'mse', [[1, 0, 0], [0.2, 0.3, 0.5]], 3, several('accuracy', 1)], // oxfmt-ignore
    ['accuracy', 'mse', [[1, 1, 1]], 3, several('accuracy', 0)],
    ['accuracy', 'binaryCrossEntropyWithLogits', [[1, 0, 0], [1, 1, 0]], 3, several('accuracy', 1)], // oxfmt-ignore
    ['accuracy', 'sigmoidCrossEntropy', [[1, 0, 0], [0, 0, 0]], 3, several('accuracy', 1)], // oxfmt-ignore
    [
      'accuracy',
      'binaryCrossEntropyWithLogits',
      [0.3],
      1,
      'accuracy: the class of a target is 0.3. Pass a whole number from 0 to 1.',
    ],
    ['accuracy', () => losses.mse([], []), [[0.3]], 1, 'accuracy: the class of a target is 0.3. Pass a whole number from 0 to 1.'], // oxfmt-ignore
    [
      'r2',
      () => losses.mse([], []),
      [[1, 2]],
      1,
      'r2: 1 outputs and 2 targets. Pass one target per output, at least one.',
    ],
  ])('%s with %s (%#)', async (metric, loss, targets, outputs, message) => {
    expect(await withMetric(metric, loss, targets, outputs)).toBe(message)
  })
  test('under a name of the user too, and for validation data', async () => {
    const model = new MLP([1, 1])
    const data = { inputs: [[0]], targets: [1] }
    await expect(fit(model, data, { loss: 'mse', metrics: { right: accuracy }, validationData: { inputs: [[0]], targets: [0] } })).rejects.toThrow(border('right', 'mse')) // oxfmt-ignore
  })
})

describe('are measured', () => {
  test.each<[MetricName, FitOptions['loss'], Target[], number]>([
    ['accuracy', 'crossEntropy', [0, 1], 2],
    ['accuracy', 'crossEntropy', [[0.2, 0.5, 0.3]], 3],
    ['accuracy', 'binaryCrossEntropyWithLogits', [0, 1], 1],
    ['accuracy', 'sigmoidCrossEntropy', oneHot, 3],
    ['accuracy', 'hinge', [-1, 1], 1],
    ['accuracy', 'hinge', signs, 3],
    ['accuracy', 'mse', [-1, 1], 1],
    ['accuracy', 'quadratic', oneHot, 3],
    ['top3', 'crossEntropy', [0, 3], 4],
    ['top5', 'crossEntropy', [0, 1], 2],
    ['r2', 'mse', [0, 1], 1],
    ['mae', 'huber', [[0, 3, 2]], 3],
  ])('%s with %s (%#)', async (metric, loss, targets, outputs) => {
    expect(await withMetric(metric, loss, targets, outputs)).toEqual(expect.any(Number))
  })
  test('targets of −1 and 1 are the classes 0 and 1 of one output', () => {
    expect(accuracy([[-2], [3], [0.5], [-1]], [-1, 1, -1, [1]])).toBe(0.5)
    expect(() => accuracy([[-2, 1]], [-1])).toThrow(
      'accuracy: the class of a target is -1. Pass a whole number from 0 to 1.',
    )
  })
})
