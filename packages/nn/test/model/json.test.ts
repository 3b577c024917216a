import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ActivationName } from '../../src/index.js'
import { activations, fromJSON, MLP, Random, toJSON, toModule } from '../../src/index.js'

const names = Object.keys(activations) as ActivationName[]
const model = () =>
  new MLP([2, 3, 4, 1], { activation: ['relu', 'gelu'], output: 'sigmoid', dropout: [0.25, 0.5], seed: 6 })

describe('toJSON and fromJSON', () => {
  test('give back the same network, through text', () => {
    const copy = fromJSON(JSON.parse(JSON.stringify(toJSON(model()))))
    expect(copy.theta()).toEqual(model().theta())
    expect(copy.layers.map((l) => l.activation)).toEqual(['relu', 'gelu', 'sigmoid'])
    expect(copy.dropouts.map((d) => d.rate)).toEqual([0.25, 0.5])
    expect(copy.predict([0.3, -2])).toEqual(model().predict([0.3, -2]))
    expect(toJSON(copy)).toEqual(toJSON(model()))
  })
  test('weights that are not finite are not saved', () => {
    const broken = model()
    broken.layers[1]!.neurons[2]!.bias.data = NaN
    expect(() => toJSON(broken)).toThrow('toJSON: theta[1][2][0] is NaN, not a finite number. Train the model again.')
  })
  test.each<[string, (m: ReturnType<typeof toJSON> & Record<string, unknown>) => unknown]>([
    ['fromJSON: the top is null, not an object. Pass what toJSON gave.', () => null],
    ['fromJSON: the top is an array of length 0, not an object.', () => []],
    ['fromJSON: format is "x", not "gradus mlp".', (m) => ({ ...m, format: 'x' })],
    [
      'fromJSON: this is a tabular model, such as gradus train writes. Pass it to TabularModel.fromJSON of @gradus/tabular.',
      () => ({ format: 'gradus model', version: 2 }),
    ],
    ['fromJSON: version is 2, not 1.', (m) => ({ ...m, version: 2 })],
    ['fromJSON: more is 1, not there at all.', (m) => ({ ...m, more: 1 })],
    [
      'fromJSON: __proto__ is an object, not there at all.',
      (m) => JSON.parse(JSON.stringify(m).replace('{', '{"__proto__":{},')),
    ],
    ['fromJSON: theta is undefined, not an array of matrices.', ({ theta: _, ...m }) => m],
    ['fromJSON: theta[1] is an array of length 0, not an array of rows.', (m) => ({ ...m, theta: [m.theta[0], []] })],
    ['fromJSON: theta[0][1] is an array of length 2, not an array of length 3.', (m) => (m.theta[0]![1]!.pop(), m)],
    ['fromJSON: theta[1][3] is an array of length 5, not an array of length 4.', (m) => (m.theta[1]![3]!.push(1), m)],
    ['fromJSON: theta[0][0][1] is "1", not a finite number.', (m) => ((m.theta[0]![0]![1] = '1' as never), m)],
    ['fromJSON: theta[0][0][1] is Infinity, not a finite number.', (m) => ((m.theta[0]![0]![1] = 1e999), m)],
    [
      'fromJSON: activations[0] is "constructor", not one of linear,',
      (m) => ((m.activations[0] = 'constructor' as never), m),
    ],
    ['fromJSON: activations is an array of length 2, not an array of length 3.', (m) => (m.activations.pop(), m)],
    ['fromJSON: dropout[1] is 1, not a number in [0, 1).', (m) => ((m.dropout[1] = 1), m)],
    ['fromJSON: dropout is undefined, not an array of length 2.', ({ dropout: _, ...m }) => m],
  ])('%s', (message, change) => {
    expect(() => fromJSON(change(toJSON(model()) as never))).toThrow(message)
  })
  test('1,000 random mutations of a good file are refused, each with the path of a fault', () => {
    const random = new Random(1)
    const hostile = [null, true, 'x', '', {}, [], [[]], { length: 3 }, NaN, Infinity, -Infinity, undefined, [1, [2]]]
    for (let k = 0; k < 1000; k++) {
      const holder: { json: unknown } = { json: toJSON(model()) }
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
      expect(() => fromJSON(holder.json)).toThrow(
        /^fromJSON: (the top|format|version|activations|dropout|theta)[[\]\d]* is .*, not .*\. Pass what toJSON gave\.$/,
      )
    }
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
