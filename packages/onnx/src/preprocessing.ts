/**
 * The nodes before and after the layers of a model that predicts from raw rows.
 *
 * Numbers in the units of the user's table are float64, because in float32 1e9 + 1 and 1e9 are the same number. The layers
 * are float32.
 */
import type { Preprocessing } from '@gradus/nn'
import type { Graph } from './graph.js'
import { TensorProto_DataType } from './onnx_pb.js'

/** Adds nodes that compute y = (x − mean) / scale from raw rows x. NaN, a missing number, is replaced by the mean. */
export function scaleInputs(graph: Graph, inputs: Preprocessing['inputs'], x: string, y: string): void {
  const [means, scales] = [`${y}/means`, `${y}/scales`]
  const numbers = (key: 'mean' | 'scale') => inputs.map((input) => input[key])
  graph.doubles(means, numbers('mean'))
  graph.doubles(scales, numbers('scale'))
  graph.node('IsNaN', [x], `${y}/missing`)
  graph.node('Where', [`${y}/missing`, means, x], `${y}/filled`)
  graph.node('Sub', [`${y}/filled`, means], `${y}/centered`)
  graph.node('Div', [`${y}/centered`, scales], `${y}/double`)
  cast(graph, `${y}/double`, y, TensorProto_DataType.FLOAT)
}

/** Adds nodes that compute y = x · scale + mean from the output x of a regression. */
export function unscaleOutput(
  graph: Graph,
  { mean, scale }: { mean: number; scale: number },
  x: string,
  y: string,
): void {
  graph.doubles(`${y}/scale`, [scale])
  graph.doubles(`${y}/mean`, [mean])
  cast(graph, x, `${y}/double`, TensorProto_DataType.DOUBLE)
  graph.node('Mul', [`${y}/double`, `${y}/scale`], `${y}/scaled`)
  graph.node('Add', [`${y}/scaled`, `${y}/mean`], y)
}

const cast = (graph: Graph, x: string, y: string, type: TensorProto_DataType) =>
  graph.node('Cast', [x], y, { to: BigInt(type) })

/** The names of inputs, output and classes as metadata for programs. Each value is JSON. */
export function metadataOf({ inputs, output }: Preprocessing): { key: string; value: string }[] {
  const names = {
    inputs: inputs.map(({ name }) => name),
    output: output.name,
    ...(output.task === 'classification' && { classes: output.classes }),
  }
  return Object.entries(names).map(([key, value]) => ({ key, value: JSON.stringify(value) }))
}

/** The same names in a sentence for people. Viewers show it next to the graph. */
export function docOf({ inputs, output }: Preprocessing): string {
  const list = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(', ')
  const gives =
    output.task === 'regression'
      ? 'its value'
      : `the probabilities of the classes ${list(output.classes)} (${output.probabilities})`
  const columns = list(inputs.map(({ name }) => name))
  return (
    `Predicts ${list([output.name])} from raw rows with the columns ${columns}. A missing number is NaN. ` +
    `The output is ${gives}.`
  )
}
