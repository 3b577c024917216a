/** Predictions from raw rows, and the model as JSON, file and JavaScript. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCsv, type Remark } from '@gradus/data'
import { add, abs, defineOp, reciprocal, square, unary } from '@gradus/engine'
import { MLP, Random } from '@gradus/nn'
import { type Row, TabularModel, type Trained, trainTable } from '../src/index.js'
import { loadTabular, saveTabular } from '../src/node.js'

const random = new Random(4)
const rows = Array.from({ length: 80 }, (): Row => {
  const [size, color] = [50 + 10 * random.normal(), ['red', 'blue', 'green'][random.integer(3)]!]
  return { size, color, price: 7 * size + (color === 'red' ? 100 : 0), kind: size > 50 ? 'large' : 'small' }
})
const table = parseCsv(['size,color,price,kind', ...rows.map((row) => Object.values(row).join(','))].join('\n'))

let regression: Trained
let classification: Trained
const directory = mkdtempSync(join(tmpdir(), 'gradus-tabular-'))
beforeAll(async () => {
  regression = await trainTable(table, { target: 'price', exclude: ['kind'], model: 'network', epochs: 150, l2: 0 })
  classification = await trainTable(table, { target: 'kind', exclude: ['price'], model: 'network', epochs: 100 })
})
afterAll(() => rmSync(directory, { recursive: true }))

describe('predict', () => {
  test('gives a number in the unit of the target, or a class with probabilities', () => {
    const [price] = regression.model.predict([{ size: 50, color: 'red' }])
    expect(Math.abs((price!.prediction as number) - 450)).toBeLessThan(25)
    const [kind] = classification.model.predict([{ size: 80, color: 'green' }])
    expect(kind!.prediction).toBe('large')
    const { probabilities } = kind as { probabilities: Record<string, number> }
    expect(Object.keys(probabilities)).toEqual(['large', 'small'])
    expect(probabilities.large! + probabilities.small!).toBeCloseTo(1, 14)
  })
  test('gives a row the same bits alone, among others, and from a table', () => {
    const { model } = regression
    const all = model.predict(rows)
    expect(rows.map((row) => model.predict([row])[0])).toEqual(all)
    expect(model.predict(table)).toEqual(all)
  })
  test('takes a missing cell as the average, or as none of the texts', () => {
    const { model } = regression
    const { mean } = model.encoding.inputs.columns[0] as { mean: number }
    const [a, b, c] = model.predict([
      { size: null, color: 'red' },
      { size: mean, color: 'red' },
      { size: '', color: 'red' },
    ])
    expect([a, c]).toEqual([b, b])
  })
  test('takes an unknown text as missing with one remark, or refuses it', () => {
    const { model } = regression
    const remarks: Remark[] = []
    const strange = [{ size: 50, color: 'pink' }, { size: 50, color: 'teal' }, { size: 50, color: null }] // oxfmt-ignore
    const [a, b, c] = model.predict(strange, { onRemark: (remark) => void remarks.push(remark) })
    expect([a, b]).toEqual([c, c])
    expect(remarks.map(({ kind }) => kind)).toEqual(['new value'])
    expect(() => model.predict(strange)).toThrow(/"pink" is none of the known values/)
  })
  test.each<[unknown, string]>([
    [3, 'predict: the rows are 3. Pass a table, or an array of objects.'],
    [[3], 'predict: row 1 is 3. Pass an object with a value for each column.'],
    [[{ size: 3 }], 'predict: row 1 has no "color". Pass a value for each column, or null if it is missing.'],
  ])('refuses %j', (wrong, message) => {
    expect(() => regression.model.predict(wrong as Row[])).toThrow(message)
  })
  test('refuses a result that is not finite, with the number of the row', () => {
    const json = JSON.parse(JSON.stringify(regression.model))
    json.encoding.target.scale = 1e308
    json.network.theta.at(-1)[0][0] = 1e10
    expect(() => TabularModel.fromJSON(json).predict(rows.slice(0, 2))).toThrow(
      'predict: the prediction for line 1 is Infinity. Check that line for numbers that are far too large.',
    )
  })
})

describe('as JSON', () => {
  test('comes back with the same predictions, also through a file', async () => {
    for (const { model } of [regression, classification]) {
      expect(TabularModel.fromJSON(JSON.parse(JSON.stringify(model))).predict(rows)).toEqual(model.predict(rows))
      const path = join(directory, 'model.json')
      await saveTabular(path, model)
      expect((await loadTabular(path)).predict(rows)).toEqual(model.predict(rows))
    }
    expect(readdirSync(directory)).toEqual(['model.json'])
  })
  test.each<[string, (json: ReturnType<typeof JSON.parse>) => unknown, string]>([
    [
      'another format',
      (json) => (json.format = 'x'),
      'TabularModel.fromJSON: the model has format "x", not "gradus model". Train the model again.',
    ],
    [
      'the format of a network alone',
      (json) => (json.format = 'gradus mlp'),
      'TabularModel.fromJSON: the model is a network without a table. Pass it to MLP.fromJSON.',
    ],
    [
      'another version',
      (json) => (json.version = 1),
      'TabularModel.fromJSON: the model has version 1, and this version of Gradus reads 2. Train the model again.',
    ],
    [
      'an unknown key',
      (json) => (json.more = 1),
      'TabularModel.fromJSON: the model is damaged: it has an unknown key "more". Train the model again.',
    ],
    [
      'no header',
      (json) => delete json.header,
      'TabularModel.fromJSON: the model is damaged: header is undefined, not true or false. Train the model again.',
    ],
    [
      'other probabilities',
      (json) => (json.probabilities = 'p'),
      'TabularModel.fromJSON: the model is damaged: probabilities is "p", not "softmax" or "sigmoid". Train the model again.',
    ],
    [
      'a scale of 0',
      (json) => (json.encoding.inputs.columns[0].scale = 0),
      'readTableEncoding: the model is damaged: inputs.columns[0].scale is 0, not a number above 0. Fit the table again.',
    ],
    [
      'a weight that is text',
      (json) => (json.network.theta[0][0][0] = '1'),
      'MLP.fromJSON: theta[0][0][0] is "1", not a finite number. Pass what toJSON gave.',
    ],
    [
      'a column too many',
      (json) => json.encoding.inputs.columns.pop(),
      'TabularModel.fromJSON: the model is damaged: its network has 4 inputs and 1 outputs, and the columns need 1 and 1. Train the model again.',
    ],
    [
      'a wrong image',
      (json) => (json.image = { width: 2, height: 2 }),
      'TabularModel.fromJSON: the model is damaged: its pixels are not its columns. Train the model again.',
    ],
  ])('is refused with %s', (_, damage, message) => {
    // oxfmt-ignore
    const json = JSON.parse(JSON.stringify(regression.model))
    damage(json)
    expect(() => TabularModel.fromJSON(json)).toThrow(message)
  })
  test('a text, and a network without a table, are refused with what to do', () => {
    expect(() => TabularModel.fromJSON(JSON.stringify(regression.model))).toThrow(
      new TypeError('TabularModel.fromJSON: the model is a text. Pass JSON.parse(text).'),
    )
    expect(() => TabularModel.fromJSON(regression.model.network.toJSON())).toThrow(
      new RangeError('TabularModel.fromJSON: the model is a network without a table. Pass it to MLP.fromJSON.'),
    )
    expect(() => MLP.fromJSON(JSON.parse(JSON.stringify(regression.model)))).toThrow(
      new RangeError(
        'MLP.fromJSON: the model is a tabular model. Pass it to TabularModel.fromJSON of @gradus/tabular.',
      ),
    )
  })
  test('an op of your own as its activation is saved by name and asked for', async () => {
    const softsign = defineOp(
      unary('softsign', {
        f: (z) => z / (1 + Math.abs(z)),
        d: (z) => reciprocal(square(add(1, abs(z)))),
        domain: [-3, 3],
      }),
    )
    const options = { target: 'y', model: 'network', validation: 0, epochs: 2, activation: softsign } as const
    const { model } = await trainTable(parseCsv('x,y\n1,2\n2,3\n3,5\n4,4\n'), options)
    const path = join(directory, 'softsign.json')
    await saveTabular(path, model)
    const ask =
      'MLP.fromJSON: activations[0] is "softsign", not one of linear, sigmoid, tanh, relu, leakyRelu, elu, gelu, silu, softplus. If it is an op of yours, pass it in the option activations, such as { activations: { softsign } }.'
    expect(() => TabularModel.fromJSON(model.toJSON())).toThrow(new RangeError(ask))
    await expect(loadTabular(path)).rejects.toThrow(`loadTabular: ${path} is not a complete model. ${ask}`)
    const again = await loadTabular(path, { activations: { softsign } })
    expect(again.predict([{ x: 2.5 }])).toEqual(model.predict([{ x: 2.5 }]))
    expect(TabularModel.fromJSON(model.toJSON(), { activations: { softsign } }).toJSON()).toEqual(model.toJSON())
    expect(() => model.toModule()).toThrow('toModule: the activation of layer 1 is the op "softsign"')
    rmSync(path)
  })
  test('a file that is not there, not JSON, or not a model', async () => {
    const path = join(directory, 'other.json')
    await expect(loadTabular(path)).rejects.toThrow(/^loadTabular: .*other.json cannot be read \(ENOENT/)
    writeFileSync(path, '{')
    await expect(loadTabular(path)).rejects.toThrow(/other.json is not JSON \(.*\). Train the model again.$/)
    writeFileSync(path, '[]')
    await expect(loadTabular(path)).rejects.toThrow(/other.json is not a complete model. TabularModel.fromJSON: /)
    rmSync(path)
  })
})

test('as JavaScript: the same predictions from raw numbers, texts as 0/1 columns', async () => {
  for (const { model } of [regression, classification]) {
    const url = `data:text/javascript,${encodeURIComponent(model.toModule())}`
    const module = (await import(url)) as { default: (x: number[]) => number[]; inputs: string[] }
    expect(module.inputs).toEqual(['size', 'color=blue', 'color=green', 'color=red'])
    const raw = ({ size, color }: Row) => [Number(size), ...['blue', 'green', 'red'].map((c) => Number(c === color))]
    model.predict(rows).forEach((expected, i) => {
      const got = module.default(raw(rows[i]!))
      const wanted = 'probabilities' in expected ? Object.values(expected.probabilities) : [expected.prediction]
      got.forEach((y, k) => expect(Math.abs(y - wanted[k]!)).toBeLessThan(1e-12 * Math.max(1, Math.abs(wanted[k]!))))
    })
  }
})

test('as JavaScript: what is not a row of numbers is refused', async () => {
  const url = `data:text/javascript,${encodeURIComponent(classification.model.toModule())}`
  const { default: predict } = (await import(url)) as { default: (x: unknown) => number[] }
  const mean = (classification.model.encoding.inputs.columns[0] as { mean: number }).mean
  for (const [row, message] of [
    [undefined, 'predict: the argument is undefined. Pass an array of 4 numbers.'],
    [{ size: 50, color: 'red' }, 'predict: the argument is of type object. Pass an array of 4 numbers.'],
    [[50], 'predict: the array has length 1. Pass an array of 4 numbers.'],
    [[50, 'red', 0, 0], 'predict: input "color=blue" is "red". Pass a number, or NaN if it is missing.'],
    [
      [Infinity, 0, 0, 1],
      `predict: input "size" is Infinity, too far from the mean ${mean}. Pass a number closer to it, or NaN if it is missing.`,
    ],
  ] as const) {
    expect(() => predict(row)).toThrow(expect.objectContaining({ message }))
  }
})

test('MLP.fromJSON of a tabular model names the function that reads a tabular model', () => {
  expect(() => MLP.fromJSON(JSON.parse(JSON.stringify(regression.model)))).toThrow(
    new RangeError('MLP.fromJSON: the model is a tabular model. Pass it to TabularModel.fromJSON of @gradus/tabular.'),
  )
})

test('scaling comes from the training rows alone', async () => {
  const { model } = await trainTable(table, { target: 'price', validation: 0.5, model: 'linear' })
  const whole = await trainTable(table, { target: 'price', model: 'linear' })
  const meanOf = ({ encoding }: TabularModel) => (encoding.inputs.columns[0] as { mean: number }).mean
  expect(meanOf(whole.model)).toBeCloseTo(rows.reduce((s, r) => s + Number(r.size), 0) / 80, 10)
  expect(meanOf(model)).not.toBeCloseTo(meanOf(whole.model), 3)
})
