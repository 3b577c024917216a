import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { irisCsv, parseCsv } from '@gradus/data'
import { MLP } from '@gradus/nn'
import { toOnnx } from '@gradus/onnx'
import { TabularModel } from '@gradus/tabular'
import { gradus, workshop } from '../../../cli/test/helpers.js'
import type { NetworkSettings } from '../../src/network/settings.js'
import type { OwnData, RunNews } from '../../src/training/messages.js'
import { loadModel } from '../../src/keep/load-model.js'
import { modelJson, modelOnnx } from '../../src/keep/model-file.js'
import { Listener, settings } from '../training/listener.js'

const { path } = workshop()

async function trained(values: Partial<NetworkSettings>, passes = 20, own?: OwnData) {
  const page = new Listener()
  await page.start(values, own)
  const run = await page.steps(passes)
  return { page, parts: { settings: settings(values), data: page.data, parameters: run.parameters } }
}

const present = (page: Listener, values: Partial<NetworkSettings> = {}, own?: OwnData) => {
  const { inputs, sizes } = page.data
  return { settings: settings(values), inputs: inputs.length, outputs: sizes.at(-1)!, own }
}

/** Two classes, and a text among the columns. */
const PAIR = `size,color,y\n${Array.from({ length: 60 }, (_, i) => `${(i * 37) % 50},${i % 3 === 0 ? 'red' : 'blue'},${(i * 37) % 50 > 24 ? 'large' : 'small'}`).join('\n')}\n` // oxfmt-ignore

describe('a saved model', () => {
  test('of points is an MLP, which the page loads again', async () => {
    const values = { data: 'moons', count: 60, features: ['x', 'yy'], hidden: [5, 3], activation: 'relu' } as const
    const { page, parts } = await trained(values)
    const text = await modelJson(parts)
    const network = MLP.fromJSON(JSON.parse(text))
    expect(network.parameters().map((p) => p.data)).toEqual([...parts.parameters])
    const loaded = await loadModel(text, present(page, { data: 'moons', features: ['x', 'yy'] }))
    expect(loaded.settings).toMatchObject({ data: 'moons', features: ['x', 'yy'], hidden: [5, 3], activation: 'relu' })
    expect(loaded.settings.weights).toEqual([...parts.parameters])
  })

  test('of a table with two classes predicts with the command line what the page predicts', async () => {
    const own = { name: 'pair.csv', text: PAIR, target: 'y' }
    const values = { data: 'own', rate: 0.5 } as const
    const { page, parts } = await trained(values, 60, own)
    writeFileSync(path('pair.json'), await modelJson(parts))
    writeFileSync(path('pair.csv'), PAIR)
    const { stdout, stderr, status } = gradus(['predict', path('pair.json'), path('pair.csv')])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    const network = new MLP(page.data.sizes)
    network.parameters().forEach((p, i) => (p.data = parts.parameters[i]!))
    const expected = page.data.rows.map((row) => (network.predict(row)[0]! > 0 ? 'small' : 'large'))
    expect(new Set(expected).size).toBe(2)
    const table = parseCsv(stdout)
    const place = table.columns.indexOf('prediction')
    expect(table.rows.map((row) => row[place])).toEqual(expected)
    const probability = TabularModel.fromJSON(JSON.parse(readFileSync(path('pair.json'), 'utf8'))).predict([{ size: 3, color: 'red' }]) // oxfmt-ignore
    expect(probability[0]).toHaveProperty('probabilities.large', expect.any(Number))
  })

  test('of a table with a number gives the number in its unit', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `${i % 9},${i % 7},${1000.5 + 10 * (i % 9)}`)
    const own = { name: 'n.csv', text: `a,b,price\n${lines.join('\n')}`, target: 'price' }
    const { parts } = await trained({ data: 'own', rate: 0.1 }, 100, own)
    const model = TabularModel.fromJSON(JSON.parse(await modelJson(parts)))
    expect(model.predict([{ a: 4, b: 3 }])[0]!.prediction).toBeGreaterThan(1030)
    expect(model.predict([{ a: 4, b: 3 }])[0]!.prediction).toBeLessThan(1050)
  })

  test('as ONNX takes raw rows of a table, and gives probabilities', async () => {
    const iris = await trained({ data: 'iris' })
    const model = TabularModel.fromJSON(JSON.parse(await modelJson(iris.parts)))
    expect(await modelOnnx(iris.parts)).toEqual(toOnnx(model.network, { preprocessing: model.preprocessing }))
    const circles = await trained({ count: 40 })
    const network = MLP.fromJSON(JSON.parse(await modelJson(circles.parts)))
    expect(await modelOnnx(circles.parts)).toEqual(toOnnx(network, { output: 'sigmoid' }))
    const waves = await trained({ data: 'waves', count: 40 })
    const numbers = MLP.fromJSON(JSON.parse(await modelJson(waves.parts)))
    expect(await modelOnnx(waves.parts)).toEqual(toOnnx(numbers, { output: 'raw' }))
  })
})

describe('a model of the command line', () => {
  const train = (csv: string, text: string, target: string, ...options: string[]) => {
    writeFileSync(path(csv), text)
    const out = path(`${csv}.json`)
    const args = [
      'train',
      path(csv),
      '--target',
      target,
      '--out',
      out,
      '--seed',
      '3',
      '--epochs',
      '30',
      '--validation',
      '0.2',
      ...options,
    ]
    const { status, stderr } = gradus(args)
    if (status !== 0) throw new Error(stderr)
    return readFileSync(out, 'utf8')
  }

  test('of iris is shown on iris, with the means and scales of the model', async () => {
    const text = train('iris.csv', irisCsv(), 'species', '--hidden', '6,4', '--model', 'network')
    const page = new Listener()
    await page.start()
    const { settings: next, own, needs } = await loadModel(text, present(page))
    expect([needs, next.data, next.hidden]).toEqual([undefined, 'own', [6, 4]])
    await page.after([{ type: 'start', id: 1, settings: next, own: own! }])
    const model = TabularModel.fromJSON(JSON.parse(text))
    const shown = new MLP(page.data.sizes)
    const { parameters } = page.news.findLast((news): news is RunNews => news.type === 'run')!
    shown.parameters().forEach((p, i) => (p.data = parameters[i]!))
    const table = parseCsv(irisCsv())
    const expected = model.predict(table).map(({ prediction }) => prediction)
    const outputs = page.data.rows.map((row) => shown.predict(row))
    expect(outputs.map((y) => page.data.outputs[y.indexOf(Math.max(...y))])).toEqual(expected)
    expect(outputs[7]).toEqual(model.network.predict([...page.data.rows[7]!]))
  }, 120_000)

  test('of another table asks for it, and has one output for two classes', async () => {
    const text = train('pair.csv', PAIR, 'y', '--model', 'network', '--loss', 'sigmoidCrossEntropy')
    const page = new Listener()
    await page.start()
    const { settings: next, own, needs } = await loadModel(text, present(page))
    expect(own).toBeUndefined()
    expect(needs!.message).toBe('The model predicts “y” from size, color. Open a table with these columns.') // oxfmt-ignore
    const opened = { name: 'pair.csv', text: PAIR, target: needs!.target, encoding: needs!.encoding }
    const run = await page.after([{ type: 'start', id: 1, settings: next, own: opened }])
    expect(page.data.sizes).toEqual([3, 16, 1])
    const model = TabularModel.fromJSON(JSON.parse(text))
    const shown = new MLP(page.data.sizes)
    shown.parameters().forEach((p, i) => (p.data = run.parameters[i]!))
    const expected = model.predict(parseCsv(PAIR)).map(({ prediction }) => prediction)
    const predicted = page.data.rows.map((row) => page.data.outputs[shown.predict(row)[0]! > 0 ? 1 : 0])
    expect(predicted).toEqual(expected)
    const again = await loadModel(text, present(page, {}, { name: 'p.csv', text: PAIR, target: 'color' }))
    expect(again.own).toMatchObject({ name: 'p.csv', target: 'y', encoding: needs!.encoding })
  }, 120_000)

  test('that is too wide for the page is refused in words', async () => {
    const text = train('pair.csv', PAIR, 'y', '--hidden', '80', '--epochs', '2', '--model', 'network')
    const page = new Listener()
    await page.start()
    await expect(loadModel(text, present(page))).rejects.toThrow('Units: “80” does not fit. Enter a whole number from 1 to 64.') // oxfmt-ignore
  }, 120_000)
})

describe('files that the page cannot show', () => {
  const cases: [string, string, string | RegExp][] = [
    ['no JSON', 'a,b\n1,2', /^Model: the file is not JSON \([^]*\)\. Open the file that gradus train wrote\.$/],
    ['other JSON', '{"a":1}', 'Model: the file is JSON, but no model of Gradus. Open a file that gradus train or this page wrote.'], // oxfmt-ignore
    ['null', 'null', 'Model: the file is JSON, but no model of Gradus. Open a file that gradus train or this page wrote.'], // oxfmt-ignore
    ['a checkpoint', '{"format":"gradus checkpoint"}', 'Model: this is a checkpoint of a run that has not ended. Open the model that it wrote at its end.'], // oxfmt-ignore
    ['another size', JSON.stringify(new MLP([7, 2])), 'Model: the network has 7 inputs and 2 outputs, and the present data need 2 and 1. Choose its data and its features first, then open it again.'], // oxfmt-ignore
    ['two activations', JSON.stringify(new MLP([2, 2, 2, 1], { activation: ['relu', 'tanh'] })), 'Model: its layers have the activations relu and tanh, and this page shows networks with one.'], // oxfmt-ignore
    ['an output that is not linear', JSON.stringify(new MLP([2, 1], { output: 'sigmoid' })), 'Model: its output has the activation sigmoid, and this page shows networks with a linear output.'], // oxfmt-ignore
    ['a damaged model', '{"format":"gradus mlp","version":1}', /^MLP\.fromJSON: theta is undefined/],
  ]
  test.each(cases)('%s', async (_, text, message) => {
    const page = new Listener()
    await page.start({ count: 20 })
    await expect(loadModel(text, present(page))).rejects.toThrow(message)
  })

  test('a network of another size goes to data that have it', async () => {
    const page = new Listener()
    await page.start({ count: 20 })
    const { settings: next } = await loadModel(JSON.stringify(new MLP([4, 3, 3], { seed: 5 })), present(page))
    expect([next.data, next.hidden]).toEqual(['iris', [3]])
    const run = await page.after([{ type: 'start', id: 1, settings: next }])
    expect([...run.parameters]).toEqual(new MLP([4, 3, 3], { seed: 5 }).parameters().map((p) => p.data))
  })
})
