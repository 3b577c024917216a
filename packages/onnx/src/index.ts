/**
 * Exports networks of @gradus/nn as ONNX models, for runtimes in other languages and on other machines.
 *
 * To read the source, start with to-onnx.ts and follow this order:
 * - to-onnx.ts: the layers and the model around them
 * - graph.ts: nodes and tensors
 * - activations.ts: one row per activation
 * - preprocessing.ts: the nodes before and after the layers
 * - onnx_pb.ts: generated from the schema that ONNX publishes
 */
export type { OnnxOptions } from './to-onnx.js'
export { toOnnx } from './to-onnx.js'
