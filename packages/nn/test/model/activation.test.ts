/** Activations of your own: an op or a function, wherever a name of Gradus may stand. */
import { describe, expect, test } from '@jest/globals'
import { add, defineOp, elu, exp, log1p, mul, sech2, sigmoid, sin, softplus, square, sub, tanh } from '@gradus/engine'
import { dot, unary, Value } from '@gradus/engine'
import type { Activation, Checkpoint, Data, FitOptions } from '../../src/index.js'
import {
  activations,
  backpropagate,
  diagnose,
  fit,
  Layer,
  MLP,
  Neuron,
  predictAll,
  Random,
  toModule,
} from '../../src/index.js'

/** Mish (D. Misra, 2019): z·tanh(log(1 + eᶻ)). */
const mishOf = (z: number) => z * Math.tanh(Math.log1p(Math.exp(z)))
const mish = defineOp(
  unary('mish', {
    f: mishOf,
    d: (z) => add(tanh(softplus(z)), mul(mul(z, sech2(softplus(z))), sigmoid(z))),
    domain: [-4, 4],
  }),
)
/** The same from ops of the table. */
const mishFunction = (z: Value) => z.mul(z.softplus().tanh())

const random = new Random(3)
const inputs = Array.from({ length: 40 }, () => [random.normal(), random.normal()])
const data: Data = { inputs, targets: inputs.map(([a, b]) => [a! * b!]) }

describe('an op or a function as an activation', () => {
  test.each<[string, Activation]>([
    ['an op', mish],
    ['a function', mishFunction],
  ])('%s, in Neuron, Layer and MLP', (_, activation) => {
    const neuron = new Neuron([0.5, -2], 0.25, activation)
    expect(neuron.forward([1, 0.3]).data).toBeCloseTo(mishOf(0.5 - 0.6 + 0.25), 15)
    const layer = new Layer(2, 3, { activation, seed: 2 })
    layer.forward([1, 0.3]).forEach((a, i) => {
      const { weights, bias } = layer.neurons[i]!
      expect(a.data).toBeCloseTo(mishOf(weights[0]!.data + 0.3 * weights[1]!.data + bias.data), 15)
    })
    const model = new MLP([2, 3, 2, 1], { activation: ['tanh', activation], output: activation, seed: 4 })
    const [, ...thetas] = model.theta()
    let a = model.layers[0]!.forward([1, 0.3]).map((y) => y.data)
    for (const theta of thetas) a = theta.map(([b, ...w]) => mishOf(dot(w, a) + b!))
    expect(model.predict([1, 0.3])[0]).toBeCloseTo(a[0]!, 15)
    expect(model.layers.map((l) => l.activation)).toEqual(['tanh', activation, activation])
  })
  test('an op or a function that Gradus has a name for is the same as its name', () => {
    const given = [tanh, elu, activations.leakyRelu, activations.linear, sigmoid]
    const model = new MLP([1, 1, 1, 1, 1, 1], { activation: given.slice(0, 4), output: given[4]! })
    expect(model.layers.map((l) => l.activation)).toEqual(['tanh', 'elu', 'leakyRelu', 'linear', 'sigmoid'])
    expect(new Neuron([1], 0, tanh).activation).toBe('tanh')
    expect(model.toJSON().activations).toEqual(['tanh', 'elu', 'leakyRelu', 'linear', 'sigmoid'])
  })
  test('other activations are refused', () => {
    const made = (activation: unknown) => () => new MLP([1, 1, 1], { activation: activation as Activation })
    expect(made(add)).toThrow(
      new RangeError('Layer: the activation is the op "add", which needs more than z. Pass an op of one argument.'),
    )
    expect(made(dot)).toThrow('Layer: the activation is the op "dot", which needs more than z.')
    expect(made(3)).toThrow(
      new RangeError(
        'Layer: unknown activation 3. Pass one of linear, sigmoid, tanh, relu, leakyRelu, elu, gelu, silu, softplus, or an op or a function of your own.',
      ),
    )
    expect(() => new MLP([1, 1, 1], { activation: [mish, mish] })).toThrow(
      'MLP: 2 activations for 1 hidden layers. Pass one, or one per hidden layer.',
    )
  })
  test.each([
    ['swish', 'silu'],
    ['ReLU', 'relu'],
    ['LeakyReLU', 'leakyRelu'],
    ['identity', 'linear'],
    ['logistic', 'sigmoid'],
  ])('the name that others have for it, %s, is answered with ours', (theirs, ours) => {
    expect(() => new MLP([1, 1], { output: theirs as never })).toThrow(
      new RangeError(`Layer: unknown activation "${theirs}". Pass '${ours}', which is its name here.`),
    )
  })
  test('softmax is refused with what to do instead', () => {
    expect(() => new MLP([1, 2], { output: 'softmax' as never })).toThrow(
      new RangeError(
        "Layer: the activation is 'softmax', which is not a function of one unit. Leave the output linear: the loss crossEntropy applies softmax itself, and softmax(model.predict(x)) gives probabilities.",
      ),
    )
  })
  test('a function has to return a Value', () => {
    const neuron = new Neuron([1], 0, ((z: Value) => Math.tanh(z.data)) as never)
    expect(() => neuron.forward([0])).toThrow(
      new TypeError('Neuron: the activation returned 0. Return a Value made from z, such as z.tanh().'),
    )
  })
})

describe('training with one', () => {
  const train = async (activation: Activation, options: Partial<FitOptions>) => {
    const model = new MLP([2, 5, 1], { activation, seed: 1 })
    const notices: string[] = []
    const onNotice = (notice: string) => notices.push(notice)
    const { epochs } = await fit(model, data, { loss: 'mse', epochs: 5, batchSize: 8, onNotice, ...options })
    return { losses: epochs.map(({ loss }) => loss), theta: model.theta(), model, notices }
  }
  test.each<[string, Activation]>([
    ['an op', mish],
    ['a function', mishFunction],
  ])('%s: compiled training gives what the engine gives', async (_, activation) => {
    const [compiled, eager] = [
      await train(activation, { mode: 'compiled' }),
      await train(activation, { mode: 'eager' }),
    ]
    expect(compiled.notices).toEqual([])
    compiled.losses.forEach((loss, i) => expect(loss).toBeCloseTo(eager.losses[i]!, 13))
    compiled.theta.flat(2).forEach((w, i) => expect(w).toBeCloseTo(eager.theta.flat(2)[i]!, 12))
    expect(compiled.losses[4]).toBeLessThan(compiled.losses[0]!)
    const many = Array.from({ length: 100 }, (_, i) => [i / 50 - 1, 0.5])
    predictAll(compiled.model, many).forEach((y, i) =>
      expect(y[0]).toBeCloseTo(compiled.model.predict(many[i]!)[0]!, 13),
    )
  })
  test('the op and the function are the same network', async () => {
    const [op, f] = [await train(mish, {}), await train(mishFunction, {})]
    op.theta.flat(2).forEach((w, i) => expect(w).toBeCloseTo(f.theta.flat(2)[i]!, 10))
  })
  test('a function that uses a number from outside is noticed when the number changes', async () => {
    let factor = 1
    const scaled = (z: Value) => z.tanh().mul(factor)
    const onEpoch = () => void (factor = 2)
    const { notices } = await train(scaled, { onEpoch })
    expect(notices.join()).toMatch(/uses a number from outside that changes/)
  })
  test('diagnose finds its dead units', () => {
    const model = new MLP([2, 4, 1], { activation: (z) => z.relu().square(), seed: 2 })
    model.layers[0]!.neurons[1]!.bias.data = -100
    expect(diagnose(model, data, 'mse').layers.map((l) => l.dead)).toEqual([0.25, 0])
  })
})

describe('a checkpoint', () => {
  const checkpointOf = async (activation: Activation, resume?: Checkpoint) => {
    let last: Checkpoint | undefined
    const model = new MLP([2, 3, 1], { activation, seed: 1 })
    await fit(model, data, {
      ...{ loss: 'mse', epochs: resume === undefined ? 1 : 2, onNotice: () => undefined },
      checkpoint: { save: (c) => void (last = JSON.parse(JSON.stringify(c))) },
      ...(resume === undefined ? {} : { resume }),
    })
    return { checkpoint: last!, theta: model.theta() }
  }
  test.each<[string, Activation, Activation]>([
    ['an op', mish, mish],
    ['a function', mishFunction, (z: Value) => mishFunction(z)],
  ])('resumes a run with %s that computes the same', async (_, before, after) => {
    const { checkpoint } = await checkpointOf(before)
    const whole = new MLP([2, 3, 1], { activation: before, seed: 1 })
    await fit(whole, data, { loss: 'mse', epochs: 2 })
    expect((await checkpointOf(after, checkpoint)).theta).toEqual(whole.theta())
  })
  test.each<[string, Activation, Activation]>([
    ['another function', (z) => z.sin(), (z) => z.sin().mul(0.99)],
    ['another op', mish, sin],
    ['an op of the same name', mish, unary('mish', { f: Math.atan, d: (z) => exp(z), domain: [-1, 1] })],
    [
      'an op with another slope',
      mish,
      unary('mish', { f: mishOf, d: (z) => log1p(square(sub(z, 2))), domain: [-1, 1] }),
    ],
    ['a name', mish, 'tanh'],
  ])('refuses %s', async (_, before, after) => {
    const { checkpoint } = await checkpointOf(before)
    await expect(checkpointOf(after, checkpoint)).rejects.toThrow(
      /^fit: the checkpoint comes from a run with model\.activations ".+, linear", not ".+, linear"\. Resume with the data and options of that run\.$/,
    )
  })
})

test('toModule refuses it', () => {
  const instead =
    'Save the model with model.toJSON(), or train one with linear, sigmoid, tanh, relu, leakyRelu, elu, gelu, silu, softplus.'
  const model = new MLP([1, 2, 2, 1], { activation: ['tanh', mish] })
  expect(() => toModule(model)).toThrow(
    new RangeError(`toModule: the activation of layer 2 is the op "mish", which has no text in JavaScript. ${instead}`),
  )
  expect(() => toModule(new MLP([1, 1], { output: mishFunction }))).toThrow(
    `toModule: the activation of layer 1 is a function, which has no text in JavaScript. ${instead}`,
  )
})

test('backpropagate needs its slope written out', () => {
  const run = (activation: unknown) => () =>
    backpropagate([[[0, 1]], [[0, 1]]], [[1]], [[1]], { activation: activation as never })
  expect(run(mish)).toThrow(
    new TypeError(
      'backpropagate: the activation is a function. Pass one of linear, sigmoid, tanh, softplus, silu, or { g, gPrime }, two functions of numbers.',
    ),
  )
  expect(run({ g: Math.tanh })).toThrow('backpropagate: the activation is an object. Pass one of linear,')
  expect(run({ g: mishOf, gPrime: (z: number) => mish.partial(0, [z], mish(z)) as number })).not.toThrow()
})
