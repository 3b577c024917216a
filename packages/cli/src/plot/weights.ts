/** `gradus plot weights`: the weights of a layer. */
import { inputNames } from '@gradus/data'
import { plotWeights } from '@gradus/plot'
import type { PlotOptions } from '@gradus/plot'
import type { TabularModel } from '@gradus/tabular'
import { loadTabular } from '@gradus/tabular/node'
import { UsageError } from '../errors.js'
import { checkPlot, lookOf, type Options, writePlot } from './output.js'

const COMMAND = 'plot weights'

export async function draw(file: string, options: Options & { layer?: number }): Promise<void> {
  await checkPlot(COMMAND, options, { 'the model': file })
  const model = await loadTabular(file)
  const { layer = 1 } = options
  const thetas = model.network.theta()
  if (layer > thetas.length) {
    const range = thetas.length === 1 ? '1' : `1 to ${thetas.length}`
    throw new UsageError(`${COMMAND}: --layer ${layer} is not a layer of the model. Pass ${range}.`)
  }
  await writePlot(COMMAND, plotLayer(model, layer, lookOf(options, titleOf(layer, thetas.length))), options)
}

const titleOf = (layer: number, layers: number): string => `Weights of layer ${layer} of ${layers}`

/** @param layer counted from 1 */
export function plotLayer({ network, image, encoding }: TabularModel, layer: number, options?: PlotOptions): string {
  const { target } = encoding
  const thetas = network.theta()
  const isLast = layer === thetas.length
  return plotWeights(
    thetas[layer - 1]!.map((row) => row.slice(1)), // without the biases
    {
      ...(options ?? { title: titleOf(layer, thetas.length) }),
      ...(layer > 1
        ? {}
        : image === undefined
          ? { inputs: inputNames(encoding.inputs) }
          : { shape: [image.height, image.width] }),
      ...(isLast && target.task === 'classification' ? { names: target.classes } : {}),
    },
  )
}
