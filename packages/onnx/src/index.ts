/**
 * Networks of @gradus/nn as ONNX models, for engines that serve and scale.
 *
 * To read the source: to-onnx.ts (layers, weights, the model around them), graph.ts (what a graph is made of),
 * activations.ts (one row per activation), preprocessing.ts (the nodes around the layers). onnx_pb.ts is generated from
 * the schema that ONNX publishes.
 */
export type { OnnxOptions } from './to-onnx.js'
export { toOnnx } from './to-onnx.js'
