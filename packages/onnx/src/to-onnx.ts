/**
 * Turns an MLP into the bytes of an ONNX model. Each layer is a Gemm and its activation, with preprocessing around them.
 *
 * onnx_pb.ts has the messages of the schema that the ONNX project publishes. @bufbuild/protobuf turns them into bytes.
 */
import { create, toBinary } from '@bufbuild/protobuf'
import { checkOptions, show } from '@gradus/engine/errors'
import { checkPreprocessing, MLP, type Preprocessing } from '@gradus/nn'
import { activationForm } from './activations.js'
import { Graph } from './graph.js'
import type { ValueInfoProto } from './onnx_pb.js'
import { ModelProtoSchema, TensorProto_DataType, ValueInfoProtoSchema } from './onnx_pb.js'
import { docOf, metadataOf, scaleInputs, unscaleOutput } from './preprocessing.js'

export interface OnnxOptions {
  /** The name of the graph, which viewers show. Default 'mlp'. */
  name?: string
  /** The output: as `predict` returns it ('raw'), softmax over all outputs, or sigmoid of each. Default 'raw'. */
  output?: 'raw' | 'softmax' | 'sigmoid'
  /**
   * Scaling and names, for a model that takes raw rows and returns values or probabilities. The input is then float64, and
   * so is the output of a regression. Takes the place of `output`. Default none.
   */
  preprocessing?: Preprocessing
  /** The version of the ONNX operators, 13 to 26. Default 13, which old runtimes know too. */
  opset?: number
}

/** For each opset the oldest file format that has it. Source: the table of versions in ONNX's docs/Versioning.md. */
const IR_VERSIONS: ReadonlyMap<number, bigint> = new Map([
  [13, 7n],
  [14, 7n],
  [15, 8n],
  [16, 8n],
  [17, 8n],
  [18, 8n],
  [19, 9n],
  [20, 9n],
  [21, 10n],
  [22, 10n],
  [23, 11n],
  [24, 12n],
  [25, 13n],
  [26, 13n],
])

/**
 * Returns a network as the bytes of an ONNX model.
 *
 * The model has one input `input`, float32 [batch, inputs], and one output `output`, float32 [batch, outputs]. The number of
 * rows may differ from call to call. With `output: 'raw'` each row of the output is what `predict` returns. Dropout is left
 * out. With `preprocessing` the input is raw rows in float64, where NaN is a missing number. The output is then
 * probabilities in float32, or the value of a regression in float64.
 *
 * @throws RangeError if a parameter is not a finite float32 number, if the preprocessing does not fit the model, or if an
 * option is out of range. TypeError for a model that is not an MLP and for an option that is unknown or has the wrong type.
 * @example
 * const bytes = toOnnx(new MLP([2, 3, 1], { seed: 1 }))
 * bytes.length // => 437
 */
export function toOnnx(model: MLP, options: OnnxOptions = {}): Uint8Array<ArrayBuffer> {
  if (!(model instanceof MLP)) throw new TypeError(`toOnnx: the model is ${show(model)}. Pass an MLP of @gradus/nn.`)
  checkOptions('toOnnx', options, ['name', 'output', 'preprocessing', 'opset'])
  const { name = 'mlp', preprocessing, opset = 13 } = options
  if (typeof name !== 'string' || name === '') {
    throw new TypeError(`toOnnx: the name is ${show(name)}. Pass a string with at least one character.`)
  }
  const output = outputOf(model, options)
  const irVersion = IR_VERSIONS.get(opset)
  if (irVersion === undefined) {
    throw new RangeError(
      `toOnnx: the opset is ${show(opset)}. Pass a whole number, 13 to ${Math.max(...IR_VERSIONS.keys())}.`,
    )
  }

  const graph = new Graph(opset)
  if (preprocessing) scaleInputs(graph, preprocessing.inputs, 'input', 'scaled')
  const last = model.layers.length
  let x = preprocessing ? 'scaled' : 'input'
  model.theta().forEach((theta, l) => {
    const layer = l + 1
    const y = layer < last ? `layer${layer}` : output === 'raw' ? 'output' : 'raw'
    addLayer(graph, layer, theta, model.layers[l]!.activation, x, y)
    x = y
  })
  if (output === 'softmax') graph.node('Softmax', [x], 'output', { axis: -1n })
  else if (output === 'sigmoid') graph.node('Sigmoid', [x], 'output')
  else if (output !== 'raw') unscaleOutput(graph, output, x, 'output')

  const { FLOAT, DOUBLE } = TensorProto_DataType
  const message = create(ModelProtoSchema, {
    irVersion,
    opsetImport: [{ domain: '', version: BigInt(opset) }],
    producerName: 'gradus',
    ...(preprocessing && { docString: docOf(preprocessing), metadataProps: metadataOf(preprocessing) }),
    graph: {
      name,
      node: graph.nodes,
      initializer: graph.tensors,
      input: [rows('input', model.sizes[0]!, preprocessing ? DOUBLE : FLOAT)],
      output: [rows('output', model.sizes.at(-1)!, typeof output === 'object' ? DOUBLE : FLOAT)],
    },
  })
  return toBinary(ModelProtoSchema, message)
}

/** What follows the layers: nothing, an operator, or the mean and scale of a regression. */
function outputOf(
  model: MLP,
  { output, preprocessing }: OnnxOptions,
): 'raw' | 'softmax' | 'sigmoid' | { mean: number; scale: number } {
  if (output !== undefined && !['raw', 'softmax', 'sigmoid'].includes(output)) {
    throw new RangeError(`toOnnx: unknown output ${show(output)}. Pass one of raw, softmax, sigmoid.`)
  }
  if (preprocessing === undefined) return output ?? 'raw'
  checkPreprocessing('toOnnx', preprocessing, model)
  if (output !== undefined) {
    throw new TypeError(
      `toOnnx: output is ${show(output)}, but preprocessing determines the output. Leave out the option output.`,
    )
  }
  return preprocessing.output.task === 'regression' ? preprocessing.output : preprocessing.output.probabilities
}

/** Adds y = g(x · Wᵀ + b). W has one row per unit, and b one entry. `theta` has both, the bias in column 0. */
function addLayer(
  graph: Graph,
  layer: number,
  theta: readonly (readonly number[])[],
  activation: string,
  x: string,
  y: string,
): void {
  theta.forEach((row, i) =>
    row.forEach((w, j) => {
      if (Number.isFinite(Math.fround(w))) return
      throw new RangeError(
        `toOnnx: the parameter θ${layer}[${i + 1},${j}] is ${w}. Pass a model whose parameters are finite float32 numbers.`,
      )
    }),
  )
  const units = theta.length
  const inputs = theta[0]!.length - 1
  const weights = `layer${layer}/weights`
  const biases = `layer${layer}/biases`
  graph.tensor(
    weights,
    [units, inputs],
    theta.flatMap((row) => row.slice(1)),
  )
  graph.tensor(
    biases,
    [units],
    theta.map((row) => row[0]!),
  )

  const z = activation === 'linear' ? y : `layer${layer}/sums`
  graph.node('Gemm', [x, weights, biases], z, { transB: 1n })
  if (activation !== 'linear') activationForm('toOnnx', activation)(graph, z, y)
}

/** The type of a matrix with `width` columns and any number of rows. */
function rows(name: string, width: number, elemType: TensorProto_DataType): ValueInfoProto {
  const dim = [
    { value: { case: 'dimParam' as const, value: 'batch' } },
    { value: { case: 'dimValue' as const, value: BigInt(width) } },
  ]
  const value = { elemType, shape: { dim } }
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value } } })
}
