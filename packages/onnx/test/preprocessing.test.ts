/** Models that predict from raw rows: what is in the file, and what onnxruntime computes with it. */
import { expect, test } from '@jest/globals'
import { fromBinary } from '@bufbuild/protobuf'
import { sigmoid, softmax } from '@gradus/engine'
import type { Preprocessing } from '@gradus/nn'
import { MLP, Random } from '@gradus/nn'
import type { OnnxOptions } from '@gradus/onnx'
import { toOnnx } from '@gradus/onnx'
import { env, InferenceSession, Tensor } from 'onnxruntime-web'
import type { ModelProto } from '../src/onnx_pb.js'
import { ModelProtoSchema, TensorProto_DataType } from '../src/onnx_pb.js'

env.wasm.numThreads = 1 // no worker threads

const decode = (bytes: Uint8Array): ModelProto => fromBinary(ModelProtoSchema, bytes)

async function run(bytes: Uint8Array, rows: readonly number[][]): Promise<{ type: string; rows: number[][] }> {
  const session = await InferenceSession.create(bytes)
  const input = new Tensor('float64', rows.flat(), [rows.length, rows[0]!.length])
  const { output } = await session.run({ input })
  await session.release()
  const [count, width] = output!.dims as [number, number]
  expect(count).toBe(rows.length)
  const data = [...(output!.data as Float32Array | Float64Array)]
  return { type: output!.type, rows: rows.map((_, i) => data.slice(i * width, (i + 1) * width)) }
}

const age = { name: 'age', mean: 40, scale: 12 }
const red = { name: 'color=red', mean: 0, scale: 1 }
const price = { task: 'regression', name: 'price', mean: 2500, scale: 800 } as const
const kind = { task: 'classification', name: 'kind', classes: ['a', 'b'], probabilities: 'softmax' } as const
const regression: Preprocessing = { inputs: [age, red], output: price }

test.each(['regression', 'softmax', 'sigmoid'] as const)(
  '%s: random models take raw rows, some numbers missing, and give what predict gives, with every opset',
  async (what) => {
    const random = new Random(6)
    for (let opset = 13; opset <= 26; opset++) {
      const [width, units] = [1 + random.integer(8), what === 'regression' ? 1 : 1 + random.integer(4)]
      const model = new MLP([width, 7, units], { activation: 'gelu', seed: opset })
      // Means up to about 10⁸ times the scale, where float32 has no digit left of the difference.
      const inputs = Array.from({ length: width }, (_, j) => {
        const scale = 10 ** random.uniform(-8, 8)
        return { name: `column ${j}`, mean: random.normal() * scale * 10 ** random.uniform(-3, 8), scale }
      })
      const scaling = { mean: random.normal() * 1e9, scale: 10 ** random.uniform(-1, 3) }
      const classes = Array.from({ length: units }, (_, k) => `class ${k}`)
      const output: Preprocessing['output'] =
        what === 'regression'
          ? { task: what, name: 'y', ...scaling }
          : { task: 'classification', name: 'y', classes, probabilities: what }

      const raw = Array.from({ length: 9 }, () =>
        inputs.map(({ mean, scale }) => (random.uniform() < 0.2 ? NaN : mean + scale * random.normal())),
      )
      const expected = raw.map((row) => {
        const x = inputs.map(({ mean, scale }, j) => (Number.isNaN(row[j]) ? 0 : (row[j]! - mean) / scale))
        const z = model.predict(x)
        if (what === 'softmax') return softmax(z)
        return what === 'sigmoid' ? z.map((y) => sigmoid(y)) : z.map((y) => y * scaling.scale + scaling.mean)
      })
      const actual = await run(toOnnx(model, { preprocessing: { inputs, output }, opset }), raw)
      expect(actual.type).toBe(what === 'regression' ? 'float64' : 'float32')
      // The layers compute in float32, so the errors of a regression are in units of its scale.
      const unit = what === 'regression' ? scaling.scale : 1
      expected.forEach((row, i) => {
        expect(actual.rows[i]!.length).toBe(units)
        row.forEach((y, k) => expect(Math.abs(actual.rows[i]![k]! - y) / unit).toBeLessThan(1e-5))
      })
    }
  },
)

test('a large mean beside a small scale loses no digits, before the layers and after', async () => {
  const preprocessing: Preprocessing = {
    inputs: [{ name: 'x', mean: 1e15, scale: 0.5 }],
    output: { ...price, mean: 1e12, scale: 0.25 },
  }
  const bytes = toOnnx(MLP.fromTheta([[[0, 1]]]), { preprocessing })
  const { rows } = await run(bytes, [[1e15 + 1], [1e15 - 0.5], [NaN]])
  expect(rows).toEqual([[1e12 + 0.5], [1e12 - 0.25], [1e12]])
})

test('probabilities are right far out', async () => {
  const inputs = [{ name: 'x', mean: 0, scale: 1 }]
  const bytes = toOnnx(MLP.fromTheta([[[0, 1], [0, -1]]]), { preprocessing: { inputs, output: kind } }) // oxfmt-ignore
  expect((await run(bytes, [[1000], [-1e30], [0]])).rows).toEqual([[1, 0], [0, 1], [0.5, 0.5]]) // oxfmt-ignore
})

test('a session refuses float32, which would lose digits silently', async () => {
  const session = await InferenceSession.create(toOnnx(new MLP([2, 1]), { preprocessing: regression }))
  const input = new Tensor('float32', [40, 1], [1, 2])
  await expect(session.run({ input })).rejects.toThrow(/Actual: \(tensor\(float\)\) , expected: \(tensor\(double\)\)/)
  await session.release()
})

/** `Sub scaled/filled scaled/means → scaled/centered` */
const nodes = (model: ModelProto) =>
  model.graph!.node.map(({ opType, input, output }) => `${opType} ${input.join(' ')} → ${output.join(' ')}`)

test('the rows are scaled before the layers, a regression is scaled back after them', () => {
  const model = decode(toOnnx(new MLP([2, 3, 1]), { preprocessing: regression }))
  expect(nodes(model)).toEqual([
    'IsNaN input → scaled/missing',
    'Where scaled/missing scaled/means input → scaled/filled',
    'Sub scaled/filled scaled/means → scaled/centered',
    'Div scaled/centered scaled/scales → scaled/double',
    'Cast scaled/double → scaled',
    'Gemm scaled layer1/weights layer1/biases → layer1/sums',
    'Tanh layer1/sums → layer1',
    'Gemm layer1 layer2/weights layer2/biases → raw',
    'Cast raw → output/double',
    'Mul output/double output/scale → output/scaled',
    'Add output/scaled output/mean → output',
  ])
  const doubles = model.graph!.initializer.filter(({ dataType }) => dataType === TensorProto_DataType.DOUBLE)
  const numbers = ({ rawData }: (typeof doubles)[0]) => [...new Float64Array(rawData.slice().buffer)]
  expect(doubles.map((tensor) => [tensor.name, tensor.dims, numbers(tensor)])).toEqual([
    ['scaled/means', [2n], [40, 0]],
    ['scaled/scales', [2n], [12, 1]],
    ['output/scale', [1n], [800]],
    ['output/mean', [1n], [2500]],
  ])
})

const metadata = (model: ModelProto) =>
  Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, JSON.parse(value) as unknown]))

test('the names are in the metadata as JSON, and in the description', () => {
  const value = decode(toOnnx(new MLP([2, 1]), { preprocessing: regression }))
  expect(metadata(value)).toEqual({ inputs: ['age', 'color=red'], output: 'price' })
  expect(value.docString).toBe(
    'Predicts "price" from raw rows with the columns "age", "color=red". A missing number is NaN. ' +
      'The output is its value.',
  )
  const classes = decode(toOnnx(new MLP([2, 2]), { preprocessing: { inputs: [age, red], output: kind } }))
  expect(metadata(classes)).toEqual({ inputs: ['age', 'color=red'], output: 'kind', classes: ['a', 'b'] })
  expect(classes.docString).toBe(
    'Predicts "kind" from raw rows with the columns "age", "color=red". A missing number is NaN. ' +
      'The output is the probabilities of the classes "a", "b" (softmax).',
  )
  const plain = decode(toOnnx(new MLP([2, 1])))
  expect([plain.docString, plain.metadataProps]).toEqual(['', []])
})

test('names may be any text', async () => {
  const names = ['', '"', '\\', '\n', '\u2028', '\ud800', '\udc00', '\0', '</script>', '😀', '__proto__', 'input']
  const preprocessing: Preprocessing = {
    inputs: names.map((name) => ({ ...red, name })),
    output: { ...kind, name: '"\ud800', classes: names },
  }
  const bytes = toOnnx(new MLP([names.length, names.length], { init: 'zeros' }), { preprocessing })
  expect(metadata(decode(bytes))).toEqual({ inputs: names, output: '"\ud800', classes: names })
  const { rows } = await run(bytes, [names.map(() => 1)])
  rows[0]!.forEach((p) => expect(p).toBeCloseTo(1 / names.length, 6))
})

test.each<[OnnxOptions | Record<string, unknown>, Error]>([
  [
    { preprocessing: regression, output: 'softmax' },
    new TypeError('toOnnx: output is "softmax", but preprocessing determines the output. Leave out the option output.'),
  ],
  [
    { preprocessing: regression, output: 'raw' },
    new TypeError('toOnnx: output is "raw", but preprocessing determines the output. Leave out the option output.'),
  ],
  [{ preprocessing: null }, new TypeError('toOnnx: preprocessing is null. Pass an object.')],
  [
    { preprocessing: { ...regression, inputs: [age] } },
    new RangeError('toOnnx: preprocessing has 1 inputs and the network 2. Pass one per input of the network.'),
  ],
  [
    { preprocessing: { ...regression, output: { ...price, scale: NaN } } },
    new RangeError('toOnnx: preprocessing.output.scale is NaN. Pass a finite number above 0.'),
  ],
])('refuses a wrong call, %#', (options, error) => {
  const call = () => toOnnx(new MLP([2, 1]), options as OnnxOptions)
  expect(call).toThrow(error)
  expect(call).toThrow(error.constructor as ErrorConstructor)
})
