import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sin, unary, type Value } from '@gradus/engine'
import type { Activation, ActivationName, Checkpoint, SavedMLP } from '../../src/index.js'
import { activations, fit, MLP, Random, toModule } from '../../src/index.js'

const names = Object.keys(activations) as ActivationName[]
const model = () =>
  new MLP([2, 3, 4, 1], { activation: ['relu', 'gelu'], output: 'sigmoid', dropout: [0.25, 0.5], seed: 6 })

describe('toJSON and MLP.fromJSON', () => {
  test('give back the same network, through text', () => {
    const copy = MLP.fromJSON(JSON.parse(JSON.stringify(model())))
    expect(copy.theta()).toEqual(model().theta())
    expect(copy.layers.map((l) => l.activation)).toEqual(['relu', 'gelu', 'sigmoid'])
    expect(copy.dropouts.map((d) => d.rate)).toEqual([0.25, 0.5])
    expect(copy.predict([0.3, -2])).toEqual(model().predict([0.3, -2]))
    expect(copy.toJSON()).toEqual(model().toJSON())
  })
  test('JSON.stringify gives the saved form, alone and inside an object', () => {
    expect(JSON.stringify({ model: model() })).toBe(`{"model":${JSON.stringify(model().toJSON())}}`)
    expect(JSON.parse(JSON.stringify(model())).format).toBe('gradus mlp')
  })
  test('weights that are not finite are not saved', () => {
    const broken = model()
    broken.layers[1]!.neurons[2]!.bias.data = NaN
    expect(() => broken.toJSON()).toThrow(
      'MLP.toJSON: theta[1][2][0] is NaN, not a finite number. Train the model again.',
    )
  })
  test.each<[string, (m: SavedMLP & Record<string, unknown>) => unknown]>([
    ['MLP.fromJSON: the model is null, not an object. Pass what toJSON gave.', () => null],
    ['MLP.fromJSON: the model is an array of length 0, not an object.', () => []],
    ['MLP.fromJSON: format is "x", not "gradus mlp".', (m) => ({ ...m, format: 'x' })],
    ['MLP.fromJSON: version is 2, not 1.', (m) => ({ ...m, version: 2 })],
    ['MLP.fromJSON: more is 1, not there at all.', (m) => ({ ...m, more: 1 })],
    [
      'MLP.fromJSON: __proto__ is an object, not there at all.',
      (m) => JSON.parse(JSON.stringify(m).replace('{', '{"__proto__":{},')),
    ],
    ['MLP.fromJSON: theta is undefined, not an array of matrices.', ({ theta: _, ...m }) => m],
    [
      'MLP.fromJSON: theta[1] is an array of length 0, not an array of rows.',
      (m) => ({ ...m, theta: [m.theta[0], []] }),
    ],
    ['MLP.fromJSON: theta[0][1] is an array of length 2, not an array of length 3.', (m) => (m.theta[0]![1]!.pop(), m)],
    [
      'MLP.fromJSON: theta[1][3] is an array of length 5, not an array of length 4.',
      (m) => (m.theta[1]![3]!.push(1), m),
    ],
    ['MLP.fromJSON: theta[0][0][1] is "1", not a finite number.', (m) => ((m.theta[0]![0]![1] = '1' as never), m)],
    ['MLP.fromJSON: theta[0][0][1] is Infinity, not a finite number.', (m) => ((m.theta[0]![0]![1] = 1e999), m)],
    [
      'MLP.fromJSON: activations[0] is "constructor", not one of linear,',
      (m) => ((m.activations[0] = 'constructor' as never), m),
    ],
    ['MLP.fromJSON: activations is an array of length 2, not an array of length 3.', (m) => (m.activations.pop(), m)],
    ['MLP.fromJSON: dropout[1] is 1, not a number in [0, 1).', (m) => ((m.dropout[1] = 1), m)],
    ['MLP.fromJSON: dropout is undefined, not an array of length 2.', ({ dropout: _, ...m }) => m],
  ])('%s', (message, change) => {
    expect(() => MLP.fromJSON(change(model().toJSON() as never))).toThrow(message)
  })
  test('1,000 random mutations of a good file are refused, each with the path of a fault', () => {
    const random = new Random(1)
    const hostile = [null, true, 'x', '', {}, [], [[]], { length: 3 }, NaN, Infinity, -Infinity, undefined, [1, [2]]]
    for (let k = 0; k < 1000; k++) {
      const holder: { json: unknown } = { json: model().toJSON() }
      // Walk to a random place and put something there that does not belong.
      let [parent, key]: [Record<string, unknown>, string] = [holder, 'json']
      for (;;) {
        const here = parent[key]
        if (typeof here !== 'object' || here === null || random.integer(4) === 0) break
        const keys = Object.keys(here)
        ;[parent, key] = [here as Record<string, unknown>, keys[random.integer(keys.length)]!]
      }
      const kind = random.integer(3)
      if (kind === 0 && Array.isArray(parent)) parent.splice(Number(key), 1)
      else if (kind === 1 && Array.isArray(parent)) parent.splice(Number(key), 0, parent[0], 'x')
      else parent[key] = hostile[random.integer(hostile.length)]
      expect(() => MLP.fromJSON(holder.json)).toThrow(
        /^MLP.fromJSON: (the model|format|version|activations|dropout|theta)[[\]\d]* is .*(, not .*\. Pass what toJSON gave|\. If it is an op of yours, .*|\. Pass JSON.parse\(text\))\.$/,
      )
    }
  })
})

describe('an activation of your own', () => {
  const mish = unary('mish', { f: (z) => z * Math.tanh(Math.log1p(Math.exp(z))), d: () => 1, domain: [-1, 1] })
  const saved = () => new MLP([2, 3, 2, 1], { activation: [mish, sin], seed: 2 }).toJSON()
  test('an op is saved by its name, and asked for on load; the engine’s own is found', () => {
    expect(saved().activations).toEqual(['mish', 'sin', 'linear'])
    expect(() => MLP.fromJSON(saved())).toThrow(
      new RangeError(
        'MLP.fromJSON: activations[0] is "mish", not one of linear, sigmoid, tanh, relu, leakyRelu, elu, gelu, silu, softplus. If it is an op of yours, pass it in the option activations, such as { activations: { mish } }.',
      ),
    )
    const copy = MLP.fromJSON(JSON.parse(JSON.stringify(saved())), { activations: { mish } })
    expect(copy.layers.map((l) => l.activation)).toEqual([mish, sin, 'linear'])
    expect(copy.predict([1, 2])).toEqual(new MLP([2, 3, 2, 1], { activation: [mish, sin], seed: 2 }).predict([1, 2]))
    expect(copy.toJSON()).toEqual(saved())
  })
  test('a name that is no word is quoted in the error', () => {
    const odd = unary('a-b', { f: (z) => z, d: 1, domain: [-1, 1] })
    expect(() => MLP.fromJSON(new MLP([1, 1], { output: odd }).toJSON())).toThrow('{ activations: { "a-b": op } }.')
  })
  test.each<[string, Activation[], string]>([
    [
      'a function',
      [(z) => z.sin()],
      'MLP.toJSON: activations[0] is a function, and a file holds only names. Make it an op with unary(name, …) and defineOp.',
    ],
    [
      'an op with the name of one of ours',
      [unary('tanh', { f: Math.atan, d: 1, domain: [-1, 1] })],
      'MLP.toJSON: activations[0] is an op named "tanh", which is the name of one of Gradus\'s own. Give it another name.',
    ],
    [
      'an op named linear',
      [unary('linear', { f: (z) => 2 * z, d: 2, domain: [-1, 1] })],
      'MLP.toJSON: activations[0] is an op named "linear", which is the name of one of Gradus\'s own. Give it another name.',
    ],
    [
      'two ops of one name',
      [mish, unary('mish', { f: Math.atan, d: 1, domain: [-1, 1] })],
      'MLP.toJSON: activations[0] is another op named "mish" than activations[1]. Give one of them another name.',
    ],
  ])('%s is not saved', (_, activation, message) => {
    const model = new MLP([1, ...activation.map(() => 1), 1], { activation })
    expect(() => JSON.stringify(model)).toThrow(new RangeError(message))
  })
  test.each<[string, object, string]>([
    [
      'a function for an op',
      { activations: { mish: (z: Value) => z.sin() } },
      'MLP.fromJSON: activations.mish is a function, not the op "mish". Pass the op that the model was made with.',
    ],
    [
      'an op under another name',
      { activations: { swish: mish } },
      'MLP.fromJSON: activations.swish is the op "mish", not the op "swish". Pass the op that the model was made with.',
    ],
    [
      'another op for one of ours',
      { activations: { tanh: mish } },
      'MLP.fromJSON: activations.tanh is the op "mish", and Gradus has its own tanh. Give yours another name.',
    ],
    [
      'a list',
      { activations: [mish] },
      'MLP.fromJSON: activations is an array of length 1. Pass an object of ops by name, such as { mish }.',
    ],
    ['another option', { ops: { mish } }, 'MLP.fromJSON: unknown option "ops". The options are activations.'],
  ])('%s is refused on load', (_, options, message) => {
    expect(() => MLP.fromJSON(saved(), options)).toThrow(message)
  })
})

describe('what is not the JSON of an MLP', () => {
  test('a text', () => {
    expect(() => MLP.fromJSON(JSON.stringify(model()))).toThrow(
      new TypeError('MLP.fromJSON: the model is a text. Pass JSON.parse(text).'),
    )
  })
  test('a checkpoint of fit', async () => {
    let checkpoint: Checkpoint | undefined
    const save = (c: Checkpoint) => void (checkpoint = c)
    await fit(new MLP([1, 1]), { inputs: [[1]], targets: [[1]] }, { loss: 'mse', epochs: 1, checkpoint: { save } })
    expect(() => MLP.fromJSON(checkpoint)).toThrow(
      new RangeError("MLP.fromJSON: the model is a checkpoint. Pass it to fit as the option 'resume'."),
    )
  })
})

describe('toModule', () => {
  let folder = ''
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'gradus-module-'))))
  afterAll(() => rmSync(folder, { recursive: true }))
  const load = async (text: string, name: string) => {
    const file = join(folder, `${name}.mjs`)
    writeFileSync(file, text)
    return ((await import(file)) as { default: (x: number[]) => number[] }).default
  }
  test.each(names)('%s: the module gives what predict gives', async (name) => {
    const random = new Random(2)
    const net = new MLP([3, 5, 4, 2], { activation: name, output: name, init: 'normal', seed: 3 })
    const predict = await load(toModule(net), name)
    for (let k = 0; k < 50; k++) {
      const x = [random.uniform(-3, 3), random.uniform(-3, 3), random.uniform(-3, 3)]
      const expected = net.predict(x)
      predict(x).forEach((y, i) =>
        expect(Math.abs(y - expected[i]!)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected[i]!))),
      )
    }
  })
  test('activations stay finite far out', async () => {
    for (const name of names) {
      const predict = await load(toModule(MLP.fromTheta([[[0, 1]]], { output: name })), `far-${name}`)
      for (const x of [-1000, 1000]) expect(Number.isFinite(predict([x])[0])).toBe(true)
    }
  })
  test('its size grows with the number of weights, not with the depth, and a bias of 0 is fine', () => {
    const size = (layers: number) => toModule(new MLP([5, ...new Array<number>(layers).fill(5), 1])).length
    const [two, four, eight] = [size(2), size(4), size(8)] as [number, number, number]
    expect(Math.abs(eight - four - 2 * (four - two))).toBeLessThan(0.1 * eight)
  })
  test('refuses another number of inputs', async () => {
    const predict = await load(toModule(model()), 'wrong')
    expect(() => predict([1])).toThrow('predict: the array has length 1. Pass an array of 2 numbers.')
  })
})
