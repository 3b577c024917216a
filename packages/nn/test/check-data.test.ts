/** Models, data and losses that do not fit together are refused before anything is computed, with what to do. */
import { describe, expect, test } from '@jest/globals'
import type { ActivationName, LossName } from '../src/index.js'
import {
  Adam,
  backpropagate,
  diagnose,
  evaluate,
  fit,
  learningRateRange,
  MLP,
  overfitBatch,
  SGD,
} from '../src/index.js'

/** What takes a model, data and a loss. */
const takers: [string, (model: never, data: never, loss: never) => unknown][] = [
  ['fit', (model, data, loss) => fit(model, data, { loss, epochs: 1 })],
  ['fit eagerly', (model, data, loss) => fit(model, data, { loss, epochs: 1, mode: 'eager' })],
  ['evaluate', evaluate],
  ['diagnose', diagnose],
  ['overfitBatch', (model, data, loss) => overfitBatch(model, data, { loss, steps: 1 })],
  ['learningRateRange', (model, data, loss) => learningRateRange(model, data, { loss, steps: 1 })],
]

const refusal = async (run: () => unknown): Promise<unknown> => {
  try {
    await run()
  } catch (error) {
    return error
  }
  return undefined
}

describe.each(takers)('%s', (name, take) => {
  const where = name.split(' ')[0]!
  const refused = async (model: unknown, data: unknown, loss: unknown, error: Error) =>
    expect(String(await refusal(() => take(model as never, data as never, loss as never)))).toBe(String(error))
  const net = (outputs = 1) => new MLP([1, 2, outputs])

  test.each<[string, unknown, unknown, string]>([
    ['flat inputs', [0, 1], [0, 1], 'inputs[0] of the data is 0. Pass an array of numbers for each example, such as [0].'],
    ['a missing row', [[0], undefined], [0, 1], 'inputs[1] of the data is undefined. Pass an array of numbers for each example, such as [0].'],
    ['integers without an end', [new BigInt64Array(1)], [0], 'inputs[0] of the data is a BigInt64Array object. Pass an array of numbers for each example, such as [0].'],
    ['texts as inputs', [[0], ['1']], [0, 1], 'inputs[1][0] of the data is "1". Pass a number.'],
    ['a gap in a row', [[0], [null]], [0, 1], 'inputs[1][0] of the data is null. Pass a number.'],
    ['texts as targets', [[0], [1]], ['cat', 'dog'], 'targets[0] of the data is "cat". Pass a number (the index of a class, counted from 0), or an array with one number per output.'],
    ['truth values as targets', [[0], [1]], [0, true], 'targets[1] of the data is true. Pass a number (the index of a class, counted from 0), or an array with one number per output.'],
    ['texts in a target', [[0], [1]], [[0], ['dog']], 'targets[1][0] of the data is "dog". Pass a number.'],
  ])('%s', async (_, inputs, targets, rest) => {
    await refused(net(), { inputs, targets }, 'mse', new TypeError(`${where}: ${rest}`))
  }) // oxfmt-ignore

  test('inputs of another width than the model takes', async () => {
    const error = new RangeError(
      `${where}: inputs[1] of the data has 2 numbers, but the model takes 1. Pass rows of that length, or make the model with new MLP([2, …]).`,
    )
    await refused(net(), { inputs: [[0], [1, 2]], targets: [0, 1] }, 'mse', error)
    await refused(net(), { inputs: [[0], new Float32Array(2)], targets: [0, 1] }, 'mse', error)
  })

  test.each<[LossName, number, unknown, string]>([
    ['crossEntropy', 3, 3, 'crossEntropy: the target is 3. Pass a class index from 0 to 2, or probabilities.'],
    ['crossEntropy', 3, 0.5, 'crossEntropy: the target is 0.5. Pass a class index from 0 to 2, or probabilities.'],
    ['crossEntropy', 2, [1, 1], 'crossEntropy: the probabilities sum to 2. Pass numbers of at least 0 that sum to 1.'],
    ['binaryCrossEntropyWithLogits', 1, 2, 'binaryCrossEntropyWithLogits: target 0 is 2. Pass numbers from 0 to 1.'],
    ['sigmoidCrossEntropy', 2, [0, -1], 'sigmoidCrossEntropy: target 1 is -1. Pass numbers from 0 to 1.'],
    ['hinge', 1, 0, 'hinge: target 0 is 0. Pass 1 or -1.'],
    ['mse', 1, [0, 1], 'mse: 1 outputs and 2 targets. Pass one target per output.'],
  ])('%s of %i outputs does not take the target %j', async (loss, outputs, target, reason) => {
    const good = loss === 'hinge' ? 1 : loss === 'crossEntropy' || outputs === 1 ? 0 : [0, 1]
    const error = new RangeError(`${where}: the loss refuses targets[1] of the data. ${reason}`)
    await refused(net(outputs), { inputs: [[0], [1]], targets: [good, target] }, loss, error)
  })

  test('a loss by the name that others have for it', async () => {
    const data = { inputs: [[0]], targets: [0] }
    for (const [theirs, ours] of [
      ['binary_crossentropy', 'binaryCrossEntropyWithLogits'],
      ['BCEWithLogitsLoss', 'binaryCrossEntropyWithLogits'],
      ['binaryCrossEntropy', 'binaryCrossEntropyWithLogits'],
      ['categorical_crossentropy', 'crossEntropy'],
      ['sparse_categorical_crossentropy', 'crossEntropy'],
      ['CrossEntropyLoss', 'crossEntropy'],
      ['cross_entropy', 'crossEntropy'],
    ]) {
      const instead = `Pass '${ours}', which is its name here. It takes logits, so leave the output of the model linear.`
      await refused(net(), data, theirs, new RangeError(`${where}: unknown loss "${theirs}". ${instead}`))
    }
    for (const [theirs, ours] of [
      ['mean_squared_error', 'mse'],
      ['MSELoss', 'mse'],
      ['L1Loss', 'mae'],
      ['SmoothL1Loss', 'huber'],
    ]) {
      const instead = `Pass '${ours}', which is its name here.`
      await refused(net(), data, theirs, new RangeError(`${where}: unknown loss "${theirs}". ${instead}`))
    }
  })

  test('a model that is none, and a model as data', async () => {
    const data = { inputs: [[0]], targets: [0] }
    const what = where === 'diagnose' ? 'an MLP' : 'an MLP, or an object with parameters() and forward()'
    await refused(data, net(), 'mse', new TypeError(`${where}: the model is an object. Pass ${what}.`))
    await refused(MLP, data, 'mse', new TypeError(`${where}: the model is a function. Pass ${what}.`))
    await refused(net(), net(), 'mse', new TypeError(`${where}: the data is an MLP object. Pass { inputs, targets }, two arrays.`)) // oxfmt-ignore
  })

  test('an output that cannot be what the loss takes', async () => {
    const data = { inputs: [[0]], targets: [1] }
    const made = (output: ActivationName, outputs = 1) => new MLP([1, outputs], { output })
    await refused(
      made('sigmoid'),
      data,
      'binaryCrossEntropyWithLogits',
      new RangeError(
        `${where}: the output activation is 'sigmoid', which gives numbers from 0 to 1, but the loss 'binaryCrossEntropyWithLogits' takes logits, which may be any number. Leave the output linear: the loss applies the sigmoid itself.`,
      ),
    )
    await refused(
      made('relu'),
      data,
      'sigmoidCrossEntropy',
      new RangeError(
        `${where}: the output activation is 'relu', which gives no number below 0, but the loss 'sigmoidCrossEntropy' takes logits, which may be any number. Leave the output linear: the loss applies the sigmoid itself.`,
      ),
    )
    await refused(
      made('tanh', 2),
      data,
      'crossEntropy',
      new RangeError(
        `${where}: the output activation is 'tanh', which gives numbers from -1 to 1, but the loss 'crossEntropy' takes logits, which may be any number. Leave the output linear: the loss applies the softmax itself.`,
      ),
    )
    await refused(
      made('sigmoid'),
      data,
      'hinge',
      new RangeError(
        `${where}: the output activation is 'sigmoid', which gives numbers from 0 to 1, but the loss 'hinge' takes outputs of -1 and less. Leave the output linear.`,
      ),
    )
  })
})

test('validation data are checked as data are', async () => {
  const data = { inputs: [[0]], targets: [0] }
  const refused = (validationData: unknown, loss: LossName = 'mse') =>
    expect(fit(new MLP([1, 1]), data, { loss, validationData: validationData as never })).rejects
  await refused({ inputs: [0], targets: [0] }).toThrow('fit: inputs[0] of the validation data is 0. Pass an array')
  await refused({ inputs: [[0]], targets: ['cat'] }).toThrow('fit: targets[0] of the validation data is "cat".')
  await refused({ inputs: [[0, 1]], targets: [0] }).toThrow('fit: inputs[0] of the validation data has 2 numbers')
  await refused({ inputs: [[0]], targets: [2] }, 'binaryCrossEntropyWithLogits').toThrow(
    'fit: the loss refuses targets[0] of the validation data. binaryCrossEntropyWithLogits: target 0 is 2.',
  )
})

test.each<[string, unknown, string]>([
  ['a class', SGD, 'fit: optimizer is the class SGD. Pass one, such as new SGD(model.parameters()).'],
  ['a name', 'rmsprop', 'fit: optimizer is "rmsprop". Pass one, such as new RMSProp(model.parameters()).'],
  ['an unknown name', 'lion', 'fit: optimizer is "lion". Pass one, such as new Adam(model.parameters()).'],
])('an optimizer is not %s', async (_, optimizer, message) => {
  const run = fit(new MLP([1, 1]), { inputs: [[0]], targets: [0] }, { loss: 'mse', optimizer: optimizer as never })
  await expect(run).rejects.toThrow(new TypeError(message))
})

test('learningRateRange takes a function that makes an optimizer', () => {
  const model = new MLP([1, 1])
  const run = (optimizer: unknown) => () =>
    learningRateRange(model, { inputs: [[0]], targets: [0] }, { loss: 'mse', optimizer: optimizer as never })
  const instead = 'Pass a function that makes one, such as (parameters) => new Adam(parameters).'
  expect(run(Adam)).toThrow(new TypeError(`learningRateRange: optimizer is the class Adam. ${instead}`))
  expect(run(new Adam(model.parameters()))).toThrow(
    new TypeError(`learningRateRange: optimizer is an Adam object. ${instead}`),
  )
  expect(run(() => undefined)).toThrow(new TypeError(`learningRateRange: optimizer returned undefined. ${instead}`))
})

test.each<[string, unknown, unknown, unknown, string]>([
  ['flat inputs', [[[0, 1]]], [1], [[1]], 'X[0] is 1. Pass an array of numbers for each example, such as [1].'],
  ['flat targets', [[[0, 1]]], [[1]], [1], 'Y[0] is 1. Pass an array of numbers for each example, such as [1].'],
  ['texts', [[[0, 1]]], [['a']], [[1]], 'X[0][0] is "a". Pass a number.'],
  ['one matrix', [[0, 1]], [[1]], [[1]], 'Thetas[0][0] is 0. Pass an array of numbers for each unit, the bias first.'],
  ['an MLP', new MLP([1, 1]), [[1]], [[1]], 'Thetas is an MLP object. Pass one matrix per layer, such as model.theta().'],
  ['data', [[[0, 1]]], { inputs: [[1]] }, undefined, 'X is an object. Pass an array of arrays of numbers.'],
  ['no targets', [[[0, 1]]], [[1]], undefined, 'Y is undefined. Pass an array of arrays of numbers.'],
])('backpropagate refuses %s', (_, Thetas, X, Y, message) => {
  expect(() => backpropagate(Thetas as never, X as never, Y as never)).toThrow(
    new TypeError(`backpropagate: ${message}`),
  )
}) // oxfmt-ignore
