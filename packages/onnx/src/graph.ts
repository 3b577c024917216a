/** The pieces of an ONNX graph, collected while the layers are walked. Next: activations.ts. */
import { create } from '@bufbuild/protobuf'
import type { AttributeProto, NodeProto, TensorProto } from './onnx_pb.js'
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
} from './onnx_pb.js'

/** Integers are given as bigint, because ONNX tells integers from floats and JavaScript does not. */
export type Attributes = Readonly<Record<string, bigint | number | string>>

export class Graph {
  readonly nodes: NodeProto[] = []
  readonly tensors: TensorProto[] = []
  private readonly constants = new Set<string>()

  constructor(readonly opset: number) {}

  /** Adds a node. Tensors are known by name; a node is named after the one tensor it makes. */
  node(opType: string, inputs: readonly string[], output: string, attributes: Attributes = {}): void {
    const attribute = Object.entries(attributes).map(([name, value]) => attributeOf(name, value))
    this.nodes.push(create(NodeProtoSchema, { name: output, opType, input: [...inputs], output: [output], attribute }))
  }

  /** Adds a float32 tensor of weights, row by row. */
  tensor(name: string, dims: readonly number[], values: readonly number[]): void {
    const rawData = new Uint8Array(4 * values.length)
    const view = new DataView(rawData.buffer)
    values.forEach((value, i) => view.setFloat32(4 * i, value, true)) // little-endian, whatever the machine
    this.add(name, dims, TensorProto_DataType.FLOAT, rawData)
  }

  /** Adds a float64 vector, of numbers in the units of the user's table. */
  doubles(name: string, values: readonly number[]): void {
    const rawData = new Uint8Array(8 * values.length)
    const view = new DataView(rawData.buffer)
    values.forEach((value, i) => view.setFloat64(8 * i, value, true))
    this.add(name, [values.length], TensorProto_DataType.DOUBLE, rawData)
  }

  private add(name: string, dims: readonly number[], dataType: TensorProto_DataType, rawData: Uint8Array): void {
    this.tensors.push(create(TensorProtoSchema, { name, dims: dims.map(BigInt), dataType, rawData }))
  }

  /** The name of a scalar tensor, added once however often it is asked for. */
  constant(name: string, value: number): string {
    if (!this.constants.has(name)) this.tensor(name, [], [value])
    this.constants.add(name)
    return name
  }
}

function attributeOf(name: string, value: bigint | number | string): AttributeProto {
  if (typeof value === 'bigint') {
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: value })
  }
  if (typeof value === 'number') {
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.FLOAT, f: value })
  }
  const s = new TextEncoder().encode(value)
  return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.STRING, s })
}

declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> } // of browsers and Node alike
