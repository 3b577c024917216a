import { expect, test } from '@jest/globals'
import { fromBinary } from '@bufbuild/protobuf'
import type { ActivationName } from '@gradus/nn'
import { activations, MLP } from '@gradus/nn'
import type { OnnxOptions } from '@gradus/onnx'
import { toOnnx } from '@gradus/onnx'
import type { GraphProto, ModelProto, TensorProto, ValueInfoProto } from '../src/onnx_pb.js'
import { ModelProtoSchema, TensorProto_DataType } from '../src/onnx_pb.js'

const decode = (model: MLP, options?: OnnxOptions): ModelProto => fromBinary(ModelProtoSchema, toOnnx(model, options))
const nodes = (graph: GraphProto) => graph.node.map(({ opType, input, output }) => [opType, ...input, '→', ...output])
const names = Object.keys(activations) as ActivationName[]

/** `float32[batch,3]` */
function type({ type }: ValueInfoProto): string {
  if (type?.value.case !== 'tensorType') return `${type?.value.case}`
  const dims = type.value.value.shape!.dim.map(({ value }) => `${value.value}${value.case === 'dimParam' ? '?' : ''}`)
  return `${TensorProto_DataType[type.value.value.elemType]}[${dims.join()}]`
}

function values({ rawData }: TensorProto): number[] {
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.length)
  return Array.from({ length: rawData.length / 4 }, (_, i) => view.getFloat32(4 * i, true))
}

test('the model says who made it, for which operators, and what goes in and out', () => {
  const model = decode(new MLP([4, 5, 3]), { name: 'iris' })
  expect(model.producerName).toBe('gradus')
  expect(model.irVersion).toBe(7n)
  expect(model.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([['', 13n]])
  const graph = model.graph!
  expect(graph.name).toBe('iris')
  expect(graph.input.map((info) => [info.name, type(info)])).toEqual([['input', 'FLOAT[batch?,4]']])
  expect(graph.output.map((info) => [info.name, type(info)])).toEqual([['output', 'FLOAT[batch?,3]']])
})

test('each opset has the file format of its release', () => {
  const versions = Array.from({ length: 14 }, (_, i) => Number(decode(new MLP([1, 1]), { opset: 13 + i }).irVersion))
  expect(versions).toEqual([7, 7, 8, 8, 8, 8, 9, 9, 10, 10, 11, 12, 13, 13])
  expect(decode(new MLP([1, 1]), { opset: 21 }).opsetImport[0]!.version).toBe(21n)
})

test('the weights have one row per unit, the biases one entry, in float32', () => {
  const thetas = [
    [
      [0.1, 1, 2, 3],
      [0.2, 4, 5, 1 / 3],
    ],
    [[-0.5, 7, -8]],
  ]
  const { initializer } = decode(MLP.fromTheta(thetas)).graph!
  expect(initializer.map((tensor) => [tensor.name, tensor.dims, values(tensor)])).toEqual([
    ['layer1/weights', [2n, 3n], [1, 2, 3, 4, 5, Math.fround(1 / 3)]],
    ['layer1/biases', [2n], [Math.fround(0.1), Math.fround(0.2)]],
    ['layer2/weights', [1n, 2n], [7, -8]],
    ['layer2/biases', [1n], [-0.5]],
  ])
  expect(initializer.every((tensor) => tensor.dataType === TensorProto_DataType.FLOAT)).toBe(true)
})

test('a layer is one Gemm and its activation; linear needs none, dropout is left out', () => {
  const thetas = new MLP([2, 3, 3, 1], { seed: 4 }).theta()
  const activation: ActivationName[] = ['relu', 'linear']
  const { graph } = decode(MLP.fromTheta(thetas, { activation, output: 'tanh', dropout: 0.5 }))
  expect(nodes(graph!)).toEqual([
    ['Gemm', 'input', 'layer1/weights', 'layer1/biases', '→', 'layer1/sums'],
    ['Relu', 'layer1/sums', '→', 'layer1'],
    ['Gemm', 'layer1', 'layer2/weights', 'layer2/biases', '→', 'layer2'],
    ['Gemm', 'layer2', 'layer3/weights', 'layer3/biases', '→', 'layer3/sums'],
    ['Tanh', 'layer3/sums', '→', 'output'],
  ])
  expect(graph!.node.map((node) => node.name)).toEqual(graph!.node.map((node) => node.output[0]))
})

test('softmax and sigmoid come after the activation of the last layer', () => {
  const model = new MLP([2, 3], { output: 'tanh' })
  const { graph } = decode(model, { output: 'softmax' })
  expect(nodes(graph!).slice(1)).toEqual([
    ['Tanh', 'layer1/sums', '→', 'raw'],
    ['Softmax', 'raw', '→', 'output'],
  ])
  expect(graph!.node.at(-1)!.attribute.map(({ name, i }) => [name, i])).toEqual([['axis', -1n]])
  expect(nodes(decode(model, { output: 'sigmoid' }).graph!).at(-1)).toEqual(['Sigmoid', 'raw', '→', 'output'])
})

test.each([13, 20])('with opset %d every tensor is made once, before it is used, and every weight is used', (opset) => {
  for (const activation of names) {
    const { graph } = decode(new MLP([2, 3, 3, 2], { activation, output: activation }), { opset, output: 'softmax' })
    const made = new Set(['input', ...graph!.initializer.map((tensor) => tensor.name)])
    const used = new Set<string>()
    expect(made.size).toBe(1 + graph!.initializer.length)
    for (const { input, output } of graph!.node) {
      for (const name of input) {
        expect([name, made.has(name)]).toEqual([name, true])
        used.add(name)
      }
      expect(output.map((name) => [name, made.has(name)])).toEqual([[output[0], false]])
      made.add(output[0]!)
    }
    expect([...made].filter((name) => !used.has(name))).toEqual(['output'])
  }
})

test('the same model gives the same bytes', () => {
  const bytes = toOnnx(new MLP([3, 4, 2], { seed: 9 }))
  expect(toOnnx(new MLP([3, 4, 2], { seed: 9 }))).toEqual(bytes)
  expect(toOnnx(new MLP([3, 4, 2], { seed: 8 }))).not.toEqual(bytes)
})

test('the size is four bytes per weight, and little else', () => {
  for (const width of [1, 10, 100, 300]) {
    const model = new MLP([width, width, width], { activation: 'silu' })
    const extra = toOnnx(model).length - 4 * model.parameters().length
    expect(extra).toBeGreaterThan(0)
    expect(extra).toBeLessThan(600)
  }
  const length = (layers: number) =>
    toOnnx(new MLP(new Array<number>(layers + 1).fill(3), { activation: 'gelu' })).length
  const perLayer = (length(200) - length(100)) / 100
  expect(length(400) - length(200)).toBeLessThan(1.02 * 200 * perLayer)
})

test('an activation without an ONNX form is refused', () => {
  const table = activations as Record<string, unknown>
  table.swoosh = activations.tanh
  try {
    const model = new MLP([2, 2, 1], { activation: 'swoosh' as ActivationName })
    expect(() => toOnnx(model)).toThrow(
      new RangeError(
        'toOnnx: the activation "swoosh" has no ONNX form. Use one of ' +
          'linear, sigmoid, tanh, relu, leakyRelu, elu, softplus, silu, gelu.',
      ),
    )
  } finally {
    delete table.swoosh
  }
})

test('weights that float32 does not have are refused', () => {
  const refusal = (weight: string) =>
    new RangeError(`toOnnx: the parameter θ2[1,${weight}. Pass a model whose parameters are finite float32 numbers.`)
  const withWeight = (bias: number, weight: number) => MLP.fromTheta([[[0, 1]], [[bias, weight]]])
  expect(() => toOnnx(withWeight(0, NaN))).toThrow(refusal('1] is NaN'))
  expect(() => toOnnx(withWeight(-Infinity, 0))).toThrow(refusal('0] is -Infinity'))
  expect(() => toOnnx(withWeight(0, 3.5e38))).toThrow(refusal('1] is 3.5e+38'))
  expect(toOnnx(withWeight(1e-50, 3.4e38)).length).toBeGreaterThan(0)
})

const model = new MLP([2, 1])
test.each<[unknown, unknown, Error]>([
  [{ sizes: [2, 1] }, {}, new TypeError('toOnnx: the model is an object. Pass an MLP of @gradus/nn.')],
  [undefined, {}, new TypeError('toOnnx: the model is undefined. Pass an MLP of @gradus/nn.')],
  [model, { name: '' }, new TypeError('toOnnx: the name is "". Pass a string with at least one character.')],
  [model, { name: 7 }, new TypeError('toOnnx: the name is 7. Pass a string with at least one character.')],
  [model, { output: 'argmax' }, new RangeError('toOnnx: unknown output "argmax". Pass one of raw, softmax, sigmoid.')],
  [model, { opset: 12 }, new RangeError('toOnnx: the opset is 12. Pass a whole number, 13 to 26.')],
  [model, { opset: 27 }, new RangeError('toOnnx: the opset is 27. Pass a whole number, 13 to 26.')],
  [model, { opset: 13.5 }, new RangeError('toOnnx: the opset is 13.5. Pass a whole number, 13 to 26.')],
  [model, { opset: '13' }, new RangeError('toOnnx: the opset is "13". Pass a whole number, 13 to 26.')],
  [
    model,
    { opsets: 13 },
    new TypeError('toOnnx: unknown option "opsets". The options are name, output, preprocessing, opset.'),
  ],
])('refuses a wrong call, %#', (model, options, error) => {
  const call = () => toOnnx(model as MLP, options as OnnxOptions)
  expect(call).toThrow(error)
  expect(call).toThrow(error.constructor as ErrorConstructor)
})
