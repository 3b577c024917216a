/** `gradus plot weights`: the weights of a layer. */
import { inputNames } from '@gradus/data'
import { plotWeights } from '@gradus/plot'
import { loadTabular } from '@gradus/tabular/node'
import { UsageError } from '../errors.js'
import { note } from '../output/streams.js'
import { checkPlot, lookOf, type Options, shortList, writePlot } from './output.js'

const COMMAND = 'plot weights'

export async function draw(file: string, options: Options & { layer?: number }): Promise<void> {
  await checkPlot(COMMAND, options, { 'the model': file })
  const { network, image, encoding } = await loadTabular(file)
  const { layer = 1 } = options
  const thetas = network.theta()
  if (layer > thetas.length) {
    const range = thetas.length === 1 ? '1' : `1 to ${thetas.length}`
    throw new UsageError(`${COMMAND}: --layer ${layer} is not a layer of the model. Pass ${range}.`)
  }
  const { target } = encoding
  const isLast = layer === thetas.length
  const svg = plotWeights(
    thetas[layer - 1]!.map((row) => row.slice(1)), // without the biases
    {
      ...lookOf(options, `Weights of layer ${layer} of ${thetas.length}`),
      ...(image === undefined || layer > 1 ? {} : { shape: [image.height, image.width] }),
      ...(isLast && target.task === 'classification' ? { names: target.classes } : {}),
    },
  )
  await writePlot(COMMAND, svg, options)
  if (layer === 1 && image === undefined) note(`Inputs from 1 on: ${shortList(inputNames(encoding.inputs))}.`)
}
