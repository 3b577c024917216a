/** What there is to know about a trained model: its layers, and with data its dead and saturated units. */
import { diagnose } from '@gradus/nn'
import type { TabularModel } from '@gradus/tabular'
import { lossOf, type ModelExamples } from './examples.js'

export type Inspection = ReturnType<typeof inspect>

/** The JSON of `gradus inspect`. With examples, each layer also has the norm of its gradient, and shares of its units. */
export function inspect(model: TabularModel, examples: ModelExamples | undefined) {
  const { inputs, target } = model.encoding
  const diagnosis = examples && diagnose(model.network, examples.data, lossOf(model))
  const layers = layersOf(model).map((layer, l) => {
    if (diagnosis === undefined) return layer
    const { gradientNorm, dead, saturated } = diagnosis.layers[l]!
    return { ...layer, gradientNorm, dead, saturated }
  })
  return {
    ...{
      task: target.task,
      target: target.name,
      classes: target.task === 'classification' ? target.classes : undefined,
    },
    ...{ inputs: inputs.columns.map(({ name }) => name), outputs: model.network.sizes.at(-1) },
    ...{ parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0), layers },
    data: examples && {
      ...{ rows: examples.rows, examples: examples.lines.length },
      ...{ lossName: lossOf(model), loss: diagnosis!.loss },
    },
  }
}

function layersOf({ network }: TabularModel) {
  return network.layers.map(({ inputs, units, activation, neurons }, l) => {
    const values = neurons.flatMap(({ weights, bias }) => [...weights, bias].map(({ data }) => data))
    return {
      ...{ layer: l + 1, inputs, units, activation: typeof activation === 'string' ? activation : 'a function' },
      parameters: values.length,
      parameterNorm: Math.sqrt(values.reduce((sum, x) => sum + x * x, 0)),
      largestParameter: values.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0),
    }
  })
}
