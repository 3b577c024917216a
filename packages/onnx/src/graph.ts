/** Collects the nodes and tensors of an ONNX graph. */
import { create } from '@bufbuild/protobuf'
import type { AttributeProto, NodeProto, TensorProto } from './onnx_pb.js'
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
} from './onnx_pb.js'

/** A bigint is an integer attribute, and a number is a float attribute: ONNX distinguishes them. */
export type Attributes = Readonly<Record<string, bigint | number | string>>

export class Graph {
  readonly nodes: NodeProto[] = []
  readonly tensors: TensorProto[] = []
  private readonly constants = new Set<string>()

  constructor(readonly opset: number) {}

  /** Adds a node that computes tensor `output` from the tensors `inputs`. The node has the name of its output. */
  node(opType: string, inputs: readonly string[], output: string, attributes: Attributes = {}): void {
    const attribute = Object.entries(attributes).map(([name, value]) => attributeOf(name, value))
    this.nodes.push(create(NodeProtoSchema, { name: output, opType, input: [...inputs], output: [output], attribute }))
  }

  /** Adds a float32 tensor. The values are in row-major order. */
  tensor(name: string, dims: readonly number[], values: readonly number[]): void {
    const rawData = new Uint8Array(4 * values.length)
    const view = new DataView(rawData.buffer)
    values.forEach((value, i) => view.setFloat32(4 * i, value, true)) // ONNX is little-endian on every machine
    this.add(name, dims, TensorProto_DataType.FLOAT, rawData)
  }

  /** Adds a float64 vector. */
  doubles(name: string, values: readonly number[]): void {
    const rawData = new Uint8Array(8 * values.length)
    const view = new DataView(rawData.buffer)
    values.forEach((value, i) => view.setFloat64(8 * i, value, true))
    this.add(name, [values.length], TensorProto_DataType.DOUBLE, rawData)
  }

  private add(name: string, dims: readonly number[], dataType: TensorProto_DataType, rawData: Uint8Array): void {
    this.tensors.push(create(TensorProtoSchema, { name, dims: dims.map(BigInt), dataType, rawData }))
  }

  /** Adds a scalar tensor unless it is there, and returns its name. */
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

declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> } // in browsers and in Node
